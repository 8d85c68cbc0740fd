"""The front page of a resident in one lane: generated from current documents, never typed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from server.forms.document import is_open_alert
from server.records import person
from server.records.folder import Body, Entry, Folder
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
    return {**_of_lane(view), **(_of_record(view) if view.lane == "record" else _added(view))}


def page_changes(view: View) -> Iterator[date]:
    """Yield the days, past ones too, on which the page may change while nothing is written."""
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
        completeness = view.folder.definitions.completeness
        yield from completeness.changes(view.folder.body, view.today)


def _of_lane(view: View) -> Page:
    """Return what every lane has of its own."""
    definitions = view.folder.definitions
    return {
        "populations": _populations(view),
        "medicines": medicines(view.services),
        "values": values(definitions, view.services, view.body, view.today),
        "states": states(definitions, view.services),
        "alerts": [_alert(entry) for entry in view.entries if _is_open_alert(entry)],
        "unfinished": [
            {"document": entry.id, "form": entry.form, "date": entry.day}
            for entry in view.entries
            if not entry.is_finished
        ],
        "conflicts": _conflicts(view),
        "parts": parts(view.services, view.today),
    }


def _of_record(view: View) -> Page:
    """Return what only the record lane has: the person, the door, what is missing."""
    folder, body = view.folder, view.body
    judged = folder.definitions.completeness.judge(folder.body, view.today)
    absent = body.get("_absent") or {}
    return {
        "who": person.who(body),
        "door": person.door(folder.home),
        "address": person.address(folder),
        "access_note": folder.home.get("access_note"),
        **person.status(folder),
        "away": person.away(view.services, view.today),
        "conditions": person.conditions(body),
        "allergies": person.allergies(body),
        "missing": [{"field": f, "absent": absent.get(f)} for f in judged.missing_core],
        "qualified": judged.qualified,
    }


def _added(view: View) -> Page:
    """Return the conditions that a lane adds to those of the record."""
    known = person.conditions(view.folder.body_for(frozenset({"record"})))
    return {"conditions": [c for c in person.conditions(view.body) if c not in known]}


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
