"""What an operation makes happen beside its own document, alike on server and phone."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from server.forms.consequences import consequences
from server.forms.load import Form

CASES = json.loads(
    (Path(__file__).parents[2] / "vectors" / "consequences.json").read_text(encoding="utf-8")
)["vectors"]


def case_of(name: str) -> dict[str, Any]:
    return next(case for case in CASES if case["case"] == name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_server_and_phone_write_the_same_beside_an_operation(
    case: dict[str, Any], forms: Mapping[str, Form]
) -> None:
    assert consequences(forms, case["cause"]) == case["expect"]


def test_two_writers_of_one_cause_write_the_same_ids(forms: Mapping[str, Form]) -> None:
    cause = case_of("two programmes at once: two enrolments")["cause"]

    assert consequences(forms, cause) == consequences(forms, json.loads(json.dumps(cause)))


def test_the_resident_s_documents_are_left_as_they_are(forms: Mapping[str, Form]) -> None:
    for case in CASES:
        before = json.dumps(case["cause"])

        consequences(forms, case["cause"])

        assert json.dumps(case["cause"]) == before


def test_written_consequences_bring_no_more_of_themselves(forms: Mapping[str, Form]) -> None:
    """Whoever receives them writes nothing again: they cause nothing."""
    cause = case_of("a programme is ticked: enrolled on the day")["cause"]
    (enrolment,) = consequences(forms, cause)
    body = {k: v["to"] for k, v in enrolment["changes"].items() if k[0] != "@"}
    document = {"id": enrolment["document"], "form": enrolment["form"], "body": body}

    again = {**cause, "operation": enrolment, "before": None, "after": document}

    assert consequences(forms, again) == []
