"""Imports a roster: rows become residents and households, or changes of known ones."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from server.access.authorise import Actor
from server.access.models import Area, Institution, Staff
from server.db import reading
from server.records.loaded import loaded
from server.services.rosters.changes import changes_of
from server.services.rosters.entry import ASKED, REFUSED, SAID, Entry, Note
from server.services.rosters.households import Home, homes_of
from server.services.rosters.known import Known, KnownPerson, read_bodies, read_known
from server.services.rosters.layout import Layout, lay_out
from server.services.rosters.options import Said, is_filed
from server.services.rosters.people import People
from server.services.rosters.places import Places
from server.services.rosters.reading import Rows
from server.services.rosters.sheet import Roster, Unreadable
from server.services.rosters.twice import set_aside_repeats
from server.services.writing import TAKEN, Operation, Pen, desk_of, keep, new_id
from server.services.zone import county_zone
from server.sync.place import HOUSEHOLD, RESIDENT

#: Operations of one transaction.
BATCH = 400

Body = dict[str, Any]
Told = Callable[[int, int], None]


@dataclass
class Imported:
    """What became of a roster."""

    read_as: str
    remarks: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    #: new, changed, unchanged, not taken, repeated; households.
    counts: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    put_into: Counter[str] = field(default_factory=Counter)
    #: New records that lack consent, date of establishing or birth date.
    unfiled: int = 0


@dataclass(slots=True)
class Planned:
    """The operations of one entry, with what its answers are reported for."""

    entry: Entry
    operations: list[Operation]
    outcome: str


def import_roster(
    actor: Actor,
    roster: Roster,
    said: Said,
    *,
    area: str | None = None,
    is_trial: bool = False,
    told: Told = lambda done, all: None,
) -> Imported:
    """Take the people of a roster in, in the actor's name; say what became of each row.

    Good rows are taken whatever is wrong with others. The same roster again changes nothing.
    A later one: a changed value becomes a change with its `from`, a blank says nothing, and who
    is missing from it is not closed. `is_trial`: everything but writing.

    Raises:
        Unreadable: no sheet has a heading that is understood.
        Busy: others kept changing the same records; what was written before stays.
    """
    today = datetime.now(county_zone()).date()
    imported = Imported(roster.read_as, list(roster.remarks))
    with reading() as session:
        places = Places(session.scalars(select(Area)).all(), area)
        staff = _by_name(session.execute(select(Staff.name, Staff.id)).all())
        houses = _by_name(session.execute(select(Institution.name, Institution.id)).all())
        known = read_known(session)

    def people_of(layout: Layout, epoch: date) -> People:
        form = loaded().forms[RESIDENT]
        return People(Rows(layout, epoch, form, today), places, staff, houses)

    entries = list(_entries(roster, people_of, imported))
    set_aside_repeats(entries)
    importing = _Importing(actor, known, said, imported)
    importing.plan([entry for entry in entries if not entry.is_refused])
    if not is_trial:
        importing.write(told)
    importing.report(entries)
    return imported


def _by_name(rows: Iterable[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, id in rows:
        found[name].append(id)
    return found


def _entries(
    roster: Roster, people_of: Callable[[Layout, date], People], imported: Imported
) -> Iterator[Entry]:
    is_found = False
    for sheet in roster.sheets:
        layout = lay_out(sheet)
        if layout is None:
            rows = sum(not row.is_empty() for row in sheet.rows)
            imported.remarks.append(f"Sheet {sheet.title}: no heading, {rows} rows left out.")
            continue
        is_found = True
        imported.remarks += [f"{sheet.title} {text}".strip() for text in layout.remarks]
        imported.passed_over += layout.passed_over
        people = people_of(layout, sheet.epoch)
        for line in layout.lines:
            if line.filled:
                imported.counts["filled from a merged cell above"] += 1
            yield people.read(line)
    if not is_found:
        raise Unreadable(
            "No heading was found: a row with 姓名 and at least one more of the columns that a "
            "roster has (身份证号, 性别, 出生日期, 村 …)."
        )


class _Importing:
    """Plans and writes what the rows say."""

    def __init__(self, actor: Actor, known: Known, said: Said, imported: Imported) -> None:
        self._pen = Pen(desk_of(actor))
        self._known, self._said, self._imported = known, said, imported
        self._form = loaded().forms[RESIDENT]
        self._planned: list[list[Planned]] = []
        self._outcomes: dict[int, str] = {}

    # ---- planning ------------------------------------------------------------------------

    def plan(self, entries: Sequence[Entry]) -> None:
        """Work out the operations, household by household."""
        homes = homes_of(entries, self._known)
        matched = {m.id for home in homes for m in home.matches.values()}
        households = {home.id for home in homes if home.id}
        with reading() as session:
            bodies = read_bodies(session, matched | households)
        for home in homes:
            group = list(self._plan_home(home, bodies))
            if group:
                self._planned.append(group)

    def _plan_home(self, home: Home, bodies: Mapping[str, Body]) -> Iterator[Planned]:
        fresh: list[tuple[str, Entry]] = []
        links = {"area": home.leaf}
        is_new = home.is_household and home.id is None
        if home.is_household:
            home.id = home.id or new_id()
            links = {"household": home.id}
        for entry in home.entries:
            if id(entry) in home.doubtful:
                continue
            match = home.matches.get(id(entry))
            if match is None:
                fresh.append((new_id(), entry))
            else:
                yield self._change(entry, match, home, bodies.get(match.id, {}))
        if not fresh:
            return
        if is_new:
            self._imported.counts["households"] += 1
        yield from self._new_home(home, fresh, links, bodies, is_new=is_new)

    def _new_home(
        self,
        home: Home,
        fresh: list[tuple[str, Entry]],
        links: Mapping[str, str],
        bodies: Mapping[str, Body],
        *,
        is_new: bool,
    ) -> Iterator[Planned]:
        """Yield the household, or its new members, with the first resident of it."""
        of_home = self._of_household(home, fresh, bodies, is_new=is_new)
        for resident, entry in fresh:
            self._said.complete(entry.body)
            if not is_filed(entry.body):
                self._imported.unfiled += 1
            create = self._pen.create(
                RESIDENT,
                resident,
                entry.body,
                links=links,
                finish=is_filed(entry.body),
                reason=_as_typed(entry),
            )
            yield Planned(entry, [*of_home, create], "new")
            of_home = []

    def _of_household(
        self,
        home: Home,
        fresh: list[tuple[str, Entry]],
        bodies: Mapping[str, Body],
        *,
        is_new: bool,
    ) -> list[Operation]:
        if not home.is_household or home.id is None:
            return []
        if is_new:
            body = home.body(fresh)
            links = {"area": home.leaf}
            return [self._pen.create(HOUSEHOLD, home.id, body, links=links)]
        standing = bodies.get(home.id, {}).get("members")
        rows = home.member_rows(fresh)
        if not rows:
            return []
        change = {"members": (standing, [*(standing or ()), *rows])}
        return [self._pen.patch(HOUSEHOLD, home.id, change)]

    def _change(
        self, entry: Entry, match: KnownPerson, home: Home, standing: Mapping[str, Any]
    ) -> Planned:
        # What was worked out from the number says nothing against what stands.
        roster = {
            name: value
            for name, value in entry.body.items()
            if name not in entry.derived or not standing.get(name)
        }
        changes = changes_of(self._form, standing, roster)
        if match.leaf != home.leaf:
            _note(entry, ASKED, f"lives in {match.leaf} by the record: has the person moved?")
        for part in changes:
            if part in ("name", "birth_date", "sex") and changes[part][0] is not None:
                _note(entry, SAID, f"{part} was another one in the record")
        if not changes:
            return Planned(entry, [], "unchanged")
        patch = self._pen.patch(RESIDENT, match.id, changes, reason=_as_typed(entry))
        return Planned(entry, [patch], "changed")

    # ---- writing -------------------------------------------------------------------------

    def write(self, told: Told) -> None:
        """Write household by household, some hundred operations in one transaction."""
        batch: list[Planned] = []
        count = 0
        for number, group in enumerate(self._planned, start=1):
            batch += group
            count += sum(len(each.operations) for each in group)
            if count >= BATCH or number == len(self._planned):
                self._keep(batch)
                told(number, len(self._planned))
                batch, count = [], 0

    def _keep(self, batch: list[Planned]) -> None:
        operations = [one for planned in batch for one in planned.operations]
        answers = dict(
            zip((o["id"] for o in operations), keep(self._pen.actor, operations), strict=True)
        )
        for planned in batch:
            for one in planned.operations:
                answer = answers[one["id"]]
                if answer["answer"] not in TAKEN:
                    why = ", ".join(f"{e['field']} {e['code']}" for e in answer["errors"])
                    _note(planned.entry, REFUSED, f"was not taken by the record: {why}")

    def report(self, entries: Sequence[Entry]) -> None:
        """Count what became of the rows, and collect the notes."""
        outcomes = {id(each.entry): each.outcome for group in self._planned for each in group}
        for entry in entries:
            outcome = "not taken" if entry.is_refused else outcomes.get(id(entry), "repeated")
            self._imported.counts[outcome] += 1
            self._imported.notes += entry.notes
        self._imported.put_into = self._said.put_into


def _as_typed(entry: Entry) -> str | None:
    """Return what was typed and could not be taken: kept with the operation, in no list."""
    return "；".join(entry.as_typed)[:200] or None


def _note(entry: Entry, weight: str, reason: str) -> None:
    line = entry.line
    entry.notes.append(Note(weight, line.sheet, line.row.line, "", "", reason))
