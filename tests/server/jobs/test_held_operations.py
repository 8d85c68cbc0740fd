"""What this server could not take is judged anew when it may have learnt better."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from server.jobs.held_operations import judge_again
from server.jobs.queue import make_queue
from server.jobs.worker import begin
from server.records.loaded import Loaded, loaded
from server.services import county
from server.sync import compute
from tests import cast
from tests.server.county import Phone
from tests.server.sync.writing import Json, answers_of, codes_of, household, patch, resident
from tests.settings import settings_for

#: A grid that is not known yet.
NEW_GRID = f"{cast.VILLAGE}09"


@pytest.fixture
def wang(app: Flask) -> Phone:
    return Phone(app, "wang", cast.WANG)


def newer(definitions: Loaded) -> Loaded:
    """The definitions after an upgrade: the form of residents in its next version."""
    form = definitions.forms["resident_basic"]
    forms = {**definitions.forms, "resident_basic": replace(form, version=2)}
    return replace(definitions, forms=forms)


def test_what_a_newer_form_wrote_is_taken_once_that_is_known(app: Flask, wang: Phone) -> None:
    wang.push(household(wang))
    written = {**resident(wang), "form_version": 2}
    held = wang.push(written)

    with app.app_context():
        before = judge_again(loaded())
        after = judge_again(newer(loaded()))
        again = judge_again(newer(loaded()))
    wang.pull()

    assert codes_of(held[0]) == [("form_version", "newer")]
    assert (before, after, again) == (0, 1, 0)
    assert wang.documents[cast.ZHANG]["changed"]["actor"] == cast.WANG


def test_each_night_what_names_an_area_that_has_come_is_taken(
    app: Flask, wang: Phone, tmp_path: Path
) -> None:
    held = wang.push(household(wang, area=NEW_GRID))
    queue = make_queue(settings_for("sqlite://", tmp_path))
    below = {"code": NEW_GRID, "name": "新网格", "kind": "grid", "parent": cast.VILLAGE}

    with app.app_context():
        county.add_areas([below])
        begin(queue)
    wang.pull()

    assert codes_of(held[0]) == [("@area", "unknown")]
    assert wang.documents[cast.HOUSEHOLD]["links"]["area"] == NEW_GRID


def test_after_an_upgrade_what_was_refused_is_judged_anew_unless_it_was_mended(
    app: Flask, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang.push(household(wang), resident(wang))
    refused = patch(wang, cast.HOUSEHOLD, "household", door=("3号", "8号"))
    mended = patch(wang, cast.ZHANG, name=("张桂芳", "张桂花"))
    mending = {
        **patch(wang, cast.ZHANG, sex=("female", "male")),
        "replaces": mended["id"],
    }
    with monkeypatch.context() as older:
        refuse(older, refused, mended)
        answers = wang.push(refused, mended, mending)

    with app.app_context():
        nightly = judge_again(loaded())
        taken = judge_again(loaded(), rejected=True)
    wang.pull()

    assert answers_of(answers) == ["rejected", "rejected", "applied"]
    assert (nightly, taken) == (0, 1)
    assert wang.documents[cast.HOUSEHOLD]["body"]["door"] == "8号"
    assert wang.documents[cast.ZHANG]["body"]["name"] == "张桂芳"
    assert wang.push(refused)[0]["answer"] == "applied"


def refuse(older: pytest.MonkeyPatch, *operations: dict[str, Any]) -> None:
    """Let this server be one that takes none of these."""
    sound, ids = compute.apply_operation, [each["id"] for each in operations]

    def stricter(state: Any, operation: Any, *others: Any) -> Any:
        if operation["id"] in ids:
            operation = {**operation, "changes": {"no_such_field": {"from": 1, "to": 2}}}
        return sound(state, operation, *others)

    older.setattr(compute, "apply_operation", stricter)


@pytest.fixture
def taken(app: Flask, wang: Phone, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Json]:
    """Refuses a correction of Zhang's record, and takes it after all at the next start."""
    wang.push(household(wang), resident(wang))

    def make(between: Callable[[], Any] = lambda: None, /, **parts: Any) -> Json:
        operation = patch(wang, cast.ZHANG, **parts)
        with monkeypatch.context() as older:
            refuse(older, operation)
            [answer] = wang.push(operation)
        assert answer["answer"] == "rejected"
        between()
        with app.app_context():
            assert judge_again(loaded(), rejected=True) == 1
        return operation

    return make


def conflicts_of(phone: Phone) -> list[tuple[str, list[Any]]]:
    """The open conflicts that a phone is told of: unit, and the values offered in it."""
    phone.pull()
    bodies = [each["body"] for each in phone.documents.values() if each["type"] == "conflict"]
    return [
        (body["unit"], [offer["value"] for offer in body["offers"]])
        for body in bodies
        if body["state"] == "open"
    ]


def test_what_was_mended_and_not_sent_does_not_meet_itself(
    wang: Phone, taken: Callable[..., Json]
) -> None:
    refused = taken(name=("张桂芳", "张桂花"))

    [answer] = wang.push(
        {**patch(wang, cast.ZHANG, name=("张桂芳", "张桂枝")), "replaces": refused["id"]}
    )

    assert answer["answer"] == "applied"
    assert conflicts_of(wang) == []
    assert wang.documents[cast.ZHANG]["body"]["name"] == "张桂枝"


