"""The planner knows until when its tasks stay as they are."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from server.forms.compile import SHIPPED, compile_forms
from server.forms.load import load_forms
from server.forms.schedule import Planner

FIELD = Path(__file__).parents[2] / "forms"
CASES = json.loads(
    (Path(__file__).parents[2] / "vectors" / "schedule.json").read_text(encoding="utf-8")
)["vectors"]
HALF_A_YEAR = 183


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(compile_forms((SHIPPED, FIELD))["schedule"], load_forms(SHIPPED, FIELD))


def windows(tasks: list[Any]) -> list[dict[str, Any]]:
    """Leave out what follows from a window: whether it is upcoming, due or overdue."""
    shown = ("upcoming", "due", "overdue")
    return [{**t, "state": "in sight" if t["state"] in shown else t["state"]} for t in tasks]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_until_the_named_day_the_tasks_stay(case: dict[str, Any], planner: Planner) -> None:
    facts, today = case["facts"], date.fromisoformat(case["facts"]["today"])
    outlook = planner.outlook(facts)

    for later in (today + timedelta(days=n) for n in range(1, HALF_A_YEAR)):
        following = planner.outlook({**facts, "today": later.isoformat()})
        if windows(following.tasks) != windows(outlook.tasks):
            assert outlook.changes_on is not None
            assert outlook.changes_on <= later
        if outlook.changes_on is not None and outlook.changes_on <= later:
            outlook = following
