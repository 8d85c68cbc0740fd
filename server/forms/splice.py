"""Replaces the names of field sets and option sets by what they stand for."""

from collections.abc import Iterator, Mapping
from typing import Any

Shared = Mapping[str, Any]


def spliced(raw: Mapping[str, Any], shared: Shared) -> dict[str, Any]:
    """Return a form's definition in full: no `use`, no option set by name."""
    sections = [
        {**section, "fields": list(_fields(section["fields"], shared))}
        for section in raw["sections"]
    ]
    return {**raw, "sections": sections}


def _fields(fields: Any, shared: Shared) -> Iterator[dict[str, Any]]:
    for field in fields:
        if "use" in field:
            # Forms filled in at one door meet in the fields of certain sets: the name stays.
            name = field["use"]
            for member in _fields(shared["field_sets"][name], shared):
                yield {"set": name, **member}
        else:
            yield _field(field, shared)


def _field(field: Mapping[str, Any], shared: Shared) -> dict[str, Any]:
    full = dict(field)
    if field["type"] == "group":
        full["fields"] = list(_fields(field["fields"], shared))
    if isinstance(field.get("options"), str):
        full["options"] = shared["option_sets"][field["options"]]
    return full
