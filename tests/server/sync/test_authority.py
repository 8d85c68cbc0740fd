"""Who may write and read what: judged at capture, and telling nothing to those who may not."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.db import reading
from server.rules.natural_keys import natural_id
from server.services import county
from server.sync.models import StoredOperation
from server.sync.working_set import alias_id
from tests import cast
from tests.server.access.devices import change_device
from tests.server.county import Phone, changes, new_id
from tests.server.sync.phones import assert_equals_a_new_phone, held, lines
from tests.server.sync.writing import (
    answers_of,
    establish,
    follow_up,
    follow_up_id,
    household,
    patch,
    resident,
)

Json = dict[str, Any]


def reason_of(app: Flask, operation: Json) -> str | None:
    """Why it waits for a person; None: it does not."""
    with app.app_context(), reading() as session:
        return session.scalars(
            select(StoredOperation.quarantine_reason).where(
                StoredOperation.id == operation["id"]
            )
        ).one()


def at(minutes: int) -> dict[str, str]:
    moment = datetime.now(UTC) + timedelta(minutes=minutes)
    return {"captured_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}


def without(answer: Json, operation: Json) -> Json:
    """An answer without the ids that the phone itself gave."""
    assert answer["document"] == operation["document"]
    return {**answer, "id": None, "document": None}


def test_what_lies_outside_the_scope_is_answered_as_what_is_not_there(
    app: Flask, wang: Phone, li: Phone
) -> None:
    home, person = establish(wang, 1)
    wang.push(follow_up(wang, person))
    wang.push(patch(wang, person, sex=("female", "male")))
    own_home, own = establish(li, 1, cast.NEXT_GRID)
    [disputed] = conflict_about(app, wang, person)
    pairs = []
    for known, nobody in ((person, new_id()), (home, new_id())):
        pairs.append([patch(li, id, sex=("female", "male")) for id in (known, nobody)])
        pairs.append([patch(li, id, sex=("female", "no_such")) for id in (known, nobody)])
        pairs.append([patch(li, id, no_such_field=(1, 2)) for id in (known, nobody)])
        pairs.append([patch(li, own, _household=(own_home, id)) for id in (known, nobody)])
        pairs.append(
            [{**li.operation("resident_basic", id, "retire")} for id in (known, nobody)]
        )
        pairs.append([follow_up(li, id) for id in (known, nobody)])
        pairs.append(
            [
                {**patch(li, id, sex=("female", "male")), "form_version": 99}
                for id in (known, nobody)
            ]
        )
    for area in (cast.GRID, "32990110099999"):
        pairs.append([patch(li, own_home, "household", _area=(cast.NEXT_GRID, area))])
        pairs.append([household(li, new_id(), area)])
    pairs = [*pairs[:-4], *([*a, *b] for a, b in zip(pairs[-4:-2], pairs[-2:], strict=True))]
    pairs.append(
        [
            {
                **patch(li, id, sex=("female", "male")),
                "kind": "resolve",
                "conflict": conflict,
            }
            for id, conflict in ((person, disputed), (new_id(), new_id()))
        ]
    )

    for one, two in pairs:
        told, expected = li.push(one, two)
        assert without(told, one) == without(expected, two), (one, two)
    li.pull()
    assert_equals_a_new_phone(wang)

    assert {home, person}.isdisjoint(li.documents)
    assert wang.documents[person]["body"]["sex"] == "male"


def conflict_about(app: Flask, wang: Phone, person: str) -> list[str]:
    """Another phone of the same doctor disputes the sex of a resident."""
    other = Phone(app, "wang", cast.WANG)
    [answer] = other.push(patch(other, person, sex=("unknown_sex", "unstated")))
    if answer["answer"] != "conflict":
        [answer] = other.push(patch(other, person, name=("甲", "乙")))
    assert answer["answer"] == "conflict", answer
    conflicts: list[str] = answer["conflicts"]
    return conflicts


def test_what_was_captured_before_the_resident_moved_is_applied_and_not_told(
    app: Flask, wang: Phone, li: Phone, chen: Phone
) -> None:
    _, person = establish(wang, 1)
    there, _ = establish(li, 1, cast.NEXT_GRID)
    wang.pull()
    before = {**patch(wang, person, phone=(None, "13900000001")), **at(-1)}
    visit = {**follow_up(wang, person), **at(-1)}
    after = {**patch(wang, person, phone=(None, "13900000002")), **at(+1)}
    home = wang.documents[person]["links"]["household"]
    chen.push(patch(chen, person, _household=(home, there)))

    answers = wang.push(before, visit, after)
    wang.pull()
    li.pull()

    assert answers_of(answers) == ["applied", "applied", "held"]
    assert all(answer["feed"] is answer["number"] is None for answer in answers)
    assert reason_of(app, after) == "area"
    assert person not in wang.documents
    assert li.documents[person]["body"]["phone"] == "13900000001"
    assert follow_up_id(person, "2026-11-20") in li.documents


def test_nobody_comes_into_another_lane_by_a_move(
    app: Flask, wang: Phone, li: Phone, chen: Phone
) -> None:
    _, person = establish(wang, 1)
    there, _ = establish(li, 1, cast.NEXT_GRID)
    wang.pull()
    home = wang.documents[person]["links"]["household"]
    chen.push(patch(chen, person, _household=(home, there)))
    late = {**follow_up(wang, person, "2026-11-21", form="smi_follow_up"), **at(-1)}

    [answer] = wang.push(late)

    assert answer["answer"] == "held"
    assert reason_of(app, late) == "area"


@pytest.mark.parametrize(
    ("values", "captured", "reason"),
    [
        ({"is_lost": True}, -30, "lost"),
        ({"revoked_at": datetime.now(UTC) + timedelta(hours=1)}, 90, "revoked"),
        ({"lease_until": datetime.now(UTC) - timedelta(hours=1)}, -10, "lease"),
    ],
)
def test_what_comes_from_a_lost_or_overdue_phone_waits_for_a_person(
    app: Flask, wang: Phone, values: Json, captured: int, reason: str
) -> None:
    wang.push(household(wang))
    change_device(app, wang.device, **values)
    operation = {**resident(wang), **at(captured)}
    unknown = patch(wang, new_id(), phone=(None, "13900000001"))

    [answer] = wang.push(operation)
    [again] = wang.push(operation)

    assert answer == again
    assert answer["answer"] == "held"
    assert reason_of(app, operation) == reason
    assert wang.push(unknown)[0]["answer"] == "held"


def test_a_revoked_phone_is_told_so_and_nothing_else(app: Flask, wang: Phone) -> None:
    change_device(app, wang.device, revoked_at=datetime.now(UTC))

    push = wang.send("POST", "/api/sync/push", {"operations": [household(wang)]})
    pull = wang.ask()

    for answer in (push, pull):
        assert answer.status_code == 403
        assert answer.content_type == "application/problem+json"
        assert answer.json["type"].endswith("device-revoked")


def test_a_right_that_has_ended_still_covers_what_was_written_under_it(
    app: Flask, li: Phone, wang: Phone
) -> None:
    home, person = establish(wang, 1)
    with app.app_context():
        grant = county.grant(cast.LI, cast.VILLAGE)
        county.end_grant(grant, datetime.now(UTC) - timedelta(minutes=30))
    within = {**patch(li, person, phone=(None, "13900000001")), **at(-60)}
    beyond = {**patch(li, home, "household", door=("3号", "4号")), **at(-20)}

    answers = li.push(within, beyond)
    li.pull()

    assert answers_of(answers) == ["applied", "held"]
    assert reason_of(app, beyond) == "area"
    assert li.documents == {}


def test_without_the_lane_nothing_of_it_arrives_or_can_be_inferred(
    app: Flask, wang: Phone, chen: Phone
) -> None:
    home, person, other = establish(wang, 2)
    with app.app_context():
        county.grant(cast.LI, cast.VILLAGE, ("record", "mental_health"))
    specialist, second = (Phone(app, "li", cast.LI) for _ in range(2))
    wang.pull()
    before = lines(wang)
    enrolment = specialist.operation(
        "programme_enrolment",
        natural_id("programme_enrolment", person, "severe_mental_illness", "2026-11-01"),
        changes=changes(
            {"programme": "severe_mental_illness", "date": "2026-11-01"}, resident=person
        ),
        finish=True,
    )
    unfinished = follow_up(specialist, person, "2026-11-22", form="smi_follow_up")
    del unfinished["finish"]
    visit = follow_up(specialist, person, form="smi_follow_up", danger_level="level_0")
    rival = follow_up(second, person, form="smi_follow_up", danger_level="level_3")
    answers = specialist.push(enrolment, visit, unfinished)
    [disputed] = second.push(rival)
    # A moved document is emptied, and must not fall into the lane of everybody.
    moved = specialist.operation(
        "smi_follow_up",
        unfinished["document"],
        "move",
        changes={"visit_date": {"from": "2026-11-22", "to": "2026-11-23"}},
    )
    ended = specialist.operation(
        "programme_enrolment",
        enrolment["document"],
        "move",
        changes={"date": {"from": "2026-11-01", "to": "2026-11-02"}},
    )
    answers += specialist.push(moved, ended)

    assert answers_of(answers) == ["applied"] * 5
    assert disputed["answer"] == "conflict"
    chen.pull()
    assert len(chen.documents) == 3 + 6
    wang.pull()
    assert set(wang.documents) == {home, person, other}
    assert all(feed == f"{cast.GRID}:record" for feed in wang.feed_of.values())
    bare = {**wang.index[f"{person}|{cast.GRID}:record"]}
    for secret in ("mental", "smi", "danger", enrolment["document"], visit["document"]):
        assert secret not in str(bare), bare
        assert secret not in "\n".join(lines(wang)[3:-1])
    # Only the bare date of the last service may have changed the row of the list.
    after = lines(wang)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) <= 2
    assert_equals_a_new_phone(wang, chen)


def merge_into(chen: Phone, given_up: str, stays: str) -> Json:
    """A supervisor says that two records are one person."""
    return chen.operation(
        "resident_alias",
        alias_id(given_up),
        changes=changes({"merged_into": stays}, resident=given_up),
        finish=True,
    )


def test_a_merged_residents_record_and_edits_go_to_who_stays_and_come_back(
    app: Flask, wang: Phone, chen: Phone
) -> None:
    _, stays, given_up = establish(wang, 2)
    early = follow_up(wang, given_up, "2026-10-01")
    wang.push(early)
    alias = merge_into(chen, given_up, stays)
    assert answers_of(chen.push(alias)) == ["applied"]

    # A phone that does not know yet writes for the one given up.
    late = follow_up(wang, given_up, "2026-11-20")
    correction = patch(wang, late["document"], "hypertension_follow_up", heart_rate=(None, 80))
    edit = patch(wang, given_up, phone=(None, "13900000001"))
    answers = wang.push(late, correction, edit)
    wang.pull()

    assert answers_of(answers) == ["applied"] * 3
    assert answers[0]["document"] == follow_up_id(stays, "2026-11-20")
    assert answers[2]["document"] == stays
    assert wang.documents[stays]["body"]["phone"] == "13900000001"
    written = wang.documents[follow_up_id(stays, "2026-11-20")]
    assert written["body"]["heart_rate"] == 80
    rows = held(wang)["rows"]
    assert f"{given_up}|{cast.GRID}:record" not in rows
    assert_equals_a_new_phone(wang, chen)

    undone = chen.operation("resident_alias", alias["document"], "retire", reason="two people")
    assert answers_of(chen.push(undone)) == ["applied"]
    wang.pull()
    assert f"{given_up}|{cast.GRID}:record" in held(wang)["rows"]
    assert subject_of(wang, given_up) == given_up
    assert_equals_a_new_phone(wang, chen)


def subject_of(phone: Phone, document: str) -> str:
    """Whose folder a snapshot sends a document in."""
    rows = iter(lines(phone))
    for text in rows:
        if '"kind":"resident"' in text:
            for raw in (next(rows), next(rows)):
                if f'"id":"{document}"' in raw:
                    return str(json.loads(text)["id"])
    raise AssertionError(document)


def test_a_resident_merged_into_one_of_the_next_village_leaves_the_first(
    app: Flask, wang: Phone, li: Phone, chen: Phone
) -> None:
    _, given_up = establish(wang, 1)
    _, stays = establish(li, 1, cast.NEXT_GRID)
    visit = follow_up(wang, given_up, "2026-10-01")
    wang.push(visit)
    wang.pull()
    before = {**patch(wang, given_up, phone=(None, "13900000001")), **at(-1)}
    late = {**follow_up(wang, given_up, "2026-11-20"), **at(-1)}

    assert answers_of(chen.push(merge_into(chen, given_up, stays))) == ["applied"]
    answers = wang.push(before, late)
    for phone in (wang, li, chen):
        phone.pull()

    assert answers_of(answers) == ["applied", "applied"]
    assert len(wang.documents) == 1
    assert li.documents[stays]["body"]["phone"] == "13900000001"
    assert {visit["document"], follow_up_id(stays, "2026-11-20")} <= set(li.documents)
    assert_equals_a_new_phone(wang, li, chen)


def test_a_visit_entered_for_the_wrong_person_moves_and_later_edits_follow(
    app: Flask, wang: Phone
) -> None:
    _, right, wrong = establish(wang, 2)
    other = Phone(app, "wang", cast.WANG)
    entered = follow_up(wang, wrong)
    wang.push(entered)
    move = wang.operation(
        "hypertension_follow_up",
        entered["document"],
        "move",
        changes={"@resident": {"from": wrong, "to": right}},
    )
    edit = patch(other, entered["document"], "hypertension_follow_up", heart_rate=(None, 66))

    answers = [*wang.push(move), *other.push(edit)]
    wang.pull()

    there = follow_up_id(right, "2026-11-20")
    assert answers_of(answers) == ["applied", "applied"]
    assert {answer["document"] for answer in answers} == {there}
    assert wang.documents[there]["body"]["heart_rate"] == 66
    assert wang.documents[entered["document"]]["moved_to"] == there
    assert wang.documents[entered["document"]]["body"] == {}
    assert_equals_a_new_phone(wang, other)


def test_a_conflict_is_a_document_decided_once_and_undone(
    app: Flask, wang: Phone, chen: Phone
) -> None:
    _, person = establish(wang, 1)
    other = Phone(app, "wang", cast.WANG)
    wang.push(patch(wang, person, birth_date=("1959-03-08", "1959-03-09")))
    [answer] = other.push(patch(other, person, birth_date=("1959-03-08", "1959-08-03")))
    [id] = answer["conflicts"]
    chen.pull()

    opened = chen.documents[id]
    assert opened["type"] == "conflict"
    assert opened["body"]["state"] == "open"
    assert "conflict" in chen.index[f"{person}|{cast.GRID}:record"]["flags"]

    def decide(writer: Phone, saw: str, to: str, **keys: Any) -> Json:
        operation = patch(writer, person, birth_date=(saw, to))
        return {**operation, "kind": "resolve", "conflict": id, **keys}

    first = decide(chen, "1959-03-09", "1959-08-03")
    same = decide(wang, "1959-03-09", "1959-08-03")
    answers = [*chen.push(first), *wang.push(same)]
    chen.pull()
    assert answers_of(answers) == ["applied", "applied"]
    assert chen.documents[id]["body"]["state"] == "decided"
    assert chen.documents[person]["body"]["birth_date"] == "1959-08-03"
    assert "conflict" not in chen.index[f"{person}|{cast.GRID}:record"]["flags"]

    undo = decide(chen, "1959-08-03", "1959-03-09", reopen=True)
    chen.push(undo)
    assert_equals_a_new_phone(chen, wang, other)
    assert chen.documents[id]["body"]["state"] == "open"
    assert chen.documents[person]["body"]["birth_date"] == "1959-03-09"
