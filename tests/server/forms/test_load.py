"""Forms are loaded with everything in place: companions, columns, system documents."""

from collections.abc import Mapping

import pytest

from server.forms.compile import SHIPPED
from server.forms.load import Form, form_of, load_forms

SYSTEM = {
    "programme_enrolment": ("resident", "programme", "date"),
    "birth_event": ("resident",),
    "alert_follow_up": ("cause", "code"),
    "record_reopening": ("closure",),
    "resident_alias": ("resident",),
}


def test_the_shipped_forms_are_read_once() -> None:
    assert load_forms() is load_forms()
    assert set(load_forms()) - set(SYSTEM) == {
        path.stem
        for path in SHIPPED.glob("[!_]*.yaml")
        if path.stem not in ("schedule", "indicators")
    }


@pytest.mark.parametrize(("name", "key"), SYSTEM.items())
def test_documents_without_a_paper_form_are_kept_by_their_natural_key(
    name: str, key: tuple[str, ...]
) -> None:
    form = load_forms()[name]

    assert form.natural_key == key
    assert (form.kind, form.about, form.lane) == ("facts", "resident", "record")


def test_who_says_that_two_records_are_one_person_must_name_the_one_that_stays() -> None:
    field = load_forms()["resident_alias"].by_id["merged_into"]

    assert field.definition["required"] == "always"
    assert field.definition["to"] == "resident"


def test_a_companion_follows_its_field_and_merges_like_it(forms: Mapping[str, Form]) -> None:
    form = forms["hypertension_follow_up"]
    ids = [field.id for field in form.fields]
    companion = form.by_id["symptoms__other"]

    assert ids.index("symptoms__other") == ids.index("symptoms") + 1
    assert companion.of is form.by_id["symptoms"]
    assert (companion.code, companion.type, companion.section) == ("other", "text", "symptoms")
    assert companion.merge == form.by_id["symptoms"].merge
    assert companion.definition["core"] is True


def test_the_words_of_a_status_field_are_never_ranked() -> None:
    option = {"code": "other", "label": {}, "rank": 2, "specify": True}
    field = {"id": "outcome", "type": "choice", "merge": "status", "options": [option]}
    section = {"id": "all", "title": {}, "fields": [field]}
    head = {"id": "trial", "version": 1, "kind": "facts", "about": "resident"}

    form = form_of({**head, "sections": [section]})

    assert [field.merge for field in form.fields] == ["status", "manual"]


def test_blood_pressure_stands_on_one_line(forms: Mapping[str, Form]) -> None:
    form = forms["hypertension_follow_up"]

    upper, lower = (form.by_id[f"{kind}_blood_pressure"] for kind in ("systolic", "diastolic"))

    assert upper.together == lower.together is not None


def test_columns_know_their_group_and_section(forms: Mapping[str, Form]) -> None:
    form = forms["hypertension_follow_up"]

    assert set(form.columns) == {"further_readings", "medications"}
    assert {column.group for column in form.columns["medications"]} == {"medications"}
    assert {column.section for column in form.columns["medications"]} == {"treatment"}


def test_computed_fields_are_marked(forms: Mapping[str, Form]) -> None:
    field = forms["hypertension_follow_up"].by_id["body_mass_index"]

    assert field.computed


def test_what_only_a_lane_may_hold_says_so(forms: Mapping[str, Form]) -> None:
    assert forms["smi_follow_up"].lane == "mental_health"
    assert forms["tb_follow_up"].lane == "tuberculosis"
    assert forms["hypertension_follow_up"].lane == "record"
