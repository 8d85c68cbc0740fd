"""Projections computed anew equal what stood: in a county that has seen everything."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import delete, update

from server.db import writing
from server.records.loaded import loaded
from server.records.models import Resident, Service
from server.rules.natural_keys import natural_id, row_id
from server.services import county
from server.sync.models import Folder
from server.sync.rebuild import Rebuilt, rebuild
from server.sync.working_set import alias_id
from tests import cast
from tests.server.county import Phone, changes, new_id
from tests.server.sync.phones import assert_equals_a_new_phone
from tests.server.sync.writing import answers_of, establish, follow_up, patch


def run(app: Flask, *, write: bool = True) -> Rebuilt:
    with app.app_context():
        return rebuild(loaded(), ZoneInfo("Asia/Shanghai"), write=write)


def visit(phone: Phone, home: str, person: str) -> dict[str, Any]:
    """Nobody was at home: the next try is planned."""
    id = natural_id("visit", home, "2026-11-24")
    row = {
        "_row": row_id(id, "visit_items", person, "hypertension_follow_up"),
        "item_resident": person,
        "item_purpose": "hypertension_follow_up",
        "item_outcome": "not_home",
        "item_next_attempt_date": "2026-11-27",
    }
    body = {
        "planned_date": "2026-11-24",
        "visit_date": "2026-11-24",
        "assigned_to": phone.staff,
        "visit_items": [row],
    }
    return phone.operation("visit", id, changes=changes(body, household=home), finish=True)


def fill(app: Flask) -> tuple[Phone, Phone, list[str]]:
    """Visits, follow-ups in two lanes, a conflict, a merge, a move, a retired document."""
    with app.app_context():
        county.grant(cast.WANG, cast.VILLAGE, ("mental_health",))
    wang, chen = Phone(app, "wang", cast.WANG), Phone(app, "chen", cast.CHEN)
    home, *people = establish(wang, 5)
    other, _ = establish(wang, 1, cast.SECOND_GRID)
    one, two, three, four, five = people
    answers = wang.push(
        *(follow_up(wang, one, f"{year}-03-0{day}") for year in (2023, 2025) for day in (1, 2)),
        *(follow_up(wang, id, systolic_blood_pressure=150) for id in people),
        follow_up(wang, two, form="smi_follow_up"),
        patch(wang, three, managed_programmes=(["hypertension"], ["tuberculosis"])),
        visit(wang, home, one),
        wang.operation(
            "hypertension_follow_up",
            natural_id("hypertension_follow_up", one, "2025-03-01", "home"),
            "retire",
        ),
    )
    assert set(answers_of(answers)) <= {"applied", "held"}, answers
    rival = Phone(app, "wang", cast.WANG)
    [disputed] = rival.push(patch(rival, one, name=("张桂英", "张桂花")))
    assert disputed["answer"] == "conflict"
    alias = chen.operation(
        "resident_alias",
        alias_id(four),
        changes=changes({"merged_into": two}, resident=four),
        finish=True,
    )
    moved = patch(chen, five, _household=(home, other))
    assert answers_of(chen.push(alias, moved)) == ["applied", "applied"]
    return wang, chen, [home, *people]


def test_what_stands_equals_what_is_computed_anew(app: Flask) -> None:
    fill(app)

    rebuilt = run(app, write=False)

    assert rebuilt.differing == []
    assert rebuilt.subjects == 8
    assert rebuilt.documents > 18


def test_two_residents_who_were_merged_into_each_other_are_two(app: Flask) -> None:
    wang, chen = Phone(app, "wang", cast.WANG), Phone(app, "chen", cast.CHEN)
    _, one, two = establish(wang, 2)
    wang.push(follow_up(wang, one), follow_up(wang, two))
    for given_up, stays in ((one, two), (two, one)):
        merged = changes({"merged_into": stays}, resident=given_up)
        alias = chen.operation(
            "resident_alias", alias_id(given_up), changes=merged, finish=True
        )
        assert answers_of(chen.push(alias)) == ["applied"]

    assert run(app, write=False).differing == []
    assert_equals_a_new_phone(wang, chen)
    rows = {key.partition("|")[0] for key, row in wang.index.items() if row}
    assert rows == {one, two}


def test_what_was_damaged_is_named_and_mended(app: Flask) -> None:
    wang, chen, [_, one, two, *_] = fill(app)
    with app.app_context(), writing() as session:
        session.execute(update(Resident).where(Resident.id == one).values(name="?"))
        session.execute(delete(Service).where(Service.resident_id == two))
        session.execute(
            update(Folder)
            .where(Folder.subject_id == one, Folder.lane == "record")
            .values(index_row="{}")
        )
        session.add(
            Resident(id=new_id(), area_code=cast.GRID, name="?", readings="", is_retired=False)
        )

    found = run(app, write=False)
    mended = run(app)
    again = run(app)

    assert {table for table, _ in found.differing} == {"folder", "resident", "service"}
    assert found.differing == mended.differing
    assert again.differing == []
    assert_equals_a_new_phone(wang, chen)


def test_the_command_says_what_differs(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    _, person = establish(wang, 1)
    runner = app.test_cli_runner()

    equal = runner.invoke(args=["doorstep", "rebuild-projections", "--check"])
    with app.app_context(), writing() as session:
        session.execute(update(Resident).where(Resident.id == person).values(name="?"))
    damaged = runner.invoke(args=["doorstep", "rebuild-projections", "--check"])
    mended = runner.invoke(args=["doorstep", "rebuild-projections"])

    assert (equal.exit_code, "All equal" in equal.output) == (0, True)
    assert (damaged.exit_code, f"resident {person}" in damaged.output) == (1, True)
    assert (mended.exit_code, "were replaced" in mended.output) == (0, True)
