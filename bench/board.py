"""The supervisor's board, against reading once the tasks that it counts."""

from flask import Flask
from sqlalchemy import select

from bench.reporting import report, timed
from server.db import reading, writing
from server.records.models import PlannedVisit
from tests.server.desks import Desk
from tests.server.many import plan_many

TASKS = 20_000
BOARD = "/api/board?period=month&day=2026-10-15"


def board_against_floor(app: Flask) -> None:
    """Print how long a month's board takes among the tasks of a year."""
    with app.app_context(), writing() as session:
        plan_many(session.connection(), TASKS)
    chen = Desk(app, "chen")
    asked = min(timed(lambda: chen.get(BOARD)) for _ in range(5))
    due = PlannedVisit.due_on.between("2026-10-01", "2026-10-31")
    columns = (PlannedVisit.area_code, PlannedVisit.responsible_doctor, PlannedVisit.done_on)
    with app.app_context(), reading() as session:
        floor = min(timed(session.execute(select(*columns).where(due)).all) for _ in range(5))
    what = f"the board of a month among {TASKS} tasks"
    report(what, asked, floor, "the month's tasks read once", most=75)
