"""Three-way merge by value, unit by unit: what one operation makes of one document."""

from collections.abc import Mapping
from typing import Any

from server.forms.load import Form
from server.sync import offers, rows
from server.sync.head import Head
from server.sync.policies import CONFLICT, MERGED, SAME, decide
from server.sync.units import (
    CONFIRMED,
    Change,
    Unit,
    UnitValue,
    confirmed_in,
    units_of,
)
from server.sync.values import same
from server.sync.working_set import WorkingSet


class Merging:
    """One operation at work: merges its changes, and remembers how each unit went."""

    def __init__(self, state: WorkingSet, operation: Mapping[str, Any]) -> None:
        self.state = state
        self.device = operation.get("device")
        #: Who did it, and when; kept with what it sets and offers.
        self.stamp = {
            "operation": operation["id"],
            "actor": operation.get("actor"),
            "at": operation.get("captured_at"),
        }
        #: An undone decision: what others wrote since stays, and no new conflict opens.
        self.is_reopening = bool(operation.get("reopen"))
        #: A second decision: keeping what the first one gave up contests it.
        self.contests = False
        self.hows: set[str] = set()
        self.conflicts: list[str] = []

    def answer(self) -> str:
        """Return what became of the operation as a whole."""
        if CONFLICT in self.hows:
            return CONFLICT
        return MERGED if MERGED in self.hows else "applied"

    def merge(self, head: Head, form: Form, changes: Mapping[str, Change]) -> None:
        """Merge these changes into the head, which is changed in place."""
        divided = units_of(form)
        for unit in divided.touched(changes):
            if unit.field is None:
                self._link(head, unit, changes[unit.name])
            else:
                self._field(head, form, unit, changes)

    def _link(self, head: Head, unit: Unit, change: Change) -> None:
        name = unit.name[1:]
        sides = ({unit.name: value} for value in (head.links.get(name), *change))
        after = self.unit(head, unit, unit.name, *map(unit.clean, sides))
        if unit.name in after:
            head.links[name] = after[unit.name]
        else:
            head.links.pop(name, None)

    def _field(self, head: Head, form: Form, unit: Unit, changes: Mapping[str, Change]) -> None:
        standing = unit.read(head.body)
        saw, to = unit.side(changes, 0), unit.side(changes, 1)
        if rows.meet(unit, standing, saw, to):
            after = self._group(head, form, unit, standing, saw, to)
        else:
            after = self.unit(head, unit, unit.name, standing, saw, to)
        confirmed = _confirmed(head.body, unit, changes, standing, to, after)
        unit.write(head.body, after)
        units_of(form).confirm(head.body, unit, confirmed)

    def _group(
        self,
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
        merged = rows.merge_rows(self, head, group, units_of(form).columns[group], *lists)
        reasons = to if unit.is_gap(to) else standing
        return unit.clean({**reasons, group: merged})

    def unit(
        self,
        head: Head,
        unit: Unit,
        name: str,
        standing: UnitValue,
        saw: UnitValue,
        to: UnitValue,
    ) -> UnitValue:
        """Return what stands in one unit afterwards; keeps its conflict as it goes.

        `name` is the unit's own, or with the row's id in it that of a row's column.
        """
        if self._is_second_edit(head, name, standing, saw, to):
            return standing
        after, how = decide(unit, standing, saw, to)
        if self.contests and same(saw, to) and not same(standing, to):
            how = CONFLICT
        if how == CONFLICT and self.is_reopening:
            how = MERGED
        elif how == CONFLICT:
            self.contest(head, name, standing, saw, to)
        self.hows.add(how)
        if how != SAME and not same(after, standing):
            head.by[name] = self.stamp
            offers.settle(self.state, head.id, name, after)
        return after

    def contest(
        self, head: Head, name: str, standing: UnitValue, saw: UnitValue, to: UnitValue
    ) -> None:
        """Offer a value against the one that stands: a person decides."""
        offered = self._offer(saw, to)
        self._note(offers.offer(self.state, head, name, standing, offered)["id"])
        self.hows.add(CONFLICT)

    def _is_second_edit(
        self, head: Head, name: str, standing: UnitValue, saw: UnitValue, to: UnitValue
    ) -> bool:
        """Let an edit that goes on from this device's own lost value take its place."""
        conflict = self.state.open_conflict(head.id, name)
        own = offers.own_offer(conflict, self.device, saw)
        if conflict is None or own is None or same(saw, to) or same(standing, saw):
            return False
        if same(to, standing) or same(to, own["saw"]):
            offers.withdraw(self.state, conflict, own)
            self.hows.add(MERGED)
        else:
            new = self._offer(own["saw"], to)
            self._note(offers.replace(self.state, conflict, own, new)["id"])
            self.hows.add(CONFLICT)
        return True

    def _offer(self, saw: UnitValue, to: UnitValue) -> dict[str, Any]:
        return {"value": to, "saw": saw, "device": self.device, **self.stamp}

    def _note(self, conflict: str) -> None:
        if conflict not in self.conflicts:
            self.conflicts.append(conflict)


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
