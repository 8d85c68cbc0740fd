"""What waits for a person: nothing of it is lost, and nobody sees what is not theirs."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from server.access.models import AuditEntry, Device
from server.db import reading, writing
from server.services import county, quarantine
from server.sync import apply as applying
from server.sync.models import StoredOperation
from tests import cast
from tests.server.access.devices import change_device
from tests.server.county import Phone, new_id
from tests.server.desks import UNKNOWN, Desk, establish, name_change
from tests.server.sync.writing import follow_up, household

#: A household of the next village.
NEXT_HOME = "01930000-0000-7000-8000-0000000000b2"


def lost_phone_writes(app: Flask) -> tuple[Phone, dict[str, Any]]:
    """A phone that was reported lost sends another name for Zhang."""
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    with app.app_context(), writing() as session:
        session.execute(update(Device).where(Device.id == wang.device).values(is_lost=True))
    operation = name_change(wang, "张桂芳", "张桂花")
    [answer] = wang.push(operation)
    assert answer["answer"] == "held"
    return wang, operation


def stored(app: Flask, id: str) -> StoredOperation:
    with app.app_context(), reading() as session:
        row = session.get_one(StoredOperation, id)
        session.expunge(row)
        return row


def test_what_a_lost_phone_sent_waits_with_its_content(app: Flask) -> None:
    _, operation = lost_phone_writes(app)
    chen = Desk(app, "chen")

    [waiting] = chen.get("/api/quarantine")

    assert waiting["id"] == operation["id"]
    assert waiting["reason"] == "lost"
    assert waiting["by"]["name"] == "王秀兰"
    assert waiting["resident"] == {"id": cast.ZHANG, "name": "张桂芳"}
    assert waiting["changes"] == operation["changes"]
    assert chen.get("/api/board")["waiting"] == 1
    assert [phone["waiting"] for phone in chen.get("/api/phones")] == [1]


def test_what_waits_names_the_people_and_homes_that_it_writes(app: Flask) -> None:
    wang, _ = lost_phone_writes(app)
    moves = {"@household": {"from": cast.HOUSEHOLD, "to": UNKNOWN}}
    doctor = {"responsible_doctor": {"from": cast.WANG, "to": cast.LI}}
    both = {**moves, **doctor}
    wang.push(wang.operation("resident_basic", cast.ZHANG, "patch", changes=both))

    [first, second] = Desk(app, "chen").get("/api/quarantine")

    assert first["names"] == {}
    assert second["names"] == {
        cast.HOUSEHOLD: "老屋组 3号",
        cast.WANG: "王秀兰",
        cast.LI: "李建国",
    }


def test_let_pass_it_is_applied_as_its_author_wrote_it(app: Flask) -> None:
    wang, operation = lost_phone_writes(app)
    chen = Desk(app, "chen")

    released = chen.send("POST", f"/api/quarantine/{operation['id']}/release")
    [again] = wang.push(operation)
    reader = Phone(app, "chen", cast.CHEN)
    reader.pull()

    assert released.json["answer"] == "applied"
    assert again["answer"] == "applied"
    assert reader.documents[cast.ZHANG]["body"]["name"] == "张桂花"
    assert reader.documents[cast.ZHANG]["changed"]["actor"] == cast.WANG
    assert chen.get("/api/quarantine") == []
    assert chen.send("POST", f"/api/quarantine/{operation['id']}/release").status_code == 404


def test_set_aside_it_is_kept_and_its_phone_is_answered_for_good(app: Flask) -> None:
    wang, operation = lost_phone_writes(app)
    chen = Desk(app, "chen")

    aside = chen.send(
        "POST", f"/api/quarantine/{operation['id']}/set_aside", {"reason": "不是她写的"}
    )
    [again] = wang.push(operation)
    reader = Phone(app, "chen", cast.CHEN)
    reader.pull()

    assert aside.status_code == 204
    assert again["answer"] == "rejected"
    assert again["errors"] == [{"field": "operation", "code": "set_aside"}]
    assert stored(app, operation["id"]).status == "set_aside"
    assert reader.documents[cast.ZHANG]["body"]["name"] == "张桂芳"
    assert chen.get("/api/quarantine") == []


def test_of_two_who_decide_at_once_the_first_stands(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, operation = lost_phone_writes(app)
    chen, sound = Desk(app, "chen"), applying.Computation
    path = f"/api/quarantine/{operation['id']}"

    def before_another(*given: Any) -> Any:
        monkeypatch.setattr(applying, "Computation", sound)
        computed = sound(*given)
        aside = chen.send("POST", f"{path}/set_aside", {"reason": "not hers"})
        assert aside.status_code == 204
        return computed

    monkeypatch.setattr(applying, "Computation", before_another)
    released = Desk(app, "chen").send("POST", f"{path}/release")

    assert released.status_code == 409
    assert stored(app, operation["id"]).status == "set_aside"
    reader = Phone(app, "chen", cast.CHEN)
    reader.pull()
    assert reader.documents[cast.ZHANG]["body"]["name"] == "张桂芳"


def test_the_log_tells_who_let_it_pass_and_who_set_it_aside(app: Flask) -> None:
    wang, first = lost_phone_writes(app)
    second = name_change(wang, "张桂芳", "张桂枝")
    wang.push(second)
    chen = Desk(app, "chen")

    chen.send("POST", f"/api/quarantine/{first['id']}/release")
    chen.send("POST", f"/api/quarantine/{second['id']}/set_aside", {"reason": "重复"})

    with app.app_context(), reading() as session:
        logged = session.execute(
            select(AuditEntry.action, AuditEntry.actor_id, AuditEntry.reason).where(
                AuditEntry.action.in_(["release", "set_aside"])
            )
        ).all()
    assert {row.action: row.reason for row in logged} == {
        "release": f"{first['id']} lost",
        "set_aside": f"{second['id']} 重复",
    }
    assert {row.actor_id for row in logged} == {cast.CHEN}


def test_a_doctor_of_elsewhere_is_shown_to_both_supervisors_but_read_by_one(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    li = Phone(app, "li", cast.LI)
    operation = name_change(li, "张桂芳", "张桂花")
    li.push(operation)
    chen = Desk(app, "chen")
    [whole] = chen.get("/api/quarantine")

    with app.app_context():
        _grant_chen(cast.NEXT_VILLAGE)
    [outside] = chen.get("/api/quarantine")
    refused = chen.send("POST", f"/api/quarantine/{operation['id']}/release")

    assert whole["reason"] == "area"
    assert whole["changes"] == operation["changes"]
    assert (outside["resident"], outside["changes"]) == (None, None)
    assert outside["decidable"] is False
    assert refused.status_code == 404


def test_without_the_lane_not_even_the_name_of_a_form_is_told(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    with app.app_context():
        county.grant(cast.LI, cast.VILLAGE, ("record", "mental_health"))
        _grant_chen(cast.TOWNSHIP, lanes="record")
    li = Phone(app, "li", cast.LI)
    with app.app_context(), writing() as session:
        session.execute(update(Device).where(Device.id == li.device).values(is_lost=True))
    hidden = follow_up(li, cast.ZHANG, form="smi_follow_up", danger_level="level_3")
    plain = name_change(li, "张桂芳", "张桂花")
    assert [each["answer"] for each in li.push(hidden, plain)] == ["held", "held"]

    waiting = {each["id"]: each for each in Desk(app, "chen").get("/api/quarantine")}

    told = waiting[hidden["id"]]
    assert told["by"]["name"] == "李建国"
    assert (told["form"], told["resident"], told["changes"]) == (None, None, None)
    assert waiting[plain["id"]]["form"] == "resident_basic"


def test_nobody_else_learns_of_it(app: Flask) -> None:
    _, operation = lost_phone_writes(app)
    with app.app_context():
        _grant_chen(cast.NEXT_VILLAGE)
    chen = Desk(app, "chen")

    waiting = chen.get("/api/quarantine")
    there = chen.send("POST", f"/api/quarantine/{operation['id']}/release")
    nowhere = chen.send("POST", f"/api/quarantine/{UNKNOWN}/release")

    assert waiting == []
    assert (there.status_code, there.json) == (404, nowhere.json)


@pytest.mark.parametrize(
    ("form", "document", "link", "seen", "elsewhere", "nowhere"),
    [
        ("household", cast.HOUSEHOLD, "@area", cast.GRID, cast.NEXT_GRID, "32990110099901"),
        ("resident_basic", cast.ZHANG, "@household", cast.HOUSEHOLD, NEXT_HOME, UNKNOWN),
    ],
)
def test_nobody_lets_pass_what_reaches_beyond_their_own_area(
    app: Flask, form: str, document: str, link: str, seen: str, elsewhere: str, nowhere: str
) -> None:
    wang, _ = lost_phone_writes(app)
    li = Phone(app, "li", cast.LI)
    li.push(household(li, NEXT_HOME, cast.NEXT_GRID))
    pair = [
        wang.operation(form, document, "patch", changes={link: {"from": seen, "to": to}})
        for to in (elsewhere, nowhere)
    ]
    wang.push(*pair)
    with app.app_context():
        _grant_chen(cast.VILLAGE)
    chen = Desk(app, "chen")

    there, missing = (
        chen.send("POST", f"/api/quarantine/{each['id']}/release") for each in pair
    )
    li.pull()

    assert (there.status_code, there.json) == (missing.status_code, missing.json)
    assert there.json["errors"] == [{"field": link, "code": "unknown"}]
    assert stored(app, pair[0]["id"]).status == "quarantined"
    assert document not in li.documents

    with app.app_context():
        _grant_chen(cast.TOWNSHIP)
    assert chen.send("POST", f"/api/quarantine/{pair[0]['id']}/release").status_code == 200


def test_what_waits_elsewhere_buries_nothing_of_ones_own(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "PAGE", 2)
    monkeypatch.setattr(quarantine, "MOST_WAITING", 3)
    li = Phone(app, "li", cast.LI)
    li.push(household(li, NEXT_HOME, cast.NEXT_GRID))
    change_device(app, li.device, is_lost=True)
    elsewhere = [
        *(
            li.operation("household", NEXT_HOME, "patch", changes=door("3号", f"{n}号"))
            for n in range(5)
        ),
        *(household(li, new_id(), cast.NEXT_GRID) for _ in range(5)),
    ]
    assert {answer["answer"] for answer in li.push(*elsewhere)} == {"held"}
    wang, first = lost_phone_writes(app)
    own = [first, *(name_change(wang, "张桂芳", f"张桂{n}") for n in "一二三四")]
    own.append(household(wang, new_id()))
    for operation in own:
        wang.push(operation)
    with app.app_context():
        _grant_chen(cast.VILLAGE)
    chen = Desk(app, "chen")

    waiting = chen.get("/api/quarantine")

    assert [each["id"] for each in waiting] == [each["id"] for each in own[:3]]
    assert all(each["decidable"] and each["changes"] for each in waiting)
    assert chen.get("/api/board")["waiting"] == len(own)


def door(seen: str, becomes: str) -> dict[str, Any]:
    return {"door": {"from": seen, "to": becomes}}


def test_whose_record_was_shown_or_decided_about_stands_in_the_log(app: Flask) -> None:
    wang, operation = lost_phone_writes(app)
    new = household(wang, new_id(), cast.GRID)
    wang.push(name_change(wang, "张桂芳", "张桂枝"), new)
    chen = Desk(app, "chen")

    chen.get("/api/quarantine")
    chen.send("POST", f"/api/quarantine/{operation['id']}/release")

    with app.app_context(), reading() as session:
        logged = session.execute(
            select(AuditEntry.action, AuditEntry.subject_id, AuditEntry.count).where(
                AuditEntry.actor_id == cast.CHEN,
                AuditEntry.action.in_(["read", "release"]),
                AuditEntry.feed_code == f"{cast.GRID}:record",
            )
        ).all()
    assert {tuple(row) for row in logged} == {
        ("read", cast.ZHANG, 2),
        ("read", new["document"], 1),
        ("release", cast.ZHANG, 1),
    }


def test_who_is_shown_no_content_has_read_no_record(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    li = Phone(app, "li", cast.LI)
    li.push(name_change(li, "张桂芳", "张桂花"))
    with app.app_context():
        _grant_chen(cast.NEXT_VILLAGE)
    chen = Desk(app, "chen")

    assert len(chen.get("/api/quarantine")) == 1

    with app.app_context(), reading() as session:
        read = select(AuditEntry.id).where(AuditEntry.subject_id == cast.ZHANG)
        assert session.scalars(read.where(AuditEntry.actor_id == cast.CHEN)).all() == []


def _grant_chen(area: str, **more: Any) -> None:
    from server.access.models import Grant

    of_chen = update(Grant).where(Grant.staff_id == cast.CHEN)
    with writing() as session:
        session.execute(of_chen.values(area_code=area, **more))
