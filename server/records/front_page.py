"""The front page of a resident in one lane: generated from current documents, never typed."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from server.forms.document import is_open_alert
from server.records import person
from server.records.entry import Body, Entry
from server.records.folder import Folder
from server.records.measurements import parts, states, values
from server.records.medicines import medicines
from server.rules.ages import parse_day

Page = dict[str, Any]


class View:
    """What one lane shows of a folder on one day."""

    def __init__(self, folder: Folder, lane: str, today: str) -> None:
        self.folder = folder
        self.lane = lane
        self.today = today
        self.body: Body = folder.body_for(frozenset({"record", lane}))
        #: Standing documents of the lane, unfinished and later ones too, oldest first.
        self.entries = [entry for entry in folder.entries if entry.lane == lane]
        #: Finished ones up to today.
        self.services = [e for e in self.entries if e.is_finished and e.day <= today]


def front_page(view: View) -> Page:
    """Return the front page but for `due`, which the tasks of the day are.

    Its parts, and which documents they come from, are those of the record's section 9.
    """
    parts_of = _OF_LANE | (_OF_RECORD if view.lane == "record" else _ADDED)
    return {part: make(view) for part, make in parts_of.items()}


def is_as_before(page: Page, later: View) -> bool:
    """Say whether a page is still the same on a later day on which nothing was written.

    Only what hangs on the day is looked at, cheapest first.
    """
    return all(page[part] == make(later) for part, make in _DATED.items() if part in page)


def page_changes_on(view: View) -> date | None:
    """Return the first later day on which the page may change while nothing is written."""
    today = parse_day(view.today)
    return min((day for day in _changes(view) if day > today), default=None)


def _changes(view: View) -> Iterator[date]:
    year = int(view.today[:4])
    if any(entry.day[:4] == str(year - 1) for entry in view.services):
        yield date(year + 1, 1, 1)
    for entry in view.entries:
        if entry.day > view.today:
            yield parse_day(entry.day[:10])
        if entry.form == "absence" and entry.body.get("back_on"):
            yield parse_day(entry.body["back_on"])
    yield from person.populations_change(view.body, view.folder.entries)
    if view.lane == "record":
        judged = view.folder.judged(view.today)
        if judged.changes_on:
            yield parse_day(judged.changes_on)


def _populations(view: View) -> list[str]:
    record, lane = frozenset({"record"}), frozenset({"record", view.lane})
    found = person.populations(view.body, _of_lanes(view, lane), view.today)
    if view.lane == "record":
        return found
    body = view.folder.body_for(record)
    known = person.populations(body, _of_lanes(view, record), view.today)
    # What is under treatment in the lane, also where no code says so.
    treated = {
        entry.body.get("programme")
        for entry in view.services
        if entry.form == "programme_enrolment" and not entry.body.get("ended_on")
    }
    return [p for p in person.POPULATIONS if p not in known and (p in found or p in treated)]


def _of_lanes(view: View, lanes: frozenset[str]) -> list[Entry]:
    return [entry for entry in view.folder.entries if entry.lane in lanes]


def _is_open_alert(entry: Entry) -> bool:
    return entry.form == "alert_follow_up" and is_open_alert(entry.body)


def _alert(entry: Entry) -> dict[str, Any]:
    keys = ("cause", "code", "action", "raised_on", "due_on")
    return {"document": entry.id, **{key: entry.body.get(key) for key in keys}}


def _conflicts(view: View) -> list[dict[str, Any]]:
    """Return the open conflicts of the lane's documents, of the resident and the household."""
    own = {entry.id for entry in view.entries}
    if view.lane == "record":
        standing = (view.folder.resident, view.folder.facts.get("household"))
        own.update(document["id"] for document in standing if document)
    conflicts = view.folder.facts.get("conflicts") or ()
    return [
        {"conflict": c["id"], "document": c["document"], "unit": c["unit"]}
        for c in sorted(conflicts, key=lambda conflict: conflict["id"])
        if c["state"] == "open" and c["document"] in own
    ]


def _values(view: View) -> dict[str, dict[str, Any]]:
    return values(view.folder.definitions, view.services, view.body, view.today)


def _unfinished(view: View) -> list[dict[str, Any]]:
    return [
        {"document": entry.id, "form": entry.form, "date": entry.day}
        for entry in view.entries
        if not entry.is_finished
    ]


def _missing(view: View) -> list[dict[str, Any]]:
    absent = view.body.get("_absent") or {}
    gaps = view.folder.judged(view.today).missing_core
    return [{"field": field, "absent": absent.get(field)} for field in gaps]


def _added_conditions(view: View) -> list[dict[str, Any]]:
    """Return the conditions that a lane adds to those of the record."""
    known = person.conditions(view.folder.body_for(frozenset({"record"})))
    return [c for c in person.conditions(view.body) if c not in known]


_Part = Callable[[View], Any]
#: What changes by itself: with the year, with age, when somebody comes back.
_DATED: Mapping[str, _Part] = {
    "populations": _populations,
    "parts": lambda view: parts(view.services, view.today),
    "away": lambda view: person.away(view.services, view.today),
    "qualified": lambda view: view.folder.judged(view.today).qualified,
    "missing": _missing,
    "medicines": lambda view: medicines(view.services),
    "states": lambda view: states(view.folder.definitions, view.services),
    "values": _values,
}
#: What every lane has of its own.
_OF_LANE: dict[str, _Part] = {
    **{part: _DATED[part] for part in ("populations", "medicines", "values", "states")},
    "alerts": lambda view: [_alert(entry) for entry in view.entries if _is_open_alert(entry)],
    "unfinished": _unfinished,
    "conflicts": _conflicts,
    "parts": _DATED["parts"],
}
#: What only the record lane has: the person, the door, what is missing.
_OF_RECORD: dict[str, _Part] = {
    "who": lambda view: person.who(view.body),
    "door": lambda view: person.door(view.folder.home),
    "address": lambda view: person.address(view.folder),
    "access_note": lambda view: view.folder.home.get("access_note"),
    "status": lambda view: person.status(view.folder),
    "closed": lambda view: person.closed(view.folder),
    "away": _DATED["away"],
    "conditions": lambda view: person.conditions(view.body),
    "allergies": lambda view: person.allergies(view.body),
    "missing": _DATED["missing"],
    "qualified": _DATED["qualified"],
}
#: What another lane adds to the record.
_ADDED: dict[str, _Part] = {"conditions": _added_conditions}
