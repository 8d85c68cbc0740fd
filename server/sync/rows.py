"""Merges the rows of a group, which meet by their ids, column by column."""

from typing import Any

from server.sync.head import Head
from server.sync.judge import is_rows
from server.sync.merging import Merging
from server.sync.policies import APPLIED, MERGED, SAME
from server.sync.units import Unit, UnitValue
from server.sync.values import same

Row = dict[str, Any]


def meet(unit: Unit, *sides: UnitValue) -> bool:
    """Return whether this unit merges row by row: a `union` group in which rows are written."""
    if unit.field is None or unit.field.type != "group" or unit.policy != "union":
        return False
    standing, saw, to = sides
    if unit.is_gap(saw) and unit.is_gap(to):
        return False
    return all(is_rows(value.get(unit.name, [])) for value in (standing, saw, to))


def merge_rows(
    merging: Merging,
    head: Head,
    group: str,
    columns: tuple[Unit, ...],
    standing: list[Row] | None,
    saw: list[Row] | None,
    to: list[Row] | None,
) -> list[Row] | None:
    """Return the rows that stand afterwards, None where none is left.

    On one side only: new, so kept; or removed by the other: gone, unless this side changed it.
    On both: column by column. Their order means nothing: the head's, then new ones.
    """
    is_kept = same(saw, to) and not merging.decides_again_in(group)
    if same(standing, to) or is_kept:
        merging.hows.add(SAME)
        return standing
    ours, base, theirs = (_by_id(rows) for rows in (standing, saw, to))
    merged = []
    for key in _order(ours, base, theirs):
        name = f"{group}[{key}]"
        one, other = ours.get(key), theirs.get(key)
        if one is not None and other is not None:
            sides = (one, base.get(key) or {}, other)
            merged.append(_merge_row(merging, head, name, columns, sides))
        elif row := _one_sided(merging, head, name, one, base.get(key), other):
            merged.append(row)
    return merged or None


def corrected(saw: list[Row] | None, to: list[Row] | None) -> list[Row]:
    """Return the rows, as they were seen, that were changed or removed."""
    after = _by_id(to)
    return [row for row in saw or () if not same(row, after.get(row["_row"]))]


def _by_id(rows: list[Row] | None) -> dict[str, Row]:
    return {row["_row"]: row for row in rows or ()}


def _order(ours: dict[str, Row], base: dict[str, Row], theirs: dict[str, Row]) -> list[str]:
    """Return the ids in the head's order; in the author's where that saw what stands."""
    first, then = (theirs, ours) if same(ours, base) else (ours, theirs)
    return list(dict.fromkeys([*first, *then]))


def _one_sided(
    merging: Merging,
    head: Head,
    name: str,
    one: Row | None,
    base: Row | None,
    other: Row | None,
) -> Row | None:
    """Return a row that is here (`one`) or there (`other`) but not on both sides, or None."""
    row = one if other is None else other
    if base is not None and same(row, base):
        # Removed on one side, and on the other only carried along.
        merging.hows.add(APPLIED if other is None else SAME)
        return None
    if base is not None or other is not None:
        merging.hows.add(APPLIED if base is None else MERGED)
    if other is not None:
        head.by[name] = merging.stamp
    return row


def _merge_row(
    merging: Merging,
    head: Head,
    name: str,
    columns: tuple[Unit, ...],
    sides: tuple[Row, Row, Row],
) -> Row:
    # A column that this version of the form does not know stays as it is.
    known = {part for unit in columns for part in unit.values}
    merged = {part: value for part, value in sides[0].items() if part not in known}
    for unit in columns:
        own = f"{name}.{unit.name}"
        if own not in head.by and name in head.by:
            # Nobody has set this column since somebody put the row in.
            head.by[own] = head.by[name]
        merged |= merging.unit(head, unit, own, *map(unit.clean, sides))
    return merged
