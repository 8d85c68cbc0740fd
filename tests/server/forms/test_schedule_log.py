"""The nightly record says what was planned for a resident and what became of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from server.forms.compile import SHIPPED, compile_forms
from server.forms.load import load_forms
from server.forms.schedule import Planner
from server.forms.schedule_log import PlannedVisit, planned_visits

FIELD = Path(__file__).parents[2] / "forms"
LOGS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "schedule.json").read_text(encoding="utf-8")
)["logs"]


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(compile_forms((SHIPPED, FIELD))["schedule"], load_forms(SHIPPED, FIELD))


def after_nights(planner: Planner, days: list[dict[str, Any]]) -> list[PlannedVisit]:
    rows: list[PlannedVisit] = []
    for facts in days:
        rows = planned_visits(planner, rows, facts)
    return rows


@pytest.mark.parametrize("case", LOGS, ids=lambda case: case["case"])
def test_what_became_of_a_task_is_told_the_same_by_every_server(
    case: dict[str, Any], planner: Planner
) -> None:
    assert after_nights(planner, case["days"]) == case["planned_visits"]


@pytest.mark.parametrize("case", LOGS, ids=lambda case: case["case"])
def test_a_second_run_in_one_night_changes_nothing(
    case: dict[str, Any], planner: Planner
) -> None:
    twice = [facts for facts in case["days"] for _ in range(2)]

    assert after_nights(planner, twice) == case["planned_visits"]


def test_rows_of_a_rule_that_is_gone_are_kept(planner: Planner) -> None:
    facts = LOGS[0]["days"][0]
    row = {
        "rule": "former_rule",
        "cycle": "2026",
        "open": "2026-01-01",
        "due": "2026-02-01",
        "close": "2026-02-01",
        "priority": 3,
        "done_on": None,
        "withdrawn_on": None,
        "withdrawn_reason": None,
    }

    kept = planned_visits(planner, [row], facts)

    assert [r["rule"] for r in kept if r["rule"] == "former_rule"] == ["former_rule"]
