"""What an operation is refused for, whatever stands."""

from typing import Any

import pytest

from server.rules.natural_keys import natural_id, row_id
from server.sync.engine import apply_operation
from tests.server.sync.playing import FORMS, operation, standing

RESIDENT = "018f0000-0000-7000-8000-00000000000a"
HOUSEHOLD = "018f0000-0000-7000-8000-00000000000d"
FOLLOW_UP = natural_id("hypertension_follow_up", RESIDENT, "2026-05-20", "home")
VISIT = natural_id("visit", HOUSEHOLD, "2026-05-20")


def errors_of(form: str, document: str, **more: Any) -> list[tuple[str, str]]:
    body = {"visit_date": "2026-05-20", "visit_mode": "home"}
    state = standing(document, form, body if form == "hypertension_follow_up" else {})
    answer = apply_operation(state, operation(1, "patch", form, document, **more), FORMS)
    assert (answer.answer == "rejected") == bool(answer.errors)
    return [(error["field"], error["code"]) for error in answer.errors]


@pytest.mark.parametrize(
    ("part", "to", "code"),
    [
        ("shoe_size", 42, "unknown_field"),
        ("", 42, "unknown_field"),
        ("@neighbour", RESIDENT, "unknown_field"),
        ("_absent.shoe_size", "refused", "unknown_field"),
        ("_absent.symptoms__other", "refused", "unknown_field"),
        ("_seen.heart_rate", True, "unknown_field"),
        ("@household", 7, "type"),
        ("_confirmed.heart_rate", "yes", "type"),
        ("heart_rate", "72", "type"),
        ("heart_rate", True, "type"),
        ("heart_rate", 100000, "max"),
        ("visit_date", "2026-02-30", "type"),
        ("salt_intake", "sweet", "option"),
        ("salt_intake", ["light"], "type"),
        ("symptoms", ["none", "none"], "duplicate"),
        ("symptoms__other", "长" * 201, "max_length"),
        ("medications", [1], "type"),
    ],
)
def test_what_no_context_can_mend_is_refused(part: str, to: Any, code: str) -> None:
    found = errors_of("hypertension_follow_up", FOLLOW_UP, changes={part: (None, to)})

    assert found == [(part, code)]


def test_a_reason_of_absence_that_nobody_knows_is_refused_at_its_field() -> None:
    for reason in ("forgot", ["refused"], 1):
        changes = {"_absent.heart_rate": (None, reason)}
        found = errors_of("hypertension_follow_up", FOLLOW_UP, changes=changes)

        assert found == [("heart_rate", "absent_reason")]


def test_all_errors_of_an_operation_are_named_together() -> None:
    changes = {"heart_rate": (None, "72"), "salt_intake": (None, "sweet")}
    found = errors_of("hypertension_follow_up", FOLLOW_UP, changes=changes, finish=["attic"])

    assert found == [
        ("attic", "unknown_field"),
        ("heart_rate", "type"),
        ("salt_intake", "option"),
    ]


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ({"drug_name": "氨氯地平"}, "_row", "type"),
        ({"_row": 1, "drug_name": "氨氯地平"}, "_row", "type"),
        ({"_row": "m" * 65}, "_row", "type"),
        ({"_row": "m1"}, "_row", "duplicate"),
        ({"_row": "m2", "shape": "round"}, "shape", "unknown_field"),
        ({"_row": "m2", "dose": "five"}, "dose", "type"),
    ],
)
def test_a_row_is_judged_by_its_columns_and_its_id(row: Any, field: str, code: str) -> None:
    rows = [{"_row": "m1", "drug_name": "氨氯地平"}, row]
    changes = {"medications": (None, rows)}

    found = errors_of("hypertension_follow_up", FOLLOW_UP, changes=changes)

    assert found == [(f"medications[1].{field}", code)]


def test_rows_that_the_author_saw_need_ids_as_well() -> None:
    changes = {"medications": ([{"_row": [1]}], [{"_row": "m1"}])}

    found = errors_of("hypertension_follow_up", FOLLOW_UP, changes=changes)

    assert found == [("medications", "type")]


def test_the_id_of_a_new_row_comes_from_its_key_and_stays_when_the_key_is_corrected() -> None:
    own = row_id(VISIT, "visit_items", RESIDENT, "card_issue")
    row = {"_row": own, "item_resident": RESIDENT, "item_purpose": "card_issue"}
    wrong = {**row, "item_purpose": "health_education"}

    assert errors_of("visit", VISIT, changes={"visit_items": (None, [row])}) == []
    assert errors_of("visit", VISIT, changes={"visit_items": ([row], [wrong])}) == []
    assert errors_of("visit", VISIT, changes={"visit_items": (None, [wrong])}) == [
        ("visit_items[0]._row", "row_key")
    ]


@pytest.mark.parametrize("value", ["", None, [], {}])
def test_a_row_whose_key_has_no_value_yet_may_have_any_id(value: Any) -> None:
    row = {"_row": "a row", "item_resident": value, "item_purpose": "card_issue"}

    assert errors_of("visit", VISIT, changes={"visit_items": (None, [row])}) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("kind", "delete"), ("kind", ["patch"]), ("form_version", "1"), ("form", {}), ("id", "")],
)
def test_an_operation_of_the_wrong_shape_is_refused(key: str, value: Any) -> None:
    sent = {**operation(1, "patch", "hypertension_follow_up", FOLLOW_UP), key: value}
    state = standing(FOLLOW_UP, "hypertension_follow_up", {})

    answer = apply_operation(state, sent, FORMS)

    assert (answer.answer, answer.errors) == ("rejected", ({"field": key, "code": "type"},))
