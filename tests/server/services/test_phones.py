"""The phones of one's people: what must be looked at comes first, and no two look alike."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import update

from server.access.models import Device
from server.db import writing
from tests import cast
from tests.server.county import Phone, new_id
from tests.server.desks import Desk, establish, name_change
from tests.server.sync.writing import patch


def change(app: Flask, phone: Phone, **columns: Any) -> None:
    with app.app_context(), writing() as session:
        session.execute(update(Device).where(Device.id == phone.device).values(**columns))


def refused(phone: Phone) -> dict[str, Any]:
    """Send what no context can mend: a field that there is not."""
    operation = patch(phone, cast.ZHANG, no_such_field=(None, "x"))
    [answer] = phone.push(operation)
    assert answer["answer"] == "rejected"
    return operation


def held(phone: Phone) -> None:
    """Send what waits for a resident whom nobody has entered."""
    [answer] = phone.push(patch(phone, new_id(), name=("张", "章")))
    assert answer["answer"] == "held"


def test_a_phone_says_how_much_was_refused_and_how_much_waits(app: Flask) -> None:
    wang, chen = Phone(app, "wang", cast.WANG), Desk(app, "chen")
    establish(wang)
    first = refused(wang)
    refused(wang)
    held(wang)

    [before] = chen.get("/api/phones")
    wang.push({**name_change(wang, "张桂芳", "张桂花"), "replaces": first["id"]})
    [after] = chen.get("/api/phones")

    assert (before["rejected"], before["held"], before["waiting"]) == (2, 1, 0)
    assert (after["rejected"], after["held"], after["waiting"]) == (1, 1, 0)


def test_what_another_phone_claims_to_mend_stays_refused(app: Flask) -> None:
    wang, other = Phone(app, "wang", cast.WANG), Phone(app, "wang", cast.WANG)
    establish(wang)
    one = refused(wang)
    other.seq = wang.seq
    other.push({**name_change(other, "张桂芳", "张桂花"), "replaces": one["id"]})

    listed = Desk(app, "chen").get("/api/phones")

    assert {each["device"]: each["rejected"] for each in listed} == {
        wang.device: 1,
        other.device: 0,
    }


def test_lost_and_silent_phones_come_first_then_refused_then_waiting_entries(
    app: Flask,
) -> None:
    now = datetime.now(UTC)
    old, good, waits, needs, silent, lost = (Phone(app, "wang", cast.WANG) for _ in range(6))
    establish(good)
    held(waits)
    refused(needs)
    change(app, old, last_contact_at=now - timedelta(hours=9))
    change(app, waits, last_contact_at=now - timedelta(hours=3))
    change(app, needs, last_contact_at=now - timedelta(hours=1))
    change(app, silent, last_contact_at=now - timedelta(days=5))
    change(app, lost, last_contact_at=now, is_lost=True, revoked_at=now)

    listed = [each["device"] for each in Desk(app, "chen").get("/api/phones")]

    in_order = (silent, lost, needs, waits, old, good)
    assert listed == [phone.device for phone in in_order]


def test_phones_of_one_person_differ_by_when_they_were_set_up_and_by_whom_else_they_serve(
    app: Flask,
) -> None:
    first, second, li = (
        Phone(app, name, id)
        for name, id in (("wang", cast.WANG), ("wang", cast.WANG), ("li", cast.LI))
    )
    day = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    change(app, first, enrolled_at=day, phone_id=cast.HOUSEHOLD)
    change(app, li, phone_id=cast.HOUSEHOLD)

    listed = {each["device"]: each for each in Desk(app, "chen").get("/api/phones")}

    assert listed[first.device]["enrolled_at"] == "2026-03-02T01:30:00Z"
    assert listed[second.device]["enrolled_at"] > "2026-03-02T01:30:00Z"
    assert listed[first.device]["shared_with"] == ["李建国"]
    assert listed[li.device]["shared_with"] == ["王秀兰"]
    assert listed[second.device]["shared_with"] == []
