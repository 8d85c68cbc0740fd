"""Push, as docs/sync-protocol.md section 5 promises it."""

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import select

from server.db import reading
from server.sync import compute, push
from server.sync.models import ReadEvent, StoredOperation
from tests import cast
from tests.server.access.devices import device_of
from tests.server.county import Phone, changes, new_id
from tests.server.sync.writing import (
    answers_of,
    codes_of,
    establish,
    follow_up,
    follow_up_id,
    household,
    patch,
    resident,
)


def second_phone(app: Flask) -> Phone:
    return Phone(app, "wang", cast.WANG)


def test_a_repeat_is_answered_word_for_word_and_changes_nothing(wang: Phone) -> None:
    operations = [household(wang), resident(wang), follow_up(wang)]

    first = wang.push(*operations)
    wang.pull()
    stood = json.dumps(wang.documents, sort_keys=True)
    again = wang.push(*operations)
    wang.pull()

    assert {each["id"] for each in operations} == {each["id"] for each in first}
    assert {each["document"] for each in operations} <= wang.documents.keys()
    assert again == first
    assert json.dumps(wang.documents, sort_keys=True) == stood


def test_an_operation_that_stands_twice_in_one_batch_is_applied_once(wang: Phone) -> None:
    operation = household(wang)

    one, two = wang.push(operation, operation)
    wang.pull()

    assert one == two
    assert wang.documents[cast.HOUSEHOLD]["rev"] == 1


def test_another_operation_under_a_used_id_is_refused_and_the_first_stands(
    wang: Phone,
) -> None:
    operation = household(wang)
    forged = {**operation, "changes": changes({"door": "9号"}, area=cast.GRID)}

    answers = wang.push(operation, forged)
    [later] = wang.push(forged)
    wang.pull()

    assert answers_of(answers) == ["applied", "rejected"]
    assert codes_of(answers[1]) == codes_of(later) == [("id", "id_reused")]
    assert wang.documents[cast.HOUSEHOLD]["body"]["door"] == "3号"


