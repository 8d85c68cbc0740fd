"""The changes of an operation that gives one unit of a document another value."""

import re
from collections.abc import Mapping
from typing import Any

from server.forms.load import Form
from server.problems import Invalid
from server.sync.head import Head
from server.sync.units import Unit, units_of

#: A unit within a row: group, row's id, the column's unit.
_IN_ROW = re.compile(r"(\w+)\[(.+)\]\.(\w+)")


def standing_of(form: Form, head: Head, name: str) -> dict[str, Any]:
    """Return what stands in a unit, part -> value; what is unset is not named."""
    if found := _IN_ROW.fullmatch(name):
        group, row_id, column = found.groups()
        row = next((each for each in _rows(head, group) if each["_row"] == row_id), {})
        return _column(form, group, column).clean(row)
    if name.startswith("@"):
        link = head.links.get(name[1:])
        return {} if link is None else {name: link}
    return units_of(form).by_part[name].read(head.body)


def changes_of(
    form: Form, head: Head, name: str, wanted: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Return changes after which `wanted` stands in the unit, from what stands now.

    Raises:
        Invalid: a part that is not of this unit.
    """
    if found := _IN_ROW.fullmatch(name):
        return _row_changes(form, head, found.groups(), wanted)
    standing = standing_of(form, head, name)
    known = {name} if name.startswith("@") else set(units_of(form).by_part[name].parts)
    _refuse_foreign(wanted, known)
    parts = dict.fromkeys((*standing, *wanted))
    return {part: {"from": standing.get(part), "to": wanted.get(part)} for part in parts}


def _row_changes(
    form: Form, head: Head, place: tuple[str | Any, ...], wanted: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """A row has no part of its own: the whole group goes, with one row changed."""
    group, row_id, column = place
    own = _column(form, group, column).values
    _refuse_foreign(wanted, set(own))
    rows = _rows(head, group)
    before = next((each for each in rows if each["_row"] == row_id), {"_row": row_id})
    after = {part: value for part, value in before.items() if part not in own} | dict(wanted)
    changed = [after if each["_row"] == row_id else each for each in rows]
    if before not in rows:
        changed.append(after)
    return {group: {"from": rows or None, "to": changed}}


def _rows(head: Head, group: str) -> list[dict[str, Any]]:
    return list(head.body.get(group) or ())


def _column(form: Form, group: str, column: str) -> Unit:
    return next(unit for unit in units_of(form).columns[group] if unit.name == column)


def _refuse_foreign(wanted: Mapping[str, Any], known: set[str]) -> None:
    foreign = [{"field": p[:100], "code": "unknown_field"} for p in wanted if p not in known]
    if foreign:
        raise Invalid(errors=foreign)
