"""The households of a roster, and which of them are known: by those who live there."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from server.rules.natural_keys import row_id
from server.services.rosters.entry import REFUSED, Entry, Note
from server.services.rosters.known import Known, KnownPerson


@dataclass
class Home:
    """The rows of one household, or of people of whom no household is told."""

    leaf: str
    is_household: bool
    entries: list[Entry] = field(default_factory=list)
    #: The household document: known, or given when it is written.
    id: str | None = None
    #: Entry (by identity) -> the record that it is.
    matches: dict[int, KnownPerson] = field(default_factory=dict)
    #: Entries that could be several records: a person decides.
    doubtful: set[int] = field(default_factory=set)

    def body(self, fresh: Sequence[tuple[str, Entry]]) -> dict[str, Any]:
        """Return the fields of a new household with these new residents."""
        entries = [entry for _, entry in fresh]
        address = next((a for e in entries if (a := e.body.get("current_address"))), None)
        village = next((e.natural_village for e in entries if e.natural_village), None)
        head = next((id for id, e in fresh if e.relation and e.relation[0] == "head"), None)
        body: dict[str, Any] = {
            "household_address": address or village,
            "natural_village": village,
            "head_of_household": head,
            "members": self.member_rows(fresh) or None,
        }
        return {name: value for name, value in body.items() if value is not None}

    def member_rows(self, fresh: Sequence[tuple[str, Entry]]) -> list[dict[str, Any]]:
        """Return rows of `members` for residents whose relation to the head is told."""
        rows = []
        for resident, entry in fresh:
            if entry.relation is None or self.id is None:
                continue
            code, words = entry.relation
            row = {
                "_row": row_id(self.id, "members", resident),
                "member": resident,
                "relationship_to_head": code,
            }
            if code == "other" and words:
                row["relationship_to_head__other"] = words
            rows.append(row)
        return rows


def homes_of(entries: Sequence[Entry], known: Known) -> list[Home]:
    """Return the households of these rows, each with the records that are known already."""
    grouped: dict[tuple[str, ...], Home] = {}
    homes = []
    for entry in entries:
        if entry.is_repeat:
            continue
        if entry.household is None:
            home = Home(entry.leaf, is_household=False)
            homes.append(home)
        elif entry.household not in grouped:
            home = grouped[entry.household] = Home(entry.leaf, is_household=True)
            homes.append(home)
        else:
            home = grouped[entry.household]
        home.entries.append(entry)
    for home in homes:
        _match(home, known)
    return homes


def _match(home: Home, known: Known) -> None:
    """Match by number; then by name and birth date, within the household that most are of."""
    candidates: dict[int, list[KnownPerson]] = defaultdict(list)
    for entry in home.entries:
        number = entry.body.get("id_number")
        if number and number in known.by_number:
            home.matches[id(entry)] = known.by_number[number]
        else:
            candidates[id(entry)] = known.candidates(entry)
    home.id = _household_of(home, candidates) if home.is_household else None
    for entry in home.entries:
        found = [
            each
            for each in candidates[id(entry)]
            if each.household == home.id and each not in home.matches.values()
        ]
        if len(found) == 1:
            home.matches[id(entry)] = found[0]
        elif found:
            home.doubtful.add(id(entry))
            reason = "could be one of several records: a person decides"
            line = entry.line
            entry.notes.append(Note(REFUSED, line.sheet, line.row.line, "", "", reason))


def _household_of(home: Home, candidates: dict[int, list[KnownPerson]]) -> str | None:
    """Return where those live who are known by number; else where most namesakes live."""
    by_number = Counter(m.household for m in home.matches.values() if m.household)
    if by_number:
        return by_number.most_common(1)[0][0]
    by_name = Counter(
        household
        for found in candidates.values()
        for household in {each.household for each in found}
        if household
    )
    return by_name.most_common(1)[0][0] if by_name else None
