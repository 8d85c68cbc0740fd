"""Who of a roster has a record already: by number, else by name, birth date and household."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.records.models import Resident
from server.services.rosters.entry import Entry
from server.sync.models import Document
from server.sync.place import HOUSEHOLD, RESIDENT

#: Heads that are read at once.
_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A record as far as telling people apart needs it."""

    id: str
    number: str | None
    household: str | None
    leaf: str


@dataclass
class Known:
    """The residents of the county, found by what a roster says of them."""

    by_number: dict[str, KnownPerson] = field(default_factory=dict)
    #: Name, birth date, leaf.
    by_name: dict[tuple[str, str | None, str], list[KnownPerson]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def candidates(self, entry: Entry) -> list[KnownPerson]:
        """Return who it may be by name, birth date and leaf. Another number: somebody else."""
        body = entry.body
        found = self.by_name.get((body["name"], body.get("birth_date"), entry.leaf), [])
        number = body.get("id_number")
        return [each for each in found if not (number and each.number)]


def read_known(session: Session) -> Known:
    """Read every resident once; merged ones stand for those into whom they were merged."""
    merged = {
        row.id: row.merged_into
        for row in session.execute(
            select(Resident.id, Resident.merged_into).where(Resident.merged_into.is_not(None))
        )
    }
    known, later = Known(), []
    people: dict[str, KnownPerson] = {}
    rows = session.execute(
        select(Document.head, Document.feed_code).where(
            Document.type == RESIDENT, Document.is_retired.is_(False)
        ),
        execution_options={"yield_per": _PAGE},
    )
    for text, feed in rows:
        head = orjson.loads(text)
        body = head["body"]
        person = KnownPerson(
            head["id"],
            body.get("id_number"),
            head["links"].get("household"),
            feed.partition(":")[0],
        )
        people[person.id] = person
        later.append((person.id, body.get("name") or "", body.get("birth_date")))
    for id, name, born in later:
        person = people.get(merged.get(id) or id, people[id])
        if people[id].number:
            known.by_number[people[id].number or ""] = person
        if person not in known.by_name[name, born, person.leaf]:
            known.by_name[name, born, person.leaf].append(person)
    return known


def read_bodies(session: Session, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what stands in these records, by id."""
    wanted, found = list(ids), {}
    for at in range(0, len(wanted), _PAGE):
        rows = session.scalars(
            select(Document.head).where(
                Document.id.in_(wanted[at : at + _PAGE]),
                Document.type.in_((RESIDENT, HOUSEHOLD)),
            )
        )
        for text in rows:
            head = orjson.loads(text)
            found[head["id"]] = head["body"]
    return found
