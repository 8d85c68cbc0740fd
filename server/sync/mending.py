"""What mends a refused operation that was taken after all: its author saw what that wrote."""

from collections.abc import Iterator, Mapping
from typing import Any

from server.forms.load import Form
from server.sync import entries
from server.sync.head import Head
from server.sync.judge import judge
from server.sync.offers import own_offer
from server.sync.problems import Rejected
from server.sync.target import follows_aliases
from server.sync.units import Change, Unit, units_of
from server.sync.values import same
from server.sync.working_set import WorkingSet

#: Kinds whose changes mean what they say; a move or a decision is taken as it is.
_PLAIN = frozenset({"create", "patch"})

Raw = Mapping[str, Any]


def over_what_it_mends(state: WorkingSet, mending: Raw, taken: Raw, form: Form) -> Raw:
    """Return the mending as its author would have written it over what has been taken.

    It was written as if nothing of the refused one counted: what that wrote would contest it,
    and what it no longer says would stay. So where both saw the same, the mending saw what the
    taken one wrote; what it leaves out is taken back where it still stands or is offered.
    """
    if not _is_plain(mending, taken):
        return mending
    target = entries.now_at(state, mending)
    head = state.find(state.stays(target) if follows_aliases(form, mending) else target)
    if head is None or (head.retired and mending["kind"] == "create"):
        # A create on what was retired begins from empty: nothing stands of the taken one.
        return mending
    try:
        before, after = judge(form, taken).changes, judge(form, mending).changes
    except Rejected:
        return mending
    changes = {
        part: {"from": _seen(part, change, before), "to": change.to}
        for part, change in after.items()
    }
    if _is_blind(before, after):
        for part in _left_out(state, head, mending, units_of(form).by_part, before, after):
            changes[part] = {"from": before[part].to, "to": before[part].saw}
    return {**mending, "changes": changes}


def _is_plain(mending: Raw, taken: Raw) -> bool:
    return {mending["kind"], taken["kind"]} <= _PLAIN and all(
        mending[key] == taken[key] for key in ("device", "document", "form")
    )


def _seen(part: str, change: Change, before: Mapping[str, Change]) -> Any:
    mended = before.get(part)
    return mended.to if mended is not None and same(mended.saw, change.saw) else change.saw


def _is_blind(before: Mapping[str, Change], after: Mapping[str, Change]) -> bool:
    """Return whether the mending was written as if nothing of the taken one stood.

    Who had learnt of it names only what they change: the rest is not left out, but right.
    """
    shared = [part for part in before.keys() & after.keys() if not same(*before[part])]
    return bool(shared) and all(same(after[part].saw, before[part].saw) for part in shared)


def _left_out(
    state: WorkingSet,
    head: Head,
    mending: Raw,
    units: Mapping[str, Unit],
    before: Mapping[str, Change],
    after: Mapping[str, Change],
) -> Iterator[str]:
    """Give the parts that the taken one wrote and the mending no longer says."""
    touched = {units[part] for part in after}
    for part in before.keys() - after.keys():
        unit = units[part]
        wrote = unit.side(before, 1)
        offers = state.open_conflict(head.id, unit.name)
        # A unit merges as a whole: of one that is mended each part is named.
        if (
            unit in touched
            or same(unit.stands_in(head.links, head.body), wrote)
            or own_offer(offers, mending["device"], wrote) is not None
        ):
            yield part
