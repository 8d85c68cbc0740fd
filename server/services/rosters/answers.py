"""Texts, choices and lists of a row: known options; the rest in the words that stood."""

from server.services.rosters.entry import ASKED
from server.services.rosters.reading import Reading
from server.services.rosters.words import (
    DOUBT,
    NONE,
    choice_of,
    in_order,
    is_nothing,
    parts_of,
    tidy,
)

_TEXTS = (
    "workplace",
    "contact_name",
    "contact_relationship",
    "guardian_name",
    "current_address",
    "registered_address",
    "rural_cooperative_number",
    "disability_certificate_number",
)
_CHOICES = (
    "id_type",
    "residency_type",
    "education",
    "occupation",
    "marital_status",
    "blood_group",
    "rh_factor",
    "record_consent",
)
_LISTS = ("payment_methods", "drug_allergies", "exposure_history", "disabilities")


def read_answers(reading: Reading) -> None:
    """Take texts, choices and lists."""
    for meaning in _TEXTS:
        if not is_nothing(reading.cell(meaning)):
            reading.put(meaning, " ".join(tidy(reading.cell(meaning)).split()))
    for meaning in _CHOICES:
        _choice(reading, meaning)
    for meaning in _LISTS:
        _list(reading, meaning)
    _ethnicity(reading)


def _choice(reading: Reading, meaning: str) -> None:
    text = tidy(reading.cell(meaning))
    if not text or (is_nothing(text) and text not in ("0", "无", "不详")):
        return
    code = choice_of(reading.form.by_id[meaning], text)
    if code is not None:
        reading.put(meaning, code)
    elif not is_nothing(text):
        reading.note(ASKED, meaning, "is no option that is known; kept beside the record")
        reading.keep(meaning)


def _list(reading: Reading, meaning: str) -> None:
    text = tidy(reading.cell(meaning))
    field_ = reading.form.by_id[meaning]
    if text in NONE:
        if any(option["code"] == "none" for option in field_.options):
            reading.put(meaning, ["none"])
        return
    if is_nothing(text):
        return
    codes, others = [], []
    for part in parts_of(text):
        code = choice_of(field_, part)
        if DOUBT.search(part):
            reading.note(ASKED, meaning, "is only suspected", part)
        elif code is not None:
            codes.append(code)
        else:
            others.append(part)
    _put_list(reading, meaning, codes, others)


def _put_list(reading: Reading, meaning: str, codes: list[str], others: list[str]) -> None:
    """What no option says goes into the text of *other*, where the form has it."""
    field_ = reading.form.by_id[meaning]
    has_other = any(option["code"] == "other" for option in field_.options)
    if others and has_other:
        codes.append("other")
        reading.body[f"{meaning}__other"] = "；".join(others)[:200]
    elif others:
        reading.note(ASKED, meaning, "is no option that is known", "、".join(others))
        reading.keep(meaning, "、".join(others))
    if codes:
        reading.put(meaning, in_order(field_, codes))


def _ethnicity(reading: Reading) -> None:
    text = tidy(reading.cell("ethnicity"))
    if is_nothing(text):
        return
    if code := choice_of(reading.form.by_id["ethnicity"], text):
        reading.put("ethnicity", code)
    else:
        reading.body |= {"ethnicity": "minority", "ethnicity__minority": text[:50]}
