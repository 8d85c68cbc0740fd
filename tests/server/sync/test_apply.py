"""Two who write one record at the same moment: neither loses, on either database."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from flask import Flask

from server.access.authorise import Actor
from server.sync import apply as applying
from server.sync.compute import Submitted
from tests import cast
from tests.server.county import Phone, changes, new_id
from tests.server.sync.phones import assert_equals_a_new_phone
from tests.server.sync.writing import establish, household, patch

Writes = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> threading.Barrier:
    """Lets two pushes compute from the same state before either of them may write."""
    barrier = threading.Barrier(2)
    local = threading.local()
    sound: Writes = applying.writing

    @contextmanager
    def together() -> Any:
        if not getattr(local, "has_met", False):
            local.has_met = True
            barrier.wait(timeout=20)
        with sound() as session:
            yield session

    monkeypatch.setattr(applying, "writing", together)
    return barrier


def both(one: Callable[[], Any], two: Callable[[], Any]) -> list[Any]:
    found: list[Any] = [None, None]

    def run(place: int, act: Callable[[], Any]) -> None:
        found[place] = act()

    threads = [threading.Thread(target=run, args=each) for each in enumerate((one, two))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def phones(app: Flask) -> tuple[Phone, Phone]:
    return Phone(app, "wang", cast.WANG), Phone(app, "wang", cast.WANG)


@pytest.mark.usefixtures("meeting")
def test_two_phones_that_create_one_household_at_once_both_count(app: Flask) -> None:
    one, two = phones(app)
    first, second = household(one), household(two)
    second["changes"]["household_address"]["to"] = "另一处"

    [[a], [b]] = both(lambda: one.push(first), lambda: two.push(second))
    one.pull()

    assert sorted([a["answer"], b["answer"]]) == ["applied", "conflict"]
    stands = one.documents[cast.HOUSEHOLD]["body"]["household_address"]
    [conflict] = [d for d in one.documents.values() if d["type"] == "conflict"]
    [offer] = conflict["body"]["offers"]
    told = {stands, offer["value"]["household_address"]}
    assert told == {"另一处", cast.HOUSEHOLD_BODY["household_address"]}
    assert_equals_a_new_phone(one, two)


def test_two_corrections_of_one_field_at_once_give_one_winner_and_one_conflict(
    app: Flask, meeting: threading.Barrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = phones(app)
    with monkeypatch.context() as alone:
        alone.setattr(meeting, "wait", lambda timeout: None)
        _, person = establish(one, 1)
    first = patch(one, person, name=("张桂芳", "张桂英"))
    second = patch(two, person, name=("张桂芳", "张桂花"))

    [[a], [b]] = both(lambda: one.push(first), lambda: two.push(second))
    one.pull()

    assert sorted([a["answer"], b["answer"]]) == ["applied", "conflict"]
    [conflict] = [d for d in one.documents.values() if d["type"] == "conflict"]
    offered = {offer["value"]["name"] for offer in conflict["body"]["offers"]}
    assert offered | {one.documents[person]["body"]["name"]} == {"张桂英", "张桂花"}
    assert_equals_a_new_phone(one, two)


def test_the_same_new_document_for_two_residents_at_once_is_one(
    app: Flask, meeting: threading.Barrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their folders differ, so only the document itself can tell the two apart."""
    one, two = phones(app)
    with monkeypatch.context() as alone:
        alone.setattr(meeting, "wait", lambda timeout: None)
        _, zhang, sun = establish(one, 2)
    id = new_id()

    def consultation(phone: Phone, resident: str, text: str) -> dict[str, Any]:
        body = {"consultation_date": "2026-11-20", "consultation_opinion": text}
        return phone.operation("consultation", id, changes=changes(body, resident=resident))

    first, second = consultation(one, zhang, "头痛"), consultation(two, sun, "头晕")
    [[a], [b]] = both(lambda: one.push(first), lambda: two.push(second))
    one.pull()

    assert sorted([a["answer"], b["answer"]]) == ["applied", "conflict"]
    conflicts = [d for d in one.documents.values() if d["type"] == "conflict"]
    values = [offer["value"] for each in conflicts for offer in each["body"]["offers"]]
    told = str([one.documents[id]["body"], one.documents[id]["links"], values])
    assert all(text in told for text in ("头痛", "头晕", zhang, sun))
    assert_equals_a_new_phone(one, two)


def test_what_is_submitted_keeps_its_own_words(app: Flask) -> None:
    phone, _ = phones(app)
    operation = household(phone)
    nobody = Actor("", "", "", ())

    submitted = Submitted(nobody, operation)

    turned = Submitted(nobody, dict(reversed(operation.items())))
    assert submitted.payload == turned.payload
    assert submitted.errors == []
