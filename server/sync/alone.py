"""Plays entries of a document as if the others had never been: one, or several together."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.forms.load import Form
from server.sync import offers, rows
from server.sync.entries import is_of, standing
from server.sync.head import Entry, Head
from server.sync.judge import Judged
from server.sync.merge_heads import merge_in
from server.sync.merging import Merging
from server.sync.policies import APPLIED, MERGED, SAME, Outcome
from server.sync.taking import take
from server.sync.units import Change, Unit, UnitValue, units_of
from server.sync.values import same
from server.sync.working_set import Conflict, WorkingSet


def follow(
    head: Head,
    merging: Merging,
    raw: Mapping[str, Any],
    form: Form,
    judged: Judged,
    conflict: Conflict | None,
) -> None:
    """Let the entry that an operation belongs to have it, too, once the document has it.

    That is its device's own; of a device that has none, the first in which what its author saw
    stands, else unit by unit, or the first. A decision is for the entry that has such a
    conflict by itself.
    """
    own = standing(head)
    if len(own) < 2:
        head.entries = [_with_other(entry, head, merging) for entry in head.entries]
        return
    for found, share in _shares(own, merging, form, judged, conflict):
        after = _played(found, merging, raw, form, share, conflict)
        head.entries = [after if entry is found else entry for entry in head.entries]


def _played(
    found: Entry,
    merging: Merging,
    raw: Mapping[str, Any],
    form: Form,
    share: Judged,
    conflict: Conflict | None,
) -> Entry:
    """Return an entry once it has what is its own of an operation."""
    world = _world(found)
    [alone] = world.documents.values()
    is_own = is_of(found, "device", merging.hand)
    inside = _Alone(world, raw, found["others"]) if is_own else Merging(world, raw)
    if form.kind == "facts":
        alone.version = max(alone.version, raw.get("form_version", 1))
    take(inside, alone, form, share, conflict and _such_a_conflict(found, merging, conflict))
    played = {**found, "alone": alone.to_json(), "conflicts": [*world.conflicts.values()]}
    return _with_other(played, alone, merging)


def _with_other(entry: Entry, head: Head, merging: Merging) -> Entry:
    """Return the entry, and that somebody who has not begun it has set something in it."""
    operation = merging.stamp["operation"]
    is_other = not entry["moved_to"] and not is_of(entry, "device", merging.hand)
    if is_other and any(set_by["operation"] == operation for set_by in head.by.values()):
        return {**entry, "others": [*entry["others"], operation]}
    return entry


def _shares(
    entries: list[Entry],
    merging: Merging,
    form: Form,
    judged: Judged,
    conflict: Conflict | None,
) -> list[tuple[Entry, Judged]]:
    """Return to which entries an operation belongs, and what of it to each."""
    own = [entry for entry in entries if is_of(entry, "device", merging.hand)]
    near = own or entries
    if conflict is not None:
        near = [each for each in near if _such_a_conflict(each, merging, conflict) is not None]
    whole = [each for each in near if _has_seen(each, form, judged.changes)]
    if own or conflict or whole:
        return [(entry, judged) for entry in (whole or near)[:1]]
    shares: dict[int, dict[str, Change]] = {}
    for unit in units_of(form).touched(judged.changes):
        parts = {p: c for p, c in judged.changes.items() if units_of(form).by_part[p] is unit}
        seen = (place for place, each in enumerate(near) if _has_seen(each, form, parts))
        shares.setdefault(next(seen, 0), {}).update(parts)
    first = min(shares)
    return [
        (near[place], Judged(share, judged.finish if place == first else ()))
        for place, share in shares.items()
    ]


def _such_a_conflict(entry: Entry, merging: Merging, conflict: Conflict) -> Conflict | None:
    """Return the entry's own conflict of that unit, to be decided, or reopened, as that one."""
    state = "decided" if merging.is_reopening else "open"
    for own in entry["conflicts"]:
        if (own["unit"], own["state"]) == (conflict["unit"], state):
            found: Conflict = own
            return found
    return None


def _has_seen(entry: Entry, form: Form, changes: Mapping[str, Change]) -> bool:
    """Return whether what stands in the entry alone is what the author of these changes saw.

    Of a list of rows only those count that the author corrected: others may be of others.
    """
    alone = entry["alone"]
    for unit in units_of(form).touched(changes):
        stands = unit.stands_in(alone["links"], alone["body"])
        saw, to = unit.side(changes, 0), unit.side(changes, 1)
        if rows.meet(unit, stands, saw, to):
            here, *sides = (value.get(unit.name) or [] for value in (stands, saw, to))
            if any(row not in here for row in rows.corrected(*sides)):
                return False
        elif not same(stands, saw):
            return False
    return True


def _world(entry: Entry) -> WorkingSet:
    """Return a world in which nothing but this entry has ever been."""
    return WorkingSet([Head.from_json(entry["alone"])], entry["conflicts"], whole=True)


class _Alone(Merging):
    """A phone writes in its own entry: nobody contests themselves, whatever else they saw."""

    def __init__(
        self, state: WorkingSet, operation: Mapping[str, Any], others: Iterable[str]
    ) -> None:
        super().__init__(state, operation)
        self._others = frozenset(others)

    def decide(
        self,
        head: Head,
        unit: Unit,
        name: str,
        standing: UnitValue,
        saw: UnitValue,
        to: UnitValue,
    ) -> Outcome:
        """Return what the author wrote; of lists what they added and removed."""
        outcome = super().decide(head, unit, name, standing, saw, to)
        is_united = unit.policy == "union" and outcome.how == MERGED
        if outcome.how in (SAME, APPLIED) or is_united or self._is_anothers(head, name):
            return outcome
        return Outcome(to, APPLIED)

    def _is_anothers(self, head: Head, name: str) -> bool:
        """Return whether another set what stands, be it one whose hand is in the entry."""
        set_by = head.by.get(name, offers.NOBODY)
        is_own = set_by["actor"] in (None, self.stamp["actor"])
        return not is_own or set_by["operation"] in self._others


def together(entries: list[Entry], form: Form) -> tuple[Head, list[Conflict]]:
    """Return what these entries make without any other, and what then waits for a decision."""
    first, *more = entries
    world = _world(first)
    head = next(iter(world.documents.values()))
    for entry in more:
        own = entry["hands"][-1]
        raw = {**own, "id": own["operation"], "captured_at": own["at"]}
        merge_in(Merging(world, raw), head, form, Head.from_json(entry["alone"]))
        for conflict in _world(entry).open_conflicts(head.id):
            offers.join(world, conflict)
    return head, world.open_conflicts(head.id)
