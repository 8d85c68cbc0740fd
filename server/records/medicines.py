"""Which medicines a resident takes, by the newest word of each form that asks."""

from collections.abc import Iterable, Iterator
from typing import Any

from server.forms.values import is_set
from server.records.entry import Entry

#: form -> (group of medicines, the question, the answer that says there are none).
SOURCES = {
    "hypertension_follow_up": ("medications", "medication_adherence", "none"),
    "diabetes_follow_up": ("medications", "medication_adherence", "none"),
    "health_examination": ("current_medications", "medication_status", "none"),
    "smi_follow_up": ("psychiatric_medications", "smi_adherence", "none"),
}


def lists_medicines(entry: Entry) -> bool:
    """Say whether a document lists medicines, or says that there are none."""
    group, question, none = SOURCES[entry.form]
    return is_set(entry.body.get(group)) or entry.body.get(question) == none


def medicines(services: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the medicines, newest source first; of one drug the newest line.

    `services`: finished documents, oldest first.
    """
    newest = {e.form: e for e in services if e.form in SOURCES and lists_medicines(e)}
    lines: dict[str, dict[str, Any]] = {}
    for entry in sorted(newest.values(), key=lambda entry: (entry.day, entry.id), reverse=True):
        for line in _lines(entry):
            lines.setdefault(line["drug_name"].casefold(), line)
    return list(lines.values())


def _lines(entry: Entry) -> Iterator[dict[str, Any]]:
    for row in entry.body.get(SOURCES[entry.form][0]) or ():
        if row.get("drug_name"):
            line = {column: value for column, value in row.items() if column != "_row"}
            yield {**line, "form": entry.form, "document": entry.id, "date": entry.day}
