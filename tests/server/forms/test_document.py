"""Any document tells its day and its lane by its form."""

from collections.abc import Mapping
from typing import Any

import pytest

from server.forms.document import day_of, is_finished, is_open_alert, lane_of
from server.forms.load import Form


def document(form: str, **body: Any) -> dict[str, Any]:
    return {"id": "a", "form": form, "body": body, "created_on": "2026-05-01"}


@pytest.mark.parametrize(
    ("form", "body", "day"),
    [
        ("hypertension_follow_up", {"visit_date": "2026-04-01"}, "2026-04-01"),
        ("hypertension_follow_up", {}, "2026-05-01"),
        ("visit", {"planned_date": "2026-04-02"}, "2026-04-02"),
        ("visit", {"planned_date": "2026-04-02", "visit_date": "2026-04-03"}, "2026-04-03"),
        ("programme_enrolment", {"date": "2026-04-04"}, "2026-04-04"),
        ("alert_follow_up", {"raised_on": "2026-04-05"}, "2026-04-05"),
        ("pregnancy", {"last_menstrual_period": "2026-01-01"}, "2026-05-01"),
    ],
)
def test_a_document_has_the_day_of_its_service(
    form: str, body: dict[str, str], day: str, forms: Mapping[str, Form]
) -> None:
    assert day_of(forms, document(form, **body)) == day


@pytest.mark.parametrize(
    ("form", "body", "lane"),
    [
        ("hypertension_follow_up", {}, "record"),
        ("smi_follow_up", {}, "mental_health"),
        ("programme_enrolment", {"programme": "hypertension"}, "record"),
        ("programme_enrolment", {"programme": "tuberculosis"}, "tuberculosis"),
        ("alert_follow_up", {"lane": "mental_health"}, "mental_health"),
        ("alert_follow_up", {}, "record"),
        ("unknown_form", {}, "record"),
    ],
)
def test_what_belongs_to_a_lane_stays_in_it(
    form: str, body: dict[str, str], lane: str, forms: Mapping[str, Form]
) -> None:
    assert lane_of(forms, document(form, **body)) == lane


def test_what_did_not_happen_does_not_count() -> None:
    assert is_finished(document("encounter"))
    assert not is_finished({**document("encounter"), "finished": False})
    assert not is_finished({**document("encounter"), "retired": {"reason": "mistake"}})


@pytest.mark.parametrize("end", ["answered_by", "reason", "withdrawn_on"])
def test_an_alert_waits_until_somebody_ends_it(end: str) -> None:
    assert is_open_alert({"code": "critical_pressure"})
    assert not is_open_alert({"code": "critical_pressure", end: "2026-05-02"})
