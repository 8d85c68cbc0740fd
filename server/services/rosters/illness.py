"""Diseases and programmes of a row: what is certain becomes a code, the rest is asked."""

from typing import Any

import uuid_utils

from server.services.rosters.entry import ASKED
from server.services.rosters.reading import Reading
from server.services.rosters.words import (
    BY_AGE,
    DOUBT,
    NONE,
    choice_of,
    in_order,
    is_nothing,
    parts_of,
    tidy,
    yes_or_no,
)


def read_illness(reading: Reading) -> None:
    """Read past diseases, operations, injuries, and the programmes that care for somebody."""
    _past_diseases(reading)
    for meaning, status, name in (
        ("operations", "operation_status", "operation_name"),
        ("injuries", "injury_status", "injury_name"),
    ):
        _happened(reading, meaning, status, name)
    _programmes(reading)


def _past_diseases(reading: Reading) -> None:
    text = tidy(reading.cell("past_diseases"))
    if text in NONE:
        reading.put("past_disease_status", "none")
        return
    if is_nothing(text):
        return
    since = reading.partial("disease_diagnosed_on")
    column = next(f for f in reading.form.columns["past_diseases"] if f.id == "disease")
    rows: list[dict[str, Any]] = []
    words = [part for part in parts_of(text) if part not in NONE]
    for word in words:
        if DOUBT.search(word):
            reading.note(ASKED, "past_diseases", "is only suspected: not taken", word)
            continue
        code = choice_of(column, word) or "other"
        row: dict[str, Any] = {"_row": str(uuid_utils.uuid7()), "disease": code}
        if code == "other" or (code == "malignant_tumour"):
            row[f"disease__{code}"] = word[:200]
        # One date for several diseases: nobody knows of which.
        if since and len(words) == 1:
            row["disease_diagnosed_on"] = since
        rows.append(row)
    if since and len(words) > 1:
        reading.note(ASKED, "disease_diagnosed_on", "is one date for several diseases")
    if rows:
        reading.put("past_disease_status", "yes")
        reading.put("past_diseases", rows)


def _happened(reading: Reading, meaning: str, status: str, name: str) -> None:
    text = tidy(reading.cell(meaning))
    if text in NONE:
        reading.put(status, "none")
    elif not is_nothing(text):
        reading.put(status, "yes")
        reading.put(meaning, [{"_row": str(uuid_utils.uuid7()), name: text[:100]}])


def _programmes(reading: Reading) -> None:
    field = reading.form.by_id["managed_programmes"]
    codes = []
    text = tidy(reading.cell("managed_programmes"))
    for word in [] if is_nothing(text) else parts_of(text):
        if word in BY_AGE:
            continue
        code = choice_of(field, word)
        if code is None or DOUBT.search(word):
            reading.note(ASKED, "managed_programmes", "is no programme that is known", word)
        else:
            codes.append(code)
    for meaning in reading.line.columns:
        if meaning.startswith("tick."):
            ticked = yes_or_no(reading.cell(meaning))
            if ticked:
                codes.append(meaning.removeprefix("tick."))
            elif ticked is None:
                reading.note(ASKED, meaning, "is neither yes nor no")
    if codes:
        reading.put("managed_programmes", in_order(field, codes))
