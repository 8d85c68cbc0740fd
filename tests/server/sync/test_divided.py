"""An area that is divided while somebody writes into it: nobody is filed in what is no leaf."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask

from server.services import county
from server.sync import apply as applying
from tests import cast
from tests.server.county import Phone
from tests.server.sync.writing import answers_of, codes_of, household


def test_a_household_on_its_way_into_an_area_that_is_divided_is_refused(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = Phone(app, "wang", cast.WANG)
    below = {"code": f"{cast.GRID}1", "name": "东组", "kind": "grid", "parent": cast.GRID}
    sound = applying.writing

    @contextmanager
    def divided_first() -> Iterator[Any]:
        monkeypatch.setattr(applying, "writing", sound)
        county.add_areas([below])
        with sound() as session:
            yield session

    monkeypatch.setattr(applying, "writing", divided_first)
    answers = wang.push(household(wang))

    assert answers_of(answers) == ["rejected"]
    assert codes_of(answers[0]) == [("@area", "not_a_leaf")]
