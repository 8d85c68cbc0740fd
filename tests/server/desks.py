"""Desks: a browser with its cookie, as a supervisor uses it, and what they look at."""

from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from server.db import reading, writing
from server.records.models import PlannedVisit
from server.rules.natural_keys import natural_id
from tests import cast
from tests.server.county import Phone, changes
from tests.server.sync.writing import follow_up

#: Nobody is there; well-formed.
UNKNOWN = "01930000-0000-7000-8000-00000000dead"


class Desk:
    """A browser at a desk, signed in unless nobody is named."""

    def __init__(self, app: Flask, username: str | None) -> None:
        self.client = app.test_client(use_cookies=False)
        self.cookie = ""
        if username is not None:
            answer = self.sign_in(username)
            assert answer.status_code == 201, answer.json

    def sign_in(self, username: str, password: str = cast.PASSWORD) -> TestResponse:
        """Sign in and keep the cookie."""
        asked = {"username": username, "password": password}
        answer = self.client.post("/api/session", json=asked)
        if answer.status_code == 201:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        return answer

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """Send a request with the cookie."""
        sent = {**({"Cookie": self.cookie} if self.cookie else {}), **headers}
        return self.client.open(path, method=method, json=body, headers=sent)

    def get(self, path: str) -> Any:
        """Return what a GET answers."""
        answer = self.send("GET", path)
        assert answer.status_code == 200, answer.json
        return answer.json


def establish(wang: Phone) -> None:
    """Enter Zhang, her husband and their household on the first doctor's phone."""
    answers = wang.push(
        wang.operation(
            "household",
            cast.HOUSEHOLD,
            changes=changes(cast.HOUSEHOLD_BODY, area=cast.GRID),
            finish=True,
        ),
        *(
            wang.operation(
                "resident_basic",
                id,
                changes=changes(
                    {**body, "responsible_doctor": cast.WANG}, household=cast.HOUSEHOLD
                ),
                finish=True,
            )
            for id, body in ((cast.ZHANG, cast.ZHANG_BODY), (cast.SUN, cast.SUN_BODY))
        ),
    )
    assert [answer["answer"] for answer in answers] == ["applied"] * 3


def name_change(phone: Phone, seen: str, name: str) -> dict[str, Any]:
    """An operation that writes Zhang's name another way."""
    return phone.operation(
        "resident_basic", cast.ZHANG, "patch", changes={"name": {"from": seen, "to": name}}
    )


def two_names(app: Flask) -> str:
    """Let two doctors' phones write Zhang's name in two ways; return the conflict's id.

    张桂芬 stands, 张桂花 is offered.
    """
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    other = Phone(app, "wang", cast.WANG)
    wang.push(name_change(wang, "张桂芳", "张桂芬"))
    [answer] = other.push(name_change(other, "张桂芳", "张桂花"))
    assert answer["answer"] == "conflict"
    conflict: str = answer["conflicts"][0]
    return conflict


def plan_after_danger(app: Flask, wang: Phone, day: str) -> str:
    """Let Zhang have had a critical pressure, without an alert; return the task's id."""
    programme = "hypertension"
    wang.push(
        wang.operation(
            "programme_enrolment",
            natural_id("programme_enrolment", cast.ZHANG, programme, day),
            changes=changes({"programme": programme, "date": day}, resident=cast.ZHANG),
            finish=True,
        ),
        follow_up(wang, day=day, systolic_blood_pressure=186),
    )
    with app.app_context(), reading() as session:
        of_danger = select(PlannedVisit.id).where(
            PlannedVisit.resident_id == cast.ZHANG, PlannedVisit.priority == 1
        )
        return str(session.scalars(of_danger).one())


def plan(app: Flask, rule: str, due_on: str, close_on: str, **columns: Any) -> str:
    """Put a task of Zhang's into the nightly snapshot; return its id."""
    cycle = f"{due_on}-{columns.get('done_on')}-{columns.get('last_outcome')}"
    row = {
        "id": natural_id("planned_visit", cast.ZHANG, rule, cycle),
        "resident_id": cast.ZHANG,
        "area_code": cast.GRID,
        "lane": "record",
        "responsible_doctor": cast.WANG,
        "rule": rule,
        "cycle": cycle,
        "open_on": due_on,
        "due_on": due_on,
        "close_on": close_on,
        "priority": 3,
        "tries": 0,
        **columns,
    }
    with app.app_context(), writing() as session:
        session.add(PlannedVisit(**row))
    return str(row["id"])
