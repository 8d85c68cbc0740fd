"""A body is judged as the dialect's section 4 says, in the same words as on the phone."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from server.forms.load import Form, form_of
from server.forms.validate import Findings, is_set, type_error, validate

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "forms.json").read_text(encoding="utf-8")
)
LABEL = {"zh-CN": "项", "en": "Item"}
CONTEXT = {"today": "2026-03-02", "actor": "wang-xiulan"}


def form_with(*fields: dict[str, Any], **more: Any) -> Form:
    sections = [{"id": "all", "title": LABEL, "fields": list(fields)}]
    head = {"id": "trial", "version": 1, "kind": "facts", "about": "resident"}
    return form_of({**head, "sections": sections, **more})


def judged(form: Form, body: dict[str, Any], **context: Any) -> Findings:
    return validate(form, body, {**CONTEXT, **context})


@pytest.mark.parametrize("case", VECTORS["validation"], ids=lambda case: case["name"])
def test_a_body_is_judged_alike_on_server_and_phone(
    case: dict[str, Any], forms: Mapping[str, Form]
) -> None:
    context = {**VECTORS["context"], **case.get("context", {})}

    found = validate(forms[case["form"]], case["body"], context)

    for key, expected in case["expect"].items():
        value = getattr(found, key)
        if key == "computed":
            value = {name: value.get(name) for name in expected}
        assert value == expected, key


def test_zero_and_false_are_set_and_empty_things_are_not() -> None:
    assert [is_set(value) for value in (0, False, 0.0, "0", [None])] == [True] * 5
    assert [is_set(value) for value in (None, "", [])] == [False] * 3


@pytest.mark.parametrize(
    ("definition", "value", "code"),
    [
        ({"type": "text"}, 5, "type"),
        ({"type": "text"}, "字" * 200, None),
        ({"type": "text"}, "字" * 201, "max_length"),
        ({"type": "text"}, "😀" * 200, None),
        ({"type": "text", "pattern": "[0-9]{2}"}, "123", "pattern"),
        ({"type": "integer"}, 5.0, None),
        ({"type": "integer"}, 5.5, "type"),
        ({"type": "integer"}, True, "type"),
        ({"type": "integer"}, float("inf"), "type"),
        ({"type": "integer"}, 10**400, "type"),
        ({"type": "decimal"}, 36.65, "decimals"),
        ({"type": "decimal", "decimals": 2}, 36.65, None),
        ({"type": "decimal"}, float("nan"), "type"),
        ({"type": "boolean"}, "true", "type"),
        ({"type": "date"}, "2021-02-29", "type"),
        ({"type": "date"}, "20210228", "type"),
        ({"type": "date"}, "2021-W08-7", "type"),
        ({"type": "date"}, "２０２１-02-28", "type"),
        ({"type": "partial_date"}, "1950", None),
        ({"type": "partial_date"}, "1950-13", "type"),
        ({"type": "datetime"}, "2021-11-30T02:00:00Z", None),
        ({"type": "datetime"}, "2021-11-30T25:00:00Z", "type"),
        ({"type": "datetime"}, "2021-11-30 02:00", "type"),
        ({"type": "time"}, "24:00", "type"),
        ({"type": "phone"}, "0511-85123456", None),
        ({"type": "phone"}, "12345", "phone"),
        ({"type": "id_number"}, "110101195005010022", None),
        ({"type": "id_number"}, "110101195005010023", "id_number"),
        ({"type": "location"}, {"lat": 32.1, "lon": 119.4}, None),
        ({"type": "location"}, {"lat": "32.1"}, "type"),
        ({"type": "ref"}, 7, "type"),
    ],
)
def test_a_value_is_judged_by_its_type(
    definition: dict[str, Any], value: Any, code: str | None
) -> None:
    field = form_with({"id": "item", **definition}).by_id["item"]

    assert type_error(field, value) == code


def test_an_unknown_field_in_a_row_is_named_with_its_row() -> None:
    column = {"id": "drug", "type": "text", "required": "always"}
    form = form_with({"id": "drugs", "type": "group", "fields": [column]})

    found = judged(form, {"drugs": [{"_row": "1", "drug": "a"}, {"_row": "2", "dose": 1}]})

    assert found.errors == [
        {"field": "drugs[1].dose", "code": "unknown_field"},
        {"field": "drugs[1].drug", "code": "required"},
    ]


def test_a_column_sees_its_own_row_before_the_form() -> None:
    columns = [
        {"id": "taken", "type": "boolean"},
        {"id": "dose", "type": "integer", "show_if": "taken", "max": "most"},
    ]
    form = form_with(
        {"id": "most", "type": "integer"}, {"id": "drugs", "type": "group", "fields": columns}
    )

    rows = [{"taken": True, "dose": 9}, {"taken": False, "dose": 9}, {"taken": True, "dose": 2}]
    found = judged(form, {"most": 5, "drugs": rows})

    assert found.errors == [{"field": "drugs[0].dose", "code": "max"}]
    assert found.warnings == [{"field": "drugs[1].dose", "code": "hidden_value"}]


def test_an_expression_that_cannot_be_evaluated_reads_as_null() -> None:
    form = form_with(
        {"id": "age", "type": "integer", "computed": "age_years(resident.birth_date, today)"},
        {"id": "note", "type": "text", "show_if": "resident.birth_date > 5"},
    )

    found = judged(form, {"note": "x"}, resident={"birth_date": "unknown"})

    assert found.computed == {"age": None}
    assert found.warnings == [{"field": "note", "code": "hidden_value"}]


def test_a_computed_value_that_is_not_finite_is_null() -> None:
    form = form_with(
        {"id": "weight", "type": "decimal"},
        {"id": "double", "type": "decimal", "computed": "weight * 10"},
    )

    assert judged(form, {"weight": 1.7e308}).computed == {"double": None}


def test_points_of_what_was_chosen_are_summed() -> None:
    options = [{"code": "a", "score": 1}, {"code": "b", "score": 2.5}, {"code": "c"}]
    form = form_with(
        {"id": "signs", "type": "choices", "options": options},
        {"id": "points", "type": "decimal", "computed": "score(signs)"},
    )

    assert judged(form, {"signs": ["a", "b"]}).computed == {"points": 3.5}
    assert judged(form, {"signs": ["a", "c"]}).computed == {"points": None}
    assert judged(form, {}).computed == {"points": None}


def test_a_result_may_arrive_until_the_tenth_day_after_the_service() -> None:
    form = form_with(
        {"id": "served_on", "type": "date"},
        {"id": "glucose", "type": "decimal", "core": True},
        date="served_on",
    )
    body = {"served_on": "2026-03-02", "_absent": {"glucose": "awaiting_result"}}

    tenth = judged(form, body, today="2026-03-12")
    eleventh = judged(form, body, today="2026-03-13")

    assert (tenth.awaiting, tenth.missing_core) == (["glucose"], [])
    assert tenth.only_awaiting
    assert not tenth.qualified
    assert (eleventh.awaiting, eleventh.missing_core) == ([], ["glucose"])


def test_a_county_may_wait_longer_for_a_result() -> None:
    form = form_with(
        {"id": "served_on", "type": "date"},
        {"id": "glucose", "type": "decimal", "core": True},
        date="served_on",
    )
    body = {"served_on": "2026-03-02", "_absent": {"glucose": "awaiting_result"}}

    assert judged(form, body, today="2026-03-16", result_days=14).awaiting == ["glucose"]


def test_an_alert_is_raised_even_when_the_doctor_confirmed_the_value() -> None:
    thresholds = {"warn": [{"above": 150}], "alert": [{"at_least": 180, "code": "crisis"}]}
    form = form_with({"id": "pressure", "type": "integer", **thresholds})

    found = judged(form, {"pressure": 190, "_confirmed": ["pressure"]})

    assert found.warnings == []
    assert found.alerts == [{"field": "pressure", "code": "crisis"}]
