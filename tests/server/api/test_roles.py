"""Every address times everybody who may knock: a new address must first say whom it answers."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from server.access.models import Device
from server.db import writing
from tests import cast
from tests.server.county import Phone
from tests.server.desks import UNKNOWN, Desk, name_change, two_names

#: Who knocks, in the order of the columns below.
WHO = ("nobody", "doctor", "doctor of the next village", "supervisor", "administrator")

#: At a desk. Unsafe ones are sent without a body that would do anything.
MATRIX: dict[str, tuple[int, ...]] = {
    "GET /healthz": (200, 200, 200, 200, 200),
    "GET /readyz": (200, 200, 200, 200, 200),
    "GET /api/openapi.json": (200, 200, 200, 200, 200),
    "GET /api/docs": (200, 200, 200, 200, 200),
    "POST /api/session": (422, 422, 422, 422, 422),
    "GET /api/session": (401, 200, 200, 200, 200),
    "DELETE /api/session": (204, 204, 204, 204, 204),
    "POST /api/devices": (422, 422, 422, 422, 422),
    "POST /api/devices/<uuid:device>/nonce": (201, 201, 201, 201, 201),
    "POST /api/devices/<uuid:device>/session": (422, 422, 422, 422, 422),
    "DELETE /api/devices/<uuid:device>/session": (204, 204, 204, 204, 204),
    "POST /api/devices/slips": (401, 403, 403, 404, 404),
    "POST /api/sync/push": (401, 403, 403, 403, 403),
    "POST /api/sync/pull": (401, 403, 403, 403, 403),
    "GET /api/board": (401, 403, 403, 200, 403),
    "GET /api/board/tasks": (401, 403, 403, 200, 403),
    "GET /api/board/tasks/<uuid:task_id>": (401, 403, 403, 404, 403),
    "GET /api/conflicts": (401, 403, 403, 200, 403),
    "GET /api/conflicts/<uuid:conflict_id>": (401, 403, 403, 200, 403),
    "POST /api/conflicts/<uuid:conflict_id>/decision": (401, 403, 403, 200, 403),
    "DELETE /api/conflicts/<uuid:conflict_id>/decision": (401, 403, 403, 409, 403),
    "GET /api/phones": (401, 403, 403, 200, 200),
    "POST /api/phones/<uuid:device>/revocation": (401, 403, 403, 404, 404),
    "POST /api/phones/<uuid:device>/loss": (401, 403, 403, 404, 404),
    "GET /api/quarantine": (401, 403, 403, 200, 403),
    "POST /api/quarantine/<uuid:operation>/release": (401, 403, 403, 404, 403),
    "POST /api/quarantine/<uuid:operation>/set_aside": (401, 403, 403, 404, 403),
    "POST /api/residents/search": (401, 403, 403, 200, 403),
    "GET /api/residents/duplicates": (401, 403, 403, 200, 403),
    "GET /api/residents/<uuid:resident>/history": (401, 403, 403, 200, 403),
    "POST /api/residents/<uuid:resident>/merge": (401, 403, 403, 404, 403),
    "DELETE /api/residents/<uuid:resident>/merge": (401, 403, 403, 404, 403),
    "GET /api/areas": (401, 200, 200, 200, 200),
    "GET /api/staff": (401, 403, 403, 200, 200),
}

BODIES: dict[str, Any] = {
    "POST /api/devices/slips": {"staff": UNKNOWN},
    "POST /api/sync/push": {"operations": []},
    "POST /api/sync/pull": {},
    "POST /api/conflicts/<uuid:conflict_id>/decision": {"choice": "standing"},
    "POST /api/quarantine/<uuid:operation>/set_aside": {"reason": "x"},
    "POST /api/residents/search": {"text": "张"},
    "POST /api/residents/<uuid:resident>/merge": {"into": UNKNOWN},
}


def routes(app: Flask) -> list[str]:
    """Every address of the running application, with its methods."""
    return sorted(
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


def test_every_address_stands_in_the_table(app: Flask) -> None:
    assert routes(app) == sorted(MATRIX)


@dataclass
class Scene:
    """What is there to be asked for."""

    conflict: str

    def address(self, rule: str) -> str:
        """The rule with something in it that is there for those who may see it."""
        for name, id in (
            ("conflict_id", self.conflict),
            ("resident", cast.ZHANG),
            ("device", UNKNOWN),
            ("operation", UNKNOWN),
            ("task_id", UNKNOWN),
        ):
            rule = rule.replace(f"<uuid:{name}>", id)
        return rule


@pytest.mark.parametrize("column", range(len(WHO)), ids=WHO)
def test_everybody_gets_what_the_table_says(app: Flask, column: int) -> None:
    scene = Scene(two_names(app))
    username = (None, "wang", "li", "chen", "zhou")[column]
    desk = Desk(app, username)

    found = {}
    for route in [*sorted(MATRIX, key=_order)]:
        method, _, rule = route.partition(" ")
        answer = desk.send(
            method,
            scene.address(rule),
            BODIES.get(route, {} if method == "POST" else None),
            **{"Doorstep-Protocol": "1"},
        )
        found[route] = answer.status_code

    wanted = {route: statuses[column] for route, statuses in MATRIX.items()}
    # Decided first and then taken back: what the table says of one alone.
    wanted["DELETE /api/conflicts/<uuid:conflict_id>/decision"] = (401, 403, 403, 200, 403)[
        column
    ]
    assert found == wanted


def _order(route: str) -> tuple[bool, bool, str]:
    """Signing out comes last, taking back after deciding."""
    return route.endswith("/api/session"), route.startswith("DELETE"), route


def test_a_phone_of_a_doctor_reads_no_desk(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)

    for address in ("/api/board", "/api/conflicts", "/api/quarantine", "/api/phones"):
        assert wang.send("GET", address).status_code == 403


def test_a_supervisor_of_elsewhere_is_told_of_nothing(app: Flask) -> None:
    conflict = two_names(app)
    wang = Phone(app, "wang", cast.WANG)
    with app.app_context(), writing() as session:
        from server.access.models import Grant

        session.execute(update(Device).where(Device.id == wang.device).values(is_lost=True))
        session.execute(
            update(Grant).where(Grant.staff_id == cast.CHEN).values(area_code=cast.NEXT_VILLAGE)
        )
    waiting = name_change(wang, "张桂芬", "张桂枝")
    wang.push(waiting)
    chen = Desk(app, "chen")

    hidden = [
        ("GET", f"/api/conflicts/{conflict}", None),
        ("POST", f"/api/conflicts/{conflict}/decision", {"choice": "standing"}),
        ("DELETE", f"/api/conflicts/{conflict}/decision", None),
        ("POST", f"/api/phones/{wang.device}/loss", None),
        ("POST", f"/api/quarantine/{waiting['id']}/release", None),
        ("POST", f"/api/quarantine/{waiting['id']}/set_aside", {"reason": "x"}),
        ("GET", f"/api/residents/{cast.ZHANG}/history", None),
        ("POST", f"/api/residents/{cast.ZHANG}/merge", {"into": cast.SUN}),
        ("DELETE", f"/api/residents/{cast.ZHANG}/merge", None),
        ("POST", "/api/devices/slips", {"staff": cast.WANG}),
    ]
    assert [chen.send(*each).status_code for each in hidden] == [404] * len(hidden)
    for empty in ("conflicts", "quarantine", "phones", "residents/duplicates", "board/tasks"):
        assert chen.get(f"/api/{empty}") == []
    assert chen.send("POST", "/api/residents/search", {"text": "张"}).json == []


def test_the_client_of_these_tests_keeps_no_cookie_by_itself(app: Flask) -> None:
    client: FlaskClient = Desk(app, "chen").client

    assert client.get("/api/session").status_code == 401
