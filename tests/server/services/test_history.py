"""A record's history: who wrote what, in place of what, also what lost and what was moved."""

import itertools
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from server.access.models import AuditEntry
from server.db import reading, writing
from server.rules.natural_keys import natural_id
from server.sync.models import Document
from tests import cast
from tests.server.county import Phone, changes, new_id
from tests.server.desks import UNKNOWN, Desk, establish, two_names
from tests.server.sync.writing import household, patch, resident

ADDRESS = f"/api/residents/{cast.ZHANG}/history"


def parts(entries: list[dict[str, Any]]) -> list[tuple[Any, Any, bool]]:
    """What of the name was written, the newest first."""
    return [
        (change["from"], change["to"], change["offered"])
        for entry in entries
        for change in entry["changes"]
    ]


def test_every_value_of_a_field_is_told_with_the_one_that_lost(app: Flask) -> None:
    two_names(app)
    chen = Desk(app, "chen")

    shown = chen.get(f"{ADDRESS}?field=name")

    assert parts(shown["entries"]) == [
        ("张桂芳", "张桂花", True),
        ("张桂芳", "张桂芬", False),
        (None, "张桂芳", False),
    ]
    assert {entry["by"]["name"] for entry in shown["entries"]} == {"王秀兰"}
    assert shown["more"] is False


def test_of_one_document_nothing_else_is_told(app: Flask) -> None:
    two_names(app)
    wang, day = Phone(app, "wang", cast.WANG), ("2026-11-20", "home")
    follow_up = natural_id("hypertension_follow_up", cast.ZHANG, *day)
    body = {"visit_date": day[0], "visit_mode": day[1], "heart_rate": 78}
    wang.push(
        wang.operation(
            "hypertension_follow_up",
            follow_up,
            changes=changes(body, resident=cast.ZHANG),
            finish=True,
        )
    )
    chen = Desk(app, "chen")

    [told] = chen.get(f"{ADDRESS}?document={follow_up}")["entries"]

    assert {change["part"] for change in told["changes"]} == {*body, "@resident"}
    assert {entry["document"] for entry in chen.get(ADDRESS)["entries"]} > {follow_up}


def test_a_decision_stands_in_the_history_and_its_undoing_too(app: Flask) -> None:
    conflict = two_names(app)
    chen = Desk(app, "chen")
    [shown] = chen.get("/api/conflicts")
    address = f"/api/conflicts/{conflict}/decision"
    chen.send("POST", address, {"choice": shown["offers"][0]["operation"]})
    chen.send("DELETE", address)

    newest = chen.get(f"{ADDRESS}?field=name")["entries"][:2]

    assert [entry["kind"] for entry in newest] == ["undo", "resolve"]
    assert [entry["by"]["name"] for entry in newest] == ["陈敏", "陈敏"]
    assert parts(newest)[1] == ("张桂芬", "张桂花", False)


