"""Rows that tell of one person: alike they count once, unlike ones a person decides."""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from server.services.rosters.entry import REFUSED, SAID, Entry, Note


def set_aside_repeats(entries: Sequence[Entry]) -> None:
    """Take identical rows once; refuse all of those that differ."""
    for same in _same_people(entries).values():
        first, *others = same
        if not others:
            continue
        lines = "、".join(str(entry.line.row.line) for entry in same)
        if all(_told(entry) == _told(first) for entry in others):
            for entry in others:
                entry.notes.append(_note(entry, SAID, f"says the same as line {lines}: once"))
                entry.is_repeat = True
        else:
            for entry in same:
                reason = f"is one person in lines {lines}, told differently: a person decides"
                entry.notes.append(_note(entry, REFUSED, reason))


def _same_people(entries: Sequence[Entry]) -> dict[Hashable, list[Entry]]:
    found: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.is_refused:
            continue
        body = entry.body
        if number := body.get("id_number"):
            found[number].append(entry)
        else:
            # Without a number: name, birth date and household.
            where = entry.household or (entry.leaf, body.get("current_address"))
            found[body["name"], body.get("birth_date"), where].append(entry)
    return found


def _told(entry: Entry) -> list[str]:
    cells = entry.line.cells
    return [
        str(cells[meaning] or "").strip() for meaning in sorted(cells) if meaning != "remark"
    ]


def _note(entry: Entry, weight: str, reason: str) -> Note:
    return Note(weight, entry.line.sheet, entry.line.row.line, "", "", reason)
