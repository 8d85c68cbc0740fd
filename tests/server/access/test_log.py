"""Whoever is shown or changes a record stands in the log: asked of every address."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from server.access.models import AuditEntry, Device
from server.db import reading, writing
from server.rules.natural_keys import natural_id
from tests import cast
from tests.server.county import Phone, changes
from tests.server.desks import UNKNOWN, Desk, establish, name_change, plan, two_names
from tests.server.sync.writing import follow_up, follow_up_id, patch

#: Residents of the scene; each is to be found in the log where an answer names them.
RESIDENTS = (cast.ZHANG, cast.SUN)
OCTOBER = "period=month&day=2026-10-15"


@dataclass
class Scene:
    """A conflict, two alike records, a task, somebody in danger, what waits for a person."""

    conflict: str
    task: str
    waiting: str
    also_waiting: str


@pytest.fixture
def scene(app: Flask) -> Scene:
    conflict = two_names(app)
    wang = Phone(app, "wang", cast.WANG)
    alert = {"cause": cast.ZHANG, "code": "critical", "raised_on": "2026-11-09"}
    wang.push(
        wang.operation(
            "alert_follow_up",
            natural_id("alert_follow_up", cast.ZHANG, "critical"),
            changes=changes(alert, resident=cast.ZHANG),
            finish=True,
        ),
        # Her husband's record says the same of its person as hers.
        patch(
            wang,
            cast.SUN,
            name=("孙德海", "张桂芬"),
            birth_date=(cast.SUN_BODY["birth_date"], cast.ZHANG_BODY["birth_date"]),
        ),
    )
    task = plan(app, "r", "2026-10-01", "2026-10-31")
    with app.app_context(), writing() as session:
        session.execute(update(Device).where(Device.id == wang.device).values(is_lost=True))
    waiting = [name_change(wang, "张桂芬", name) for name in ("张桂枝", "张桂华")]
    wang.push(*waiting)
    return Scene(conflict, task, *(each["id"] for each in waiting))


@dataclass(frozen=True)
class Row:
    """How one address names people: what is asked, and which rows of the log tell of it."""

    ask: Callable[[Scene], tuple[str, Any]]
    action: str
    reason: str | None = None
    #: Whose record it changes.
    changes: frozenset[str] = frozenset()


def read(address: str, reason: str, body: Any = None) -> Row:
    def ask(scene: Scene) -> tuple[str, Any]:
        return address.format(conflict=scene.conflict, task=scene.task), body

    return Row(ask, "read", reason)


def changed(
    address: str, body: Any = None, action: str = "change", also: tuple[str, ...] = ()
) -> Row:
    def ask(scene: Scene) -> tuple[str, Any]:
        return address.format(**vars(scene)), body

    return Row(ask, action, changes=frozenset({cast.ZHANG, *also}))


#: At a desk: addresses that name residents, or change a record.
NAMING: dict[str, Row] = {
    "GET /api/board": read("/api/board", "board"),
    "GET /api/board/tasks": read(f"/api/board/tasks?{OCTOBER}", "board"),
    "GET /api/board/tasks/<uuid:task_id>": read("/api/board/tasks/{task}", "board"),
    "GET /api/conflicts": read("/api/conflicts", "conflicts"),
    "GET /api/conflicts/<uuid:conflict_id>": read("/api/conflicts/{conflict}", "conflicts"),
    "GET /api/quarantine": read("/api/quarantine", "quarantine"),
    "POST /api/residents/search": read("/api/residents/search", "search", {"text": "张"}),
    "GET /api/residents/duplicates": read("/api/residents/duplicates", "duplicates"),
    "GET /api/residents/<uuid:resident>/history": read(
        f"/api/residents/{cast.ZHANG}/history", "history"
    ),
    "POST /api/conflicts/<uuid:conflict_id>/decision": changed(
        "/api/conflicts/{conflict}/decision", {"choice": "standing"}
    ),
    "DELETE /api/conflicts/<uuid:conflict_id>/decision": changed(
        "/api/conflicts/{conflict}/decision"
    ),
    "POST /api/quarantine/<uuid:operation>/release": changed(
        "/api/quarantine/{waiting}/release", action="release"
    ),
    "POST /api/quarantine/<uuid:operation>/set_aside": changed(
        "/api/quarantine/{also_waiting}/set_aside", {"reason": "x"}, "set_aside"
    ),
    "POST /api/residents/<uuid:resident>/merge": changed(
        f"/api/residents/{cast.SUN}/merge", {"into": cast.ZHANG}, also=(cast.SUN,)
    ),
    "DELETE /api/residents/<uuid:resident>/merge": changed(
        f"/api/residents/{cast.SUN}/merge", also=(cast.SUN,)
    ),
}

#: These name nobody who has a record: what is asked, where that is not the address itself.
NAMELESS: dict[str, tuple[str, Any] | None] = {
    "GET /healthz": None,
    "GET /readyz": None,
    "GET /api/openapi.json": None,
    "GET /api/docs": None,
    "GET /api/session": None,
    "GET /api/areas": None,
    "GET /api/staff": None,
    "GET /api/phones": None,
    "POST /api/session": ("/api/session", {"username": "chen", "password": cast.PASSWORD}),
    "DELETE /api/session": None,
    "POST /api/devices": ("/api/devices", {}),
    "POST /api/devices/<uuid:device>/nonce": (f"/api/devices/{UNKNOWN}/nonce", {}),
    "POST /api/devices/<uuid:device>/session": (f"/api/devices/{UNKNOWN}/session", {}),
    "DELETE /api/devices/<uuid:device>/session": (f"/api/devices/{UNKNOWN}/session", None),
    "POST /api/devices/slips": ("/api/devices/slips", {"staff": cast.WANG}),
    "POST /api/phones/<uuid:device>/revocation": (f"/api/phones/{UNKNOWN}/revocation", {}),
    "POST /api/phones/<uuid:device>/loss": (f"/api/phones/{UNKNOWN}/loss", {}),
}

#: Only a phone may ask; its rows are told of below.
OF_PHONES = {"POST /api/sync/push", "POST /api/sync/pull"}

#: What takes something back, after that which did it.
AFTER = {
    "DELETE /api/conflicts/<uuid:conflict_id>/decision": (
        "POST /api/conflicts/<uuid:conflict_id>/decision"
    ),
    "DELETE /api/residents/<uuid:resident>/merge": "POST /api/residents/<uuid:resident>/merge",
}


def entries(app: Flask, staff: str = cast.CHEN) -> list[AuditEntry]:
    with app.app_context(), reading() as session:
        wanted = select(AuditEntry).where(AuditEntry.actor_id == staff).order_by(AuditEntry.id)
        found = list(session.scalars(wanted))
        session.expunge_all()
        return found


def test_every_address_is_said_to_name_people_or_not(app: Flask) -> None:
    routes = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert routes == NAMING.keys() | NAMELESS.keys() | OF_PHONES


@pytest.mark.parametrize("route", NAMING)
def test_who_is_shown_a_record_or_changes_it_stands_in_the_log(
    app: Flask, scene: Scene, route: str
) -> None:
    desk = Desk(app, "chen")
    if route in AFTER:
        send(desk, scene, AFTER[route])
    before = len(entries(app))

    text = send(desk, scene, route)

    row, logged = NAMING[route], entries(app)[before:]
    told = [each for each in logged if each.action == row.action]
    assert all(row.reason in (None, each.reason) for each in told)
    named = {id for id in RESIDENTS if id in text}
    assert named | row.changes <= {each.subject_id for each in told}
    assert named or row.changes, "an answer without names proves nothing"
    # One row tells of each, and where that record stands.
    assert len({(each.subject_id, each.action) for each in told}) == len(told)
    assert {each.feed_code for each in told} == {f"{cast.GRID}:record"}


def send(desk: Desk, scene: Scene, route: str) -> str:
    method, (address, body) = route.partition(" ")[0], NAMING[route].ask(scene)
    answer = desk.send(method, address, body)
    assert answer.status_code < 300, answer.json
    return answer.text


@pytest.mark.parametrize("route", NAMELESS)
def test_what_is_not_logged_names_nobody(app: Flask, scene: Scene, route: str) -> None:
    method, _, rule = route.partition(" ")
    address, body = NAMELESS[route] or (rule, None)

    answer = Desk(app, "chen").send(method, address, body)

    # On the wire Chinese may be escaped.
    is_said = answer.is_json and answer.text
    text = json.dumps(answer.json, ensure_ascii=False) if is_said else answer.text
    assert [word for word in (*RESIDENTS, "张桂芬", cast.HOUSEHOLD) if word in text] == []


def test_a_search_in_vain_is_logged_without_what_was_typed(app: Flask, scene: Scene) -> None:
    before = len(entries(app))

    Desk(app, "chen").send("POST", "/api/residents/search", {"text": "欧阳"})

    [row] = entries(app)[before:]
    assert (row.action, row.count, row.subject_id, row.reason) == ("search", 0, None, "")


def test_a_visit_that_goes_to_another_person_changes_both_records(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    wang.push(follow_up(wang, cast.SUN))
    before = len(entries(app, cast.WANG))

    link = {"from": cast.SUN, "to": cast.ZHANG}
    form, document = "hypertension_follow_up", follow_up_id(cast.SUN, "2026-11-20")
    wang.push(wang.operation(form, document, "move", changes={"@resident": link}))

    logged = entries(app, cast.WANG)[before:]
    assert {(each.action, each.subject_id) for each in logged} == {
        ("change", cast.SUN),
        ("change", cast.ZHANG),
    }


def test_what_a_phone_changes_reads_and_receives_stands_in_the_log(app: Flask) -> None:
    two_names(app)
    wang = Phone(app, "wang", cast.WANG)
    before = len(entries(app, cast.WANG))
    opened = {"resident": cast.ZHANG, "lane": "record", "hour": "2026-11-25T08:00:00Z"}

    wang.pull()
    wang.push(patch(wang, cast.ZHANG, sex=("female", "male")), reads=[{**opened, "count": 2}])
    wang.pull()
    history = wang.send("GET", f"/api/residents/{cast.ZHANG}/history")

    assert history.status_code == 200
    logged = entries(app, cast.WANG)[before:]
    assert {each.device_id for each in logged} == {wang.device}
    feed = f"{cast.GRID}:record"
    told = [(each.action, each.subject_id, each.feed_code, each.reason) for each in logged]
    assert told[0][:3] == ("bootstrap", None, feed)
    assert sorted(told[1:3], key=str) == [
        ("change", cast.ZHANG, feed, ""),
        ("read", cast.ZHANG, None, opened["hour"]),
    ]
    assert told[3:] == [
        ("disclosed", None, feed, ""),
        ("read", cast.ZHANG, feed, "history"),
    ]
    # Told again, it is the same opening of the same folder.
    wang.push(reads=[{**opened, "count": 2}])
    assert len(entries(app, cast.WANG)) == before + len(logged)
