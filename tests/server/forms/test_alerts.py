"""Alerts ask for follow-up work; warnings and alerts without an action do not."""

from collections.abc import Mapping

from server.forms.alerts import actions_asked, raised_by
from server.forms.findings import Findings
from server.forms.load import Form
from server.forms.validate import validate

CONTEXT = {"today": "2026-03-02", "actor": "wang-xiulan"}


def test_a_danger_sign_asks_for_an_urgent_referral(forms: Mapping[str, Form]) -> None:
    form = forms["hypertension_follow_up"]
    body = {"visit_date": "2026-03-02", "danger_signs": ["altered_consciousness"]}

    assert actions_asked(form, validate(form, body, CONTEXT)) == {
        "danger_sign": "urgent_referral"
    }


def test_a_calm_follow_up_asks_for_nothing(forms: Mapping[str, Form]) -> None:
    form = forms["hypertension_follow_up"]
    body = {"visit_date": "2026-03-02", "danger_signs": ["none"]}

    assert actions_asked(form, validate(form, body, CONTEXT)) == {}


def test_one_code_in_two_fields_asks_once(forms: Mapping[str, Form]) -> None:
    alerts = [{"field": name, "code": "danger_sign"} for name in ("danger_signs", "symptoms")]
    found = Findings(alerts=[*alerts, {"field": "x", "code": "asks_for_nothing"}])

    asked = actions_asked(forms["hypertension_follow_up"], found)

    assert list(asked) == ["danger_sign"]


def test_what_raised_an_alert_is_the_whole_pair(forms: Mapping[str, Form]) -> None:
    form = forms["hypertension_follow_up"]
    pair = {"systolic_blood_pressure": 150, "diastolic_blood_pressure": 112}

    assert raised_by(form, {**pair, "heart_rate": 120}, "hypertensive_crisis") == pair
    assert raised_by(form, pair, "no_such_code") == {}


def test_rows_and_values_of_another_shape_raise_nothing(forms: Mapping[str, Form]) -> None:
    form = forms["hypertension_follow_up"]
    body = {"systolic_blood_pressure": "186", "further_readings": ["186", None]}

    assert raised_by(form, body, "hypertensive_crisis") == {}