def test_what_was_moved_from_another_person_brings_its_history(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    day = {"visit_date": "2026-11-20", "visit_mode": "home"}
    wrong = natural_id("hypertension_follow_up", cast.SUN, *day.values())
    wang.push(
        wang.operation(
            "hypertension_follow_up",
            wrong,
            changes=changes({**day, "heart_rate": 78}, resident=cast.SUN),
            finish=True,
        ),
        wang.operation(
            "hypertension_follow_up",
            wrong,
            "move",
            changes={"@resident": {"from": cast.SUN, "to": cast.ZHANG}},
            reason="wrong_person",
        ),
    )
    chen = Desk(app, "chen")

    entries = chen.get(f"{ADDRESS}?field=heart_rate")["entries"]
    moved = [entry for entry in chen.get(ADDRESS)["entries"] if entry["kind"] == "move"]

    assert parts(entries) == [(None, 78, False)]
    assert [entry["reason"] for entry in moved] == ["wrong_person"]


def test_what_was_moved_before_anybody_noted_whose_it_was_brings_its_history(
    app: Flask,
) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    day, form = {"visit_date": "2026-11-20", "visit_mode": "home"}, "hypertension_follow_up"
    neighbour = new_id()
    ids = [natural_id(form, who, *day.values()) for who in (cast.SUN, neighbour, cast.ZHANG)]
    made = wang.operation(form, ids[0], changes=changes(day, resident=cast.SUN))
    links = itertools.pairwise((cast.SUN, neighbour, cast.ZHANG))
    moves = [
        wang.operation(form, id, "move", changes={"@resident": {"from": one, "to": other}})
        for id, (one, other) in zip(ids, links, strict=False)
    ]
    wang.push(resident(wang, neighbour, name="周婷"), made, *moves)
    with app.app_context(), writing() as session:
        session.execute(update(Document).values(provenance="{}"))
    chen = Desk(app, "chen")

    told = {entry["id"] for entry in chen.get(ADDRESS)["entries"]}

    assert {made["id"], *(move["id"] for move in moves)} <= told


@pytest.mark.parametrize("order", ["first", "between", "last"])
def test_of_two_visits_that_met_each_history_tells_its_own(app: Flask, order: str) -> None:
    wang, other = (Phone(app, "wang", cast.WANG) for _ in range(2))
    establish(wang)
    day, form = {"visit_date": "2026-11-20", "visit_mode": "home"}, "hypertension_follow_up"
    wrong, right = (natural_id(form, who, *day.values()) for who in (cast.SUN, cast.ZHANG))
    made, own = (
        phone.operation(
            form,
            wrong,
            changes=changes({**day, "heart_rate": rate}, resident=cast.SUN),
            finish=True,
        )
        for phone, rate in ((wang, 78), (other, 91))
    )
    link = {"@resident": {"from": cast.SUN, "to": cast.ZHANG}}
    move = wang.operation(form, wrong, "move", changes=link, reason="wrong_person")
    for phone, written in {
        "first": [(other, own), (wang, made), (wang, move)],
        "between": [(wang, made), (other, own), (wang, move)],
        "last": [(wang, made), (wang, move), (other, own)],
    }[order]:
        phone.push(written)
    rate = {"heart_rate": {"from": 78, "to": 79}}
    wang.push(wang.operation(form, right, "patch", changes=rate))
    # Then she was with him herself, that same day.
    again = changes({**day, "heart_rate": 85}, resident=cast.SUN)
    wang.push(later := wang.operation(form, wrong, changes=again, finish=True))
    chen = Desk(app, "chen")

    of_zhang = chen.get(ADDRESS)["entries"]
    suns = f"/api/residents/{cast.SUN}/history"
    of_sun = chen.get(suns)["entries"]

    def rates(entries: list[dict[str, Any]]) -> list[Any]:
        told = [entry for entry in entries if entry["form"] == form]
        return sorted(each[1] for each in parts(told) if each[1] in (78, 79, 85, 91))

    assert rates(of_zhang) == [78, 79]
    # Of Sun, also what was entered for him, with where it went.
    assert rates(of_sun) == [78, 85, 91]
    [went] = [entry for entry in of_sun if entry["kind"] == "move"]
    [came] = [entry for entry in of_zhang if entry["kind"] == "move"]
    assert (went["id"], went["document"], went["reason"]) == (move["id"], wrong, "wrong_person")
    assert (came["id"], came["document"]) == (move["id"], right)
    only = chen.get(f"{suns}?document={wrong}")["entries"]
    assert {entry["id"] for entry in only} == {made["id"], own["id"], move["id"], later["id"]}


def test_ids_among_the_values_are_named_as_far_as_one_may_read_them(app: Flask) -> None:
    wang, li = Phone(app, "wang", cast.WANG), Phone(app, "li", cast.LI)
    establish(wang)
    home, neighbour = new_id(), new_id()
    li.push(household(li, home, cast.NEXT_GRID), resident(li, neighbour, home, name="周婷"))
    wang.push(patch(wang, cast.ZHANG, responsible_doctor=(cast.WANG, cast.LI)))
    wang.push(patch(wang, cast.ZHANG, responsible_doctor=(cast.LI, neighbour)))

    desk = Desk(app, "chen").get(ADDRESS)["names"]
    phone = (wang.send("GET", ADDRESS).json or {})["names"]

    own = {cast.WANG: "王秀兰", cast.LI: "李建国", cast.HOUSEHOLD: "老屋组 3号"}
    assert desk == {**own, neighbour: "周婷"}
    assert phone == own


def test_of_a_merged_record_the_one_that_stays_is_told(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    chen = Desk(app, "chen")
    chen.send("POST", f"/api/residents/{cast.SUN}/merge", {"into": cast.ZHANG})

    shown = chen.get(f"/api/residents/{cast.SUN}/history?field=name")

    assert shown["resident"] == cast.ZHANG
    assert sorted(each[1] for each in parts(shown["entries"])) == ["孙德海", "张桂芳"]


def test_looking_at_a_history_is_a_read_and_logged(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    chen = Desk(app, "chen")

    chen.get(ADDRESS)

    with app.app_context(), reading() as session:
        logged = session.execute(
            select(AuditEntry.actor_id, AuditEntry.subject_id).where(
                AuditEntry.reason == "history"
            )
        ).all()
    assert [tuple(row) for row in logged] == [(cast.CHEN, cast.ZHANG)]


def test_pages_follow_one_another(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    names = ["张桂芳", *(f"张桂芳{i}" for i in range(230))]
    pairs = itertools.pairwise(names)
    wang.push(
        *(
            wang.operation(
                "resident_basic", cast.ZHANG, "patch", changes={"name": {"from": a, "to": b}}
            )
            for a, b in pairs
        )
    )
    chen = Desk(app, "chen")

    first = chen.get(f"{ADDRESS}?field=name")
    last = first["entries"][-1]["id"]
    second = chen.get(f"{ADDRESS}?field=name&before={last}")

    assert (len(first["entries"]), first["more"]) == (200, True)
    assert (len(second["entries"]), second["more"]) == (31, False)
    assert not {e["id"] for e in first["entries"]} & {e["id"] for e in second["entries"]}


def test_nobody_has_a_history_that_is_not_ones_own(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    chen = Desk(app, "chen")

    missing = chen.send("GET", f"/api/residents/{UNKNOWN}/history")

    assert missing.status_code == 404


def test_a_doctors_phone_reads_the_history_of_whom_it_may_hold(app: Flask) -> None:
    two_names(app)
    wang = Phone(app, "wang", cast.WANG)

    answer = wang.send("GET", f"{ADDRESS}?field=name")

    assert answer.status_code == 200
    assert parts((answer.json or {})["entries"])[0] == ("张桂芳", "张桂花", True)


def test_a_phone_of_the_next_village_is_told_of_no_history(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    li = Phone(app, "li", cast.LI)

    assert li.send("GET", ADDRESS).status_code == 404
