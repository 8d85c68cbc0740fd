"""The entries of a document: what of it each phone has begun, or moved there.

Two doctors may begin one document: each wrote down her own visit to one person on one day. It
stands as one, merged by value. Should one of the two have been another person's, it must come
out again whole. So what each of them has written is also kept as if the others were not there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from server.sync.head import Entry, Head
from server.sync.working_set import WorkingSet

Hand = Mapping[str, Any]

#: Of an entry that is all that stands, or that has gone: nothing is kept beside.
EMPTY: Mapping[str, Any] = {"alone": None, "conflicts": []}


def standing(head: Head) -> list[Entry]:
    """Return the entries of which a document is made, oldest first; none that has gone."""
    return [entry for entry in head.entries if not entry["moved_to"]]


def is_of(entry: Entry, key: str, hand: Hand) -> bool:
    """Return whether this `device` or `actor` has begun it, or moved it here."""
    return any(hand[key] is not None and own[key] == hand[key] for own in entry["hands"])


def begin(state: WorkingSet, head: Head, hand: Hand, version: int) -> None:
    """Let a create begin an entry, be it in a document that others have begun before."""
    if not (head.links or head.body or head.finished or head.by):
        head.entries = [*head.entries, _entry(hand)]
    elif not any(is_of(entry, "device", hand) for entry in standing(head)):
        own = {"alone": Head(head.id, head.type, version).to_json()}
        head.entries = [*_gone(head), *apart(state, head), {**_entry(hand), **own}]


def apart(state: WorkingSet, head: Head) -> list[Entry]:
    """Return the standing entries, each with what it is alone."""
    own = standing(head) or [_entry()]
    if len(own) > 1:
        return own
    alone = head.copy()
    alone.retired = alone.moved_to = None
    return [
        {**own[0], "alone": alone.to_json(), "conflicts": state.open_conflicts(head.id)},
    ]


def left_for(head: Head) -> set[str]:
    """Return the documents to which entries of this one have gone."""
    return {entry["moved_to"] for entry in _gone(head)}


def settle(head: Head, entries: Iterable[Entry]) -> None:
    """Let these be the standing entries; one that is left alone is all that stands."""
    own = list(entries)
    if len(own) == 1:
        own = [{**own[0], **EMPTY}]
    head.entries = [*_gone(head), *own]


def _gone(head: Head) -> list[Entry]:
    return [entry for entry in head.entries if entry["moved_to"]]


def _entry(*hands: Hand) -> Entry:
    return {
        "hands": list(hands),
        "came_from": None,
        "moved_to": None,
        "moved_at": None,
        "others": [],
        **EMPTY,
    }


def now_at(state: WorkingSet, operation: Mapping[str, Any]) -> str:
    """Return where the document that an operation names is for its author.

    What is said of an entry before it was moved away follows it, though others' stands on; and
    so does what its author moved elsewhere on another phone.

    Raises:
        NotLoaded: one on the way has not been asked for yet.
    """
    document = state.now_at(operation["document"])
    seen: set[str] = set()
    while document not in seen:
        seen.add(document)
        head = state.find(document)
        left, gone = ([], []) if head is None else (standing(head), _gone(head))
        for entry in gone:
            if _is_about(operation, entry, left):
                document = state.now_at(entry["moved_to"])
    return document


def _is_about(operation: Mapping[str, Any], gone: Entry, left: list[Entry]) -> bool:
    hand = {key: operation.get(key) for key in ("device", "actor")}
    if is_of(gone, "device", hand):
        at = operation.get("captured_at")
        return operation["kind"] in ("patch", "retire") and str(at) < str(gone["moved_at"])
    is_mine = is_of(gone, "actor", hand) and not any(is_of(e, "actor", hand) for e in left)
    return operation["kind"] == "move" and is_mine
