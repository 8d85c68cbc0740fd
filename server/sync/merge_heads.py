"""Merges all that stands of one head into another, as a move does."""

from typing import Any

from server.forms.load import Form
from server.sync.finished import finish_first
from server.sync.head import Head
from server.sync.merge import merge
from server.sync.merging import Merging
from server.sync.units import ABSENT, CONFIRMED, Change, units_of
from server.sync.values import tidy


def merge_in(merging: Merging, there: Head, form: Form, came: Head) -> None:
    """Merge all that stands of one head into another, by value."""
    known = units_of(form).by_part
    parts = parts_of(Head(came.id, came.type, body=came.body))
    changes = {part: Change(None, value) for part, value in parts.items() if part in known}
    merge(merging, there, form, changes)
    for section, finished in came.finished.items():
        finish_first(there, section, finished)
    if form.kind == "facts":
        there.version = max(there.version, came.version)


def parts_of(head: Head) -> dict[str, Any]:
    """Return all that stands of a document as parts."""
    parts: dict[str, Any] = {f"@{link}": id for link, id in head.links.items()}
    parts |= {name: tidy(value) for name, value in head.body.items() if name[0] != "_"}
    parts |= {ABSENT + name: why for name, why in (head.body.get("_absent") or {}).items()}
    parts |= {CONFIRMED + name: True for name in head.body.get("_confirmed") or ()}
    return parts
