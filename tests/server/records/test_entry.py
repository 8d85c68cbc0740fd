"""A document is read as its form says, and as validating would read it."""

from typing import Any

import pytest

from server.forms.document import day_of
from server.forms.validate import validate
from server.records.entry import Entry
from server.records.per_resident import Records
from tests.server.records.histories import history

ZHANG_GUIFANG = {"sex": "female", "birth_date": "1959-03-08"}


def entry_of(records: Records, form: str, **body: Any) -> Entry:
    document = {"id": "a", "form": form, "body": body, "created_on": "2026-01-01"}
    return Entry(records.definitions, document)


@pytest.mark.parametrize("seed", range(20))
def test_computed_fields_are_those_that_validating_gives(seed: int, records: Records) -> None:
    facts = history(seed, records.definitions.forms)
    resident, forms = facts["resident"]["body"], records.definitions.forms

    for document in facts["documents"]:
        form, day = forms[document["form"]], day_of(forms, document)
        context = {"today": day, "resident": resident}
        computed = validate(form, document["body"], context).computed if day else {}
        flat = Entry(records.definitions, document).flat(resident)

        assert {name: flat[name] for name in computed} == computed


def test_a_computed_value_that_was_sent_is_not_believed(records: Records) -> None:
    entry = entry_of(
        records,
        "hypertension_follow_up",
        visit_date="2026-05-01",
        body_weight=62.5,
        body_height=158,
        body_mass_index=19,
    )

    assert entry.flat(ZHANG_GUIFANG).get("body_mass_index") == 25


def test_a_document_is_flat_without_what_is_said_of_its_gaps(records: Records) -> None:
    entry = entry_of(records, "hypertension_follow_up", _absent={"heart_rate": "refused"})
    flat = entry.flat(ZHANG_GUIFANG)

    assert (flat["id"], flat["form"], flat["date"]) == (
        "a",
        "hypertension_follow_up",
        "2026-01-01",
    )
    assert flat.get("_absent") is None
    assert "_absent" not in dict(flat)


def test_of_two_arms_the_higher_pressure_counts(records: Records) -> None:
    arms = {
        "left_systolic_blood_pressure": 138,
        "left_diastolic_blood_pressure": 92,
        "right_systolic_blood_pressure": 142,
        "right_diastolic_blood_pressure": 84,
    }

    both = entry_of(records, "health_examination", **arms)
    even = entry_of(
        records, "health_examination", **arms | {"left_systolic_blood_pressure": 142}
    )

    assert both.readings(ZHANG_GUIFANG)["blood_pressure"] == [142, 84]
    assert even.readings(ZHANG_GUIFANG)["blood_pressure"] == [142, 92]


def test_half_a_pressure_is_no_reading(records: Records) -> None:
    half = entry_of(records, "hypertension_follow_up", systolic_blood_pressure=150)

    assert "blood_pressure" not in half.readings(ZHANG_GUIFANG)