def test_what_its_author_no_longer_says_is_taken_back(
    wang: Phone, taken: Callable[..., Json]
) -> None:
    refused = taken(name=("张桂芳", "张桂花"), phone=(None, "13900001234"))

    [answer] = wang.push(
        {**patch(wang, cast.ZHANG, name=("张桂芳", "张桂枝")), "replaces": refused["id"]}
    )
    wang.pull()

    assert answer["answer"] == "applied"
    assert "phone" not in wang.documents[cast.ZHANG]["body"]


def test_who_has_learnt_that_it_was_taken_changes_only_what_they_say(
    wang: Phone, taken: Callable[..., Json]
) -> None:
    refused = taken(name=("张桂芳", "张桂花"), phone=(None, "13900001234"))

    [answer] = wang.push(
        {**patch(wang, cast.ZHANG, name=("张桂花", "张桂枝")), "replaces": refused["id"]}
    )
    wang.pull()

    body = wang.documents[cast.ZHANG]["body"]
    assert answer["answer"] == "applied"
    assert (body["name"], body["phone"]) == ("张桂枝", "13900001234")


def test_what_others_wrote_over_it_since_is_contested_and_not_taken_back(
    app: Flask, wang: Phone, taken: Callable[..., Json]
) -> None:
    refused = taken(name=("张桂芳", "张桂花"), contact_name=(None, "孙小梅"))
    other = Phone(app, "wang", cast.WANG)
    seen = {"name": ("张桂花", "张桂兰"), "contact_name": ("孙小梅", "孙小雪")}
    other.push(patch(other, cast.ZHANG, **seen))

    [answer] = wang.push(
        {**patch(wang, cast.ZHANG, name=("张桂芳", "张桂枝")), "replaces": refused["id"]}
    )

    assert answer["answer"] == "conflict"
    assert conflicts_of(wang) == [("name", [{"name": "张桂枝"}])]
    body = wang.documents[cast.ZHANG]["body"]
    assert (body["name"], body["contact_name"]) == ("张桂兰", "孙小雪")


def test_of_one_that_lost_when_it_was_taken_the_offer_is_mended(
    app: Flask, wang: Phone, taken: Callable[..., Json]
) -> None:
    other = Phone(app, "wang", cast.WANG)

    def meanwhile() -> None:
        other.push(patch(other, cast.ZHANG, name=("张桂芳", "张桂兰"), sex=("female", "male")))

    refused = taken(meanwhile, name=("张桂芳", "张桂花"), sex=("female", "unknown"))
    before = conflicts_of(wang)
    wang.push({**patch(wang, cast.ZHANG, name=("张桂芳", "张桂枝")), "replaces": refused["id"]})

    assert sorted(before) == [
        ("name", [{"name": "张桂花"}]),
        ("sex", [{"sex": "unknown"}]),
    ]
    assert conflicts_of(wang) == [("name", [{"name": "张桂枝"}])]


def test_nobody_mends_what_another_phone_wrote(
    app: Flask, wang: Phone, taken: Callable[..., Json]
) -> None:
    refused = taken(name=("张桂芳", "张桂花"))
    other = Phone(app, "wang", cast.WANG)

    [answer] = other.push(
        {**patch(other, cast.ZHANG, name=("张桂芳", "张桂枝")), "replaces": refused["id"]}
    )

    assert answer["answer"] == "conflict"


def test_one_that_breaks_the_server_again_keeps_none_of_the_others_waiting(
    app: Flask, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang.push(household(wang), resident(wang))
    poison = patch(wang, cast.HOUSEHOLD, "household", door=("3号", "8号"))
    good = patch(wang, cast.ZHANG, sex=("female", "male"))
    broken = {poison["id"], good["id"]}
    sound = compute.apply_operation

    def breaks(state: Any, operation: Any, *others: Any) -> Any:
        if operation["id"] in broken:
            raise ZeroDivisionError
        return sound(state, operation, *others)

    monkeypatch.setattr(compute, "apply_operation", breaks)
    held = wang.push(poison, good)
    broken.remove(good["id"])
    with app.app_context():
        taken = judge_again(loaded())
    wang.pull()

    assert answers_of(held) == ["held", "held"]
    assert taken == 1
    assert wang.documents[cast.ZHANG]["body"]["sex"] == "male"
    assert wang.documents[cast.HOUSEHOLD]["body"]["door"] == "3号"


def test_a_day_judges_what_is_held_once(app: Flask, wang: Phone, tmp_path: Path) -> None:
    queue = make_queue(settings_for("sqlite://", tmp_path))
    below = {"code": NEW_GRID, "name": "新网格", "kind": "grid", "parent": cast.VILLAGE}
    with app.app_context():
        begin(queue)
        wang.push(household(wang, area=NEW_GRID))
        county.add_areas([below])
        begin(queue)
    wang.pull()
    today = dict(wang.documents)
    in_two_days = datetime.now(UTC) + timedelta(days=2)

    with app.app_context(), time_machine.travel(in_two_days, tick=True):
        begin(queue)
    wang.pull()

    assert today == {}
    assert cast.HOUSEHOLD in wang.documents
