"""Moves a document that was entered for the wrong person, date or mode."""

from collections.abc import Mapping
from typing import Any

from server.forms.load import Form
from server.sync import entries, offers
from server.sync.alone import together
from server.sync.head import Entry, Head
from server.sync.keys import key_id, new_links
from server.sync.merge_heads import merge_in, parts_of
from server.sync.merging import Merging
from server.sync.problems import Rejected, error
from server.sync.units import Change, units_of
from server.sync.values import same


def move(merging: Merging, head: Head, form: Form, changes: Mapping[str, Change]) -> str:
    """Move what stands to the document whose id the new key gives; return where it is then.

    Of a document that several phones have begun only what is the mover's goes: the rest stays,
    as if that had never been here. Otherwise the old document is emptied and retired, naming
    `moved_to`. The new one takes body, version, finish and open conflicts, merging by value if
    it exists. Moved elsewhere meanwhile: a conflict of that key value, and nothing moves.

    Raises:
        Rejected: these changes give no other key.
    """
    standing = parts_of(head)
    if _is_there_already(standing, changes):
        return head.id
    target = key_id(form, new_links(head.links, changes), new_body(head, form, changes))
    if target is None or target == head.id:
        raise Rejected([error("document", "natural_key")])
    there = merging.state.find(target)
    if there is not None and there.type != form.id:
        raise Rejected([error("document", "natural_key")])
    if _has_gone_there(head, merging.hand, target):
        return target
    going = _going(head, merging.hand, target)
    staying = [entry for entry in entries.standing(head) if entry not in going]
    asked = {
        p: c for p, c in changes.items() if not staying or p.lstrip("@") in form.natural_key
    }
    if _is_elsewhere(merging, head, form, standing, asked):
        return head.id
    _Moving(merging, head, form, changes, target).go(going, staying)
    return target


def _is_there_already(standing: Mapping[str, Any], changes: Mapping[str, Change]) -> bool:
    """Return whether another phone has made the very same move: nothing is left to do."""
    return all(same(standing.get(part), change.to) for part, change in changes.items()) and any(
        not same(change.saw, change.to) for change in changes.values()
    )


def _has_gone_there(head: Head, hand: entries.Hand, target: str) -> bool:
    """Return whether what this move is about has gone there: others' is what stands here."""
    if any(_is_hers(entry, hand) for entry in entries.standing(head)):
        return False
    return any(entry["moved_to"] == target for entry in head.entries)


def _is_hers(entry: Entry, hand: entries.Hand) -> bool:
    return entries.is_of(entry, "device", hand) or entries.is_of(entry, "actor", hand)


def _going(head: Head, hand: entries.Hand, target: str) -> list[Entry]:
    """Return the entries that go: the mover's own, else all that stands.

    On a move back what came from there, be it of several of the mover's, or another's.
    """
    own = entries.standing(head)
    of_device = [entry for entry in own if entries.is_of(entry, "device", hand)]
    return (
        [entry for entry in of_device or own if entry["came_from"] == target]
        or of_device
        or [entry for entry in own if entries.is_of(entry, "actor", hand)]
        or own
    )


def new_body(head: Head, form: Form, changes: Mapping[str, Change]) -> dict[str, Any]:
    """Return the body as it is after these changes, whatever stood."""
    body = dict(head.body)
    for unit in units_of(form).touched(changes):
        written = {part: changes[part].to for part in unit.parts if part in changes}
        if unit.field is not None and written:
            unit.write(body, unit.clean({**unit.read(body), **written}))
    return body


def _is_elsewhere(
    merging: Merging,
    head: Head,
    form: Form,
    standing: Mapping[str, Any],
    changes: Mapping[str, Change],
) -> bool:
    """Let a person decide between two moves: this one, and one that came first.

    What has come to stand already is not asked again; all the rest is offered, so that nothing
    that the author entered is lost.
    """
    rest = {part: c for part, c in changes.items() if not same(standing.get(part), c.to)}
    met = [part for part, change in rest.items() if same(standing.get(part), change.saw)]
    if len(met) == len(rest):
        return False
    for part, change in rest.items():
        unit = units_of(form).lone(part)
        sides = (unit.clean({part: side}) for side in (standing.get(part), *change))
        if part in met:
            merging.contest(head, part, *sides)
        else:
            merging.unit(head, unit, part, *sides)
    return True


class _Moving:
    """One move that is made."""

    def __init__(
        self,
        merging: Merging,
        head: Head,
        form: Form,
        changes: Mapping[str, Change],
        target: str,
    ) -> None:
        self._merging, self._state = merging, merging.state
        self._head, self._form, self._changes = head, form, changes
        self._target = target

    def go(self, going: list[Entry], staying: list[Entry]) -> None:
        """Take what goes to its new place, and let the old one hold what stays."""
        if staying:
            moved, waiting = together(going, self._form)
            offers.overtake_all(self._state, self._head.id, self._merging.stamp)
            for conflict in waiting:
                self._state.put_conflict(conflict)
        else:
            going, moved = entries.apart(self._state, self._head), self._head
        going = [self._at_target(entry) for entry in going]
        self._arrive(self._there(moved), going)
        self._leave(going, staying)

    def _there(self, moved: Head) -> Head:
        """Return what goes, as it is in its new place."""
        there = moved.copy()
        there.id = self._target
        there.links = new_links(moved.links, self._changes)
        there.body = new_body(moved, self._form, self._changes)
        there.retired = there.moved_to = None
        return there

    def _at_target(self, entry: Entry) -> Entry:
        hand, hands = self._merging.hand, entry["hands"]
        return {
            **entry,
            "hands": hands if entries.is_of(entry, "device", hand) else [*hands, hand],
            "came_from": self._head.id,
            "alone": self._there(Head.from_json(entry["alone"])).to_json(),
            "conflicts": [offers.carried(each, self._target) for each in entry["conflicts"]],
        }

    def _arrive(self, moved: Head, going: list[Entry]) -> None:
        there = self._state.find(self._target)
        if there is None or there.retired:
            offers.overtake_all(self._state, self._target)
            own: list[Entry] = []
            moved.entries = list(there.entries) if there is not None else []
            there = self._state.put(moved)
        else:
            there = self._state.change(self._target)
            own = entries.apart(self._state, there)
            merge_in(self._merging, there, self._form, moved)
        offers.carry(self._state, self._head.id, self._target)
        there.entries = [e for e in there.entries if not _has_returned(e, going, self._head.id)]
        entries.settle(there, [*own, *going])

    def _leave(self, going: list[Entry], staying: list[Entry]) -> None:
        head = self._head
        at = self._merging.stamp["at"]
        gone = [
            {**each, "moved_to": self._target, "moved_at": at, **entries.EMPTY}
            for each in going
        ]
        head.entries = [*head.entries, *gone]
        if not staying:
            head.body, head.finished, head.by = {}, {}, {}
            head.retired = {"reason": "moved", **self._merging.stamp}
            head.moved_to = self._target
            entries.settle(head, [])
            return
        left, waiting = together(staying, self._form)
        head.links, head.body, head.version = left.links, left.body, left.version
        head.finished, head.by = left.finished, left.by
        for conflict in waiting:
            self._state.put_conflict(conflict)
        entries.settle(head, staying)


def _has_returned(entry: Entry, going: list[Entry], came_from: str) -> bool:
    """Return whether this entry, moved away before, is among those that come back."""
    if entry["moved_to"] != came_from:
        return False
    operations = {hand["operation"] for hand in entry["hands"]}
    return any(hand["operation"] in operations for each in going for hand in each["hands"])