def test_two_requests_with_the_same_batch_at_once_are_answered_alike(
    app: Flask, wang: Phone
) -> None:
    found: list[Any] = []
    for turn in range(5):
        home, person = new_id(), new_id()
        batch = [
            household(wang, home),
            resident(wang, person, home),
            follow_up(wang, person, f"2026-10-{turn + 10}"),
            patch(wang, new_id(), name=("甲", "乙")),
        ]
        token = wang.token
        clients = [app.test_client() for _ in range(3)]

        def send(client: Any, batch: Any = batch, token: Any = token) -> None:
            answer = client.post(
                "/api/sync/push",
                json={"operations": batch},
                headers={"Authorization": f"Bearer {token}", "Doorstep-Protocol": "1"},
            )
            found.append((answer.status_code, answer.json and answer.json["answers"]))

        threads = [threading.Thread(target=send, args=(client,)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert {status for status, _ in found} == {200}
    for turn in range(5):
        one, two, three = (answers for _, answers in found[turn * 3 : turn * 3 + 3])
        assert one == two == three
    assert device_of(app, wang.device).seq_count == 20


@pytest.mark.parametrize("place", [0, 25, 49])
def test_one_bad_operation_among_fifty_is_refused_alone(wang: Phone, place: int) -> None:
    home, *people = establish(wang, 49)
    batch = [patch(wang, id, phone=(None, "13900000001")) for id in people]
    bad = patch(wang, home, "household", area_kind=("rural", "on_the_moon"))
    batch.insert(place, bad)

    answers = wang.push(*batch)

    assert answers_of(answers).count("applied") == 49
    assert answers[place]["answer"] == "rejected"
    assert codes_of(answers[place]) == [("area_kind", "option")]


@pytest.mark.parametrize("place", [0, 2, 4])
def test_an_operation_that_breaks_the_server_is_held_alone_and_kept(
    app: Flask, wang: Phone, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    home, *people = establish(wang, 4)
    batch = [patch(wang, id, phone=(None, "13900000001")) for id in people]
    poison = patch(wang, home, "household", door=("3号", "poison"))
    batch.insert(place, poison)
    sound = compute.apply_operation

    def breaks(state: Any, operation: Any, *others: Any) -> Any:
        if operation["id"] == poison["id"]:
            raise ZeroDivisionError
        return sound(state, operation, *others)

    monkeypatch.setattr(compute, "apply_operation", breaks)
    answers = wang.push(*batch)
    kept = stored(app, poison["id"])
    monkeypatch.undo()
    [mended] = wang.push(poison)

    assert answers_of(answers).count("applied") == 4
    assert codes_of(answers[place]) == [("operation", "server_error")]
    assert kept is not None
    assert (kept.status, orjson.loads(kept.payload)) == ("held", poison)
    assert mended["answer"] == "applied"
    assert device_of(app, wang.device).seq_count == wang.seq


def stored(app: Flask, id: str) -> StoredOperation | None:
    with app.app_context(), reading() as session:
        row = session.scalars(select(StoredOperation).where(StoredOperation.id == id)).first()
        session.expunge_all()
        return row


def test_an_edit_waits_for_its_creation_from_another_phone(app: Flask, wang: Phone) -> None:
    other = second_phone(app)
    edit = patch(other, cast.ZHANG, phone=(None, "13900000002"))

    [held] = other.push(edit)
    wang.push(household(wang), resident(wang))
    [taken] = other.push(edit)
    [repeat] = other.push(edit)
    wang.pull()

    assert (held["answer"], codes_of(held)) == ("held", [("document", "unknown")])
    assert wang.documents[cast.ZHANG]["body"]["phone"] == "13900000002"
    assert wang.documents[cast.ZHANG]["changed"]["actor"] == cast.WANG
    assert taken["answer"] == "applied"
    assert repeat == taken
    assert taken["feed"] == f"{cast.GRID}:record"


def test_an_edit_before_its_creation_in_one_batch_is_applied(wang: Phone) -> None:
    edit = patch(wang, cast.ZHANG, phone=(None, "13900000003"))

    answers = wang.push(edit, resident(wang), household(wang))
    wang.pull()

    assert answers_of(answers) == ["applied", "applied", "applied"]
    assert wang.documents[cast.ZHANG]["body"]["phone"] == "13900000003"


def test_a_chain_of_held_operations_is_released_by_its_last_link(
    app: Flask, wang: Phone
) -> None:
    other = second_phone(app)
    late = follow_up(other)
    correction = patch(
        other,
        follow_up_id(cast.ZHANG, "2026-11-20"),
        "hypertension_follow_up",
        heart_rate=(None, 72),
    )

    held = other.push(correction, late, resident(other))
    [applied] = wang.push(household(wang))
    final = other.push(correction, late)
    wang.pull()

    assert answers_of(held) == ["held", "held", "held"]
    assert applied["answer"] == "applied"
    assert answers_of(final) == ["applied", "applied"]
    assert len(wang.documents) == 3
    assert wang.documents[late["document"]]["body"]["heart_rate"] == 72


def test_an_operation_that_waits_for_one_thing_after_another_is_released_by_the_last(
    app: Flask, wang: Phone
) -> None:
    other, home = second_phone(app), new_id()
    moving = patch(other, cast.ZHANG, _household=(cast.HOUSEHOLD, home))

    [held] = other.push(moving)
    wang.push(household(wang), resident(wang))
    wang.push(household(wang, home))
    wang.pull()

    assert held["answer"] == "held"
    assert wang.documents[cast.ZHANG]["links"]["household"] == home
    row = stored(app, moving["id"])
    assert row is not None
    assert row.status == "applied"


def test_held_and_rejected_operations_are_kept_at_the_centre(app: Flask, wang: Phone) -> None:
    held = patch(wang, cast.ZHANG, phone=(None, "13900000001"))
    bad = patch(wang, cast.ZHANG, sex=(None, "unheard_of"))

    answers = wang.push(held, bad)

    assert answers_of(answers) == ["held", "rejected"]
    for operation, status in ((held, "held"), (bad, "rejected")):
        row = stored(app, operation["id"])
        assert row is not None
        assert (row.status, orjson.loads(row.payload)) == (status, operation)


def test_what_was_refused_is_mended_by_a_new_operation(wang: Phone) -> None:
    wang.push(household(wang), resident(wang))
    bad = patch(wang, cast.ZHANG, sex=("female", "unheard_of"))
    good = {**patch(wang, cast.ZHANG, sex=("female", "male")), "replaces": bad["id"]}

    answers = wang.push(bad, good)
    wang.pull()

    assert answers_of(answers) == ["rejected", "applied"]
    assert wang.documents[cast.ZHANG]["body"]["sex"] == "male"


def test_a_form_newer_than_this_server_waits(wang: Phone) -> None:
    wang.push(household(wang))
    newer = {**resident(wang), "form_version": 99}
    foreign = {**resident(wang, new_id()), "form": "form_of_tomorrow"}

    answers = wang.push(newer, foreign)

    assert answers_of(answers) == ["held", "held"]
    assert [codes_of(answer) for answer in answers] == [
        [("form_version", "newer")],
        [("form", "unknown_form")],
    ]


def test_nobody_writes_in_anothers_name_or_from_anothers_phone(app: Flask, wang: Phone) -> None:
    li = Phone(app, "li", cast.LI)
    as_wang = {**household(li), "actor": cast.WANG}
    from_wangs = {**household(li), "device": wang.device}

    answers = li.push(as_wang, from_wangs)

    assert [codes_of(answer) for answer in answers] == [
        [("actor", "not_yours")],
        [("device", "not_yours")],
    ]
    assert stored(app, as_wang["id"]) is None
    assert not device_of(app, li.device).is_copied


@pytest.mark.parametrize("at_once", [True, False])
def test_a_copied_phone_loses_nothing_and_is_noticed(
    app: Flask, wang: Phone, at_once: bool
) -> None:
    wang.push(household(wang), resident(wang))
    one = patch(wang, cast.ZHANG, phone=(None, "13900000001"))
    two = {
        **patch(wang, cast.ZHANG, sex=("female", "male")),
        "device_seq": one["device_seq"],
    }

    answers = wang.push(one, two) if at_once else [*wang.push(one), *wang.push(two)]
    wang.pull()

    assert answers_of(answers) == ["applied", "applied"]
    assert wang.documents[cast.ZHANG]["body"]["phone"] == "13900000001"
    assert wang.documents[cast.ZHANG]["body"]["sex"] == "male"
    assert device_of(app, wang.device).is_copied


def test_an_answer_tells_what_a_finished_document_still_lacks(wang: Phone) -> None:
    wang.push(household(wang), resident(wang))

    [answer] = wang.push(follow_up(wang))
    wang.pull()

    document = wang.documents[follow_up_id(cast.ZHANG, "2026-11-20")]
    assert answer["answer"] == "applied"
    assert answer["errors"] == document["errors"] != []


def test_a_read_that_is_nonsense_holds_up_no_operation(wang: Phone) -> None:
    wang.push(household(wang), resident(wang))
    read = {
        "resident": cast.ZHANG,
        "lane": "record",
        "hour": "2026-11-25T08:00:00Z",
        "count": 1,
    }
    nonsense = [
        1,
        {},
        {**read, "reason": "\x00"},
        {**read, "reason": "\ud800"},
        {**read, "hour": "never"},
    ]

    answers = wang.push(
        patch(wang, cast.ZHANG, sex=("female", "male")), reads=[read, *nonsense]
    )

    assert answers_of(answers) == ["applied"]


def read_of(resident_id: str, number: int) -> dict[str, Any]:
    """A folder opened in one of the hours of a year."""
    hour = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    return {
        "resident": resident_id,
        "lane": "record",
        "hour": hour.strftime("%Y-%m-%dT%H:00:00Z"),
        "count": 1,
    }


def hours_told(app: Flask) -> set[str]:
    with app.app_context(), reading() as session:
        return set(session.scalars(select(ReadEvent.hour)))


def test_every_read_that_was_told_is_kept_however_many_they_are(
    app: Flask, wang: Phone
) -> None:
    wang.push(household(wang), resident(wang))
    reads = [read_of(cast.ZHANG, number) for number in range(5_001)]

    wang.push(reads=reads)

    assert hours_told(app) == {each["hour"] for each in reads}


def test_a_read_that_breaks_the_server_takes_nothing_with_it(
    app: Flask, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang.push(household(wang), resident(wang))
    reads = [read_of(cast.ZHANG, number) for number in range(5)]
    sound = push.note_reads

    def breaks(session: Any, actor: Any, given: Any) -> Any:
        if reads[2]["hour"] in [each["hour"] for each in given]:
            raise ZeroDivisionError
        return sound(session, actor, given)

    monkeypatch.setattr(push, "note_reads", breaks)
    answers = wang.push(patch(wang, cast.ZHANG, sex=("female", "male")), reads=reads)
    wang.pull()

    assert answers_of(answers) == ["applied"]
    assert wang.documents[cast.ZHANG]["body"]["sex"] == "male"
    assert hours_told(app) == {each["hour"] for each in reads if each is not reads[2]}
