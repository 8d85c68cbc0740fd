"""What a right of the past covers: what came within the lease, and no word of the place."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from server.db import reading, writing
from server.services import county
from server.sync.models import StoredOperation
from tests import cast
from tests.server.access.devices import change_device
from tests.server.county import Phone, new_id
from tests.server.sync.writing import (
    answers_of,
    codes_of,
    establish,
    household,
    patch,
    resident,
)

Json = dict[str, Any]


def before_now(**long: int) -> datetime:
    return datetime.now(UTC) - timedelta(**long)


def captured(operation: Json, **long: int) -> Json:
    """The operation, as if it had been captured so long ago."""
    moment = before_now(**long).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {**operation, "captured_at": moment}


def had_a_right(app: Flask, until: datetime) -> None:
    """Let the doctor of the next village have worked in the first one."""
    with app.app_context():
        county.end_grant(county.grant(cast.LI, cast.VILLAGE), until)


def reason_of(app: Flask, operation: Json) -> str | None:
    with app.app_context(), reading() as session:
        return session.scalars(
            select(StoredOperation.quarantine_reason).where(
                StoredOperation.id == operation["id"]
            )
        ).one()


def test_what_an_old_right_allowed_waits_for_a_person_when_it_comes_after_the_lease(
    app: Flask, wang: Phone, li: Phone
) -> None:
    _, person = establish(wang, 1)
    had_a_right(app, before_now(days=1))
    in_time = captured(patch(li, person, phone=(None, "13900000001")), days=13)
    dated_back = captured(patch(li, person, sex=("female", "male")), days=15)

    answers = li.push(in_time, dated_back)
    wang.pull()

    assert answers_of(answers) == ["applied", "held"]
    assert codes_of(answers[1]) == [("document", "unknown")]
    assert reason_of(app, dated_back) == "lease"
    assert wang.documents[person]["body"]["sex"] == "female"


def test_however_late_it_comes_what_one_may_write_today_is_applied(wang: Phone) -> None:
    _, person = establish(wang, 1)

    answers = wang.push(captured(patch(wang, person, sex=("female", "male")), days=400))

    assert answers_of(answers) == ["applied"]


def test_who_has_moved_away_is_written_to_from_where_they_were_within_the_lease_only(
    app: Flask, wang: Phone, li: Phone, chen: Phone
) -> None:
    home, person = establish(wang, 1)
    there, _ = establish(li, 1, cast.NEXT_GRID)
    chen.push(patch(chen, person, _household=(home, there)))
    in_time = captured(patch(wang, person, phone=(None, "13900000001")), days=13)
    dated_back = captured(patch(wang, person, sex=("female", "male")), days=15)

    answers = wang.push(in_time, dated_back)

    assert answers_of(answers) == ["applied", "held"]
    assert reason_of(app, dated_back) == "lease"


def test_a_lease_that_begins_anew_does_not_cover_the_days_without_one(
    app: Flask, wang: Phone
) -> None:
    _, one, two, three = establish(wang, 3)
    change_device(app, wang.device, lease_until=before_now(days=6))
    within = captured(patch(wang, one, sex=("female", "male")), days=7)
    without = captured(patch(wang, two, sex=("female", "male")), days=2)
    wang.sign_in()
    back = patch(wang, three, sex=("female", "male"))

    answers = wang.push(within, without, back)

    assert answers_of(answers) == ["applied", "held", "applied"]
    assert reason_of(app, without) == "lease"


@pytest.mark.parametrize("again", ["by itself", "by the phone"])
def test_what_came_in_time_and_was_held_for_long_is_applied(
    app: Flask, wang: Phone, li: Phone, again: str
) -> None:
    had_a_right(app, before_now(days=20))
    early = captured(patch(li, cast.ZHANG, sex=("female", "male")), days=30)
    assert answers_of(li.push(early)) == ["held"]
    came: Json = {"received_at": before_now(days=29)}
    if again == "by the phone":
        came["waits_for"] = None
    with app.app_context(), writing() as session:
        session.execute(
            update(StoredOperation).where(StoredOperation.id == early["id"]).values(**came)
        )

    wang.push(household(wang), resident(wang))
    answers = li.push(early)

    assert answers_of(answers) == ["applied"]


def test_where_a_resident_is_now_nobody_is_told_of_who_may_not_read_there(
    app: Flask, wang: Phone, li: Phone, chen: Phone
) -> None:
    home, person = establish(wang, 1)
    there, _ = establish(li, 1, cast.NEXT_GRID)
    chen.push(patch(chen, person, _household=(home, there)))
    li.push(patch(li, person, name=("张桂芳", "张桂芬")))
    disputed = captured(patch(wang, person, name=("张桂芳", "张桂花")), hours=1)
    plain = captured(patch(wang, person, sex=("female", "male")), hours=1)

    told, expected = wang.push(disputed, plain)
    [again] = wang.push(disputed)
    li.pull()

    assert {**told, "id": None} == {**expected, "id": None}
    assert again == told
    assert [d["type"] for d in li.documents.values()].count("conflict") == 1


def test_a_used_id_tells_nothing_of_whose_it_is(wang: Phone, li: Phone) -> None:
    operation = household(wang)
    wang.push(operation)
    own = {**household(li, new_id(), cast.NEXT_GRID), "id": operation["id"]}

    [reused] = li.push(own)
    [stolen] = li.push(operation)

    assert codes_of(reused) == [("id", "id_reused")]
    assert reused["document"] == own["document"]
    assert codes_of(stolen) == [("device", "not_yours")]
    assert stolen["feed"] is stolen["number"] is None


def test_one_that_waits_for_a_person_takes_nothing_with_it(
    app: Flask, wang: Phone, li: Phone
) -> None:
    _, person = establish(wang, 1)
    _, foreign = establish(li, 1, cast.NEXT_GRID)
    own = patch(wang, person, phone=(None, "13900000001"))
    beyond = patch(wang, foreign, phone=(None, "13900000002"))

    answers = wang.push(own, beyond)
    wang.pull()

    assert answers_of(answers) == ["applied", "held"]
    assert wang.documents[person]["body"]["phone"] == "13900000001"
