"""Three-way merge by value, unit by unit: what one operation makes of one document."""

from collections.abc import Mapping
from typing import Any

from server.forms.load import Form
from server.sync import rows
from server.sync.head import Head
from server.sync.merging import Merging
from server.sync.units import (
    CONFIRMED,
    Change,
    Unit,
    UnitValue,
    confirmed_in,
    units_of,
)
from server.sync.values import same


def merge(merging: Merging, head: Head, form: Form, changes: Mapping[str, Change]) -> None:
    """Merge these changes into the head, which is changed in place."""
    divided = units_of(form)
    for unit in divided.touched(changes):
        if unit.field is None:
            _link(merging, head, unit, changes[unit.name])
        else:
            _field(merging, head, form, unit, changes)


def _link(merging: Merging, head: Head, unit: Unit, change: Change) -> None:
    name = unit.name[1:]
    sides = ({unit.name: value} for value in (head.links.get(name), *change))
    after = merging.unit(head, unit, unit.name, *map(unit.clean, sides))
    if unit.name in after:
        head.links[name] = after[unit.name]
    else:
        head.links.pop(name, None)


def _field(
    merging: Merging, head: Head, form: Form, unit: Unit, changes: Mapping[str, Change]
) -> None:
    standing = unit.read(head.body)
    saw, to = unit.side(changes, 0), unit.side(changes, 1)
    if rows.meet(unit, standing, saw, to):
        after = _group(merging, head, form, unit, standing, saw, to)
    else:
        after = merging.unit(head, unit, unit.name, standing, saw, to)
    confirmed = _confirmed(head.body, unit, changes, standing, to, after)
    unit.write(head.body, after)
    units_of(form).confirm(head.body, unit, confirmed)


def _group(
    merging: Merging,
    head: Head,
    form: Form,
    unit: Unit,
    standing: UnitValue,
    saw: UnitValue,
    to: UnitValue,
) -> UnitValue:
    """Merge a group whose rows meet by their ids; an absence stays beside no row."""
    group = unit.name
    lists = (value.get(group) for value in (standing, saw, to))
    merged = rows.merge_rows(merging, head, group, units_of(form).columns[group], *lists)
    reasons = to if unit.is_gap(to) else standing
    return unit.clean({**reasons, group: merged})


def _confirmed(
    body: Mapping[str, Any],
    unit: Unit,
    changes: Mapping[str, Change],
    standing: UnitValue,
    to: UnitValue,
    after: UnitValue,
) -> set[str]:
    """Return which values of the unit are confirmed: a confirmation belongs to its value.

    It goes with a value that loses; where both sides wrote the same, either side's counts.
    """
    seen, wanted = (
        {name for name in unit.values if _confirms(changes, name, side)} for side in (0, 1)
    )
    before = confirmed_in(body, unit)
    if same(after, to):
        return (before - (seen - wanted)) | wanted if same(standing, to) else wanted
    return before if same(after, standing) else set()


def _confirms(changes: Mapping[str, Change], name: str, side: int) -> bool:
    change = changes.get(CONFIRMED + name)
    return bool(change and change[side])
