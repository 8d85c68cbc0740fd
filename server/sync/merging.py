"""One operation at work: what becomes of each unit, and which conflicts it opens."""

from collections.abc import Mapping
from typing import Any

from server.sync import offers
from server.sync.head import Head
from server.sync.policies import APPLIED, CONFLICT, MERGED, SAME, Outcome, decide
from server.sync.units import Unit, UnitValue
from server.sync.values import same
from server.sync.working_set import WorkingSet


class Merging:
    """Merges units for one operation, and remembers how each of them went."""

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
        #: The unit that was decided before, where this is a second decision about it.
        self.decided: str | None = None
        self.hows: set[str] = set()
        self.conflicts: list[str] = []

    @property
    def hand(self) -> dict[str, Any]:
        """Return whose hand is at work, on which device, in which operation."""
        return {**self.stamp, "device": self.device}

    def answer(self) -> str:
        """Return what became of the operation as a whole."""
        if CONFLICT in self.hows:
            return CONFLICT
        return MERGED if MERGED in self.hows else "applied"

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
        after, how = self.decide(head, unit, name, standing, saw, to)
        if name == self.decided and how in (SAME, APPLIED) and not same(standing, to):
            # Its author saw no decision: what the first one chose or kept is not given up.
            after, how = standing, CONFLICT
        if how == CONFLICT and self.is_reopening:
            how = MERGED
        elif how == CONFLICT:
            self.contest(head, name, standing, saw, to)
        self.hows.add(how)
        if how != SAME and not same(after, standing):
            head.by[name] = self.stamp
            offers.settle(self.state, head.id, name, after)
        return after

    def decide(
        self,
        head: Head,
        unit: Unit,
        name: str,
        standing: UnitValue,
        saw: UnitValue,
        to: UnitValue,
    ) -> Outcome:
        """Return what stands in one unit afterwards, by its values and its policy."""
        return decide(unit, standing, saw, to)

    def decides_again_in(self, group: str) -> bool:
        """Return whether this is a second decision about a column of one of its rows."""
        return self.decided is not None and self.decided.startswith(f"{group}[")

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
