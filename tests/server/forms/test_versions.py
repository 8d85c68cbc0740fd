"""Operations of older form versions are taken, those of newer ones wait."""

from collections.abc import Mapping

import pytest

from server.forms.load import Form
from server.forms.versions import Reading, reading_of, version_after


@pytest.mark.parametrize(
    ("form", "version", "reading"),
    [
        ("visit", 1, Reading.TAKEN),
        ("visit", 2, Reading.HELD),
        ("form_of_next_year", 1, Reading.HELD),
        ("visit", 0, Reading.REFUSED),
        ("visit", True, Reading.REFUSED),
        ("visit", "1", Reading.REFUSED),
        ("visit", None, Reading.REFUSED),
    ],
)
def test_an_operation_is_taken_held_or_refused_by_its_form_version(
    forms: Mapping[str, Form], form: str, version: object, reading: Reading
) -> None:
    assert reading_of(forms, form, version) is reading


def test_a_document_of_facts_rises_and_an_encounter_keeps_its_first(
    forms: Mapping[str, Form],
) -> None:
    assert version_after(forms["resident_basic"], 1, 2) == 2
    assert version_after(forms["resident_basic"], 2, 1) == 2
    assert version_after(forms["hypertension_follow_up"], 1, 2) == 1
