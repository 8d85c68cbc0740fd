"""The planner gives each resident the same tasks on server and phone."""

import json
from pathlib import Path
from typing import Any

import pytest

from server.forms.compile import SHIPPED, compile_forms
from server.forms.load import load_forms
from server.forms.schedule import Planner

FIELD = Path(__file__).parents[2] / "forms"
VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "schedule.json").read_text(encoding="utf-8")
)
#: Her follow-up of 2 March showed 132/80: the next is due in three months.
ZHANG_GUIFANG = {
    "today": "2026-06-01",
    "resident": {
        "record_status": "active",
        "birth_date": "1959-03-08",
        "sex": "female",
        "managed_programmes": ["hypertension"],
    },
    "documents": [
        {
            "id": "enrolment",
            "form": "programme_enrolment",
            "date": "2024-02-01",
            "programme": "hypertension",
        },
        {
            "id": "follow-up",
            "form": "hypertension_follow_up",
            "date": "2026-03-02",
            "visit_mode": "home",
            "systolic_blood_pressure": 132,
            "diastolic_blood_pressure": 80,
            "control_class": "controlled",
        },
    ],
}


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(compile_forms((SHIPPED, FIELD))["schedule"], load_forms(SHIPPED, FIELD))


@pytest.mark.parametrize("case", VECTORS["vectors"], ids=lambda case: case["case"])
def test_the_tasks_of_a_day_are_the_same_on_server_and_phone(
    case: dict[str, Any], planner: Planner
) -> None:
    assert planner.plan(case["facts"]) == case["tasks"]


def test_what_cannot_be_filled_in_is_not_planned() -> None:
    shipped = Planner(compile_forms((SHIPPED,))["schedule"], load_forms(SHIPPED))

    planned = {task["rule"] for task in shipped.plan(ZHANG_GUIFANG)}

    assert planned == {"hypertension_follow_up"}


def test_a_year_without_measurement_is_planned_only_until_the_examination_hides_it(
    planner: Planner,
) -> None:
    someone = {**ZHANG_GUIFANG["resident"], "managed_programmes": []}
    facts = {**ZHANG_GUIFANG, "resident": someone, "documents": []}

    planned = {task["rule"] for task in planner.plan(facts)}

    assert "annual_examination" in planned
    assert "blood_pressure_yearly" not in planned


def test_a_value_that_fits_no_condition_does_not_stop_the_plan(planner: Planner) -> None:
    broken = {**ZHANG_GUIFANG["documents"][1], "systolic_blood_pressure": "high"}
    facts = {**ZHANG_GUIFANG, "documents": [ZHANG_GUIFANG["documents"][0], broken]}

    (task,) = [t for t in planner.plan(facts) if t["rule"] == "hypertension_follow_up"]

    assert (task["due"], task["reason"]) == ("2026-06-02", "regular")


def test_an_undated_document_satisfies_nothing(planner: Planner) -> None:
    undated = {**ZHANG_GUIFANG["documents"][1], "id": "undated", "date": ""}
    facts = {**ZHANG_GUIFANG, "documents": [*ZHANG_GUIFANG["documents"], undated]}

    assert planner.plan(facts) == planner.plan(ZHANG_GUIFANG)


def test_the_plan_does_not_hang_on_the_order_of_documents(planner: Planner) -> None:
    for case in VECTORS["vectors"]:
        facts = {**case["facts"], "documents": case["facts"]["documents"][::-1]}

        assert planner.plan(facts) == case["tasks"]
