"""Which documents of a resident are current: what front page, rows and tasks are made from.

They give the same as any superset of them, on the day they were chosen and on later ones.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from server.forms.document import is_open_alert
from server.forms.expressions import Scope
from server.forms.schedule_conditions import Condition
from server.forms.values import is_set
from server.records.definitions import Definitions
from server.records.entry import Body, Entry
from server.records.folder import Folder
from server.records.medicines import SOURCES, lists_medicines

#: Kept whatever their age, beside forms of kind facts: tasks and status hang on them.
ALWAYS = {
    "absence",
    "record_closure",
    "record_reopening",
    "birth_event",
    "programme_enrolment",
}


def current_ids(folder: Folder) -> set[str]:
    """Return the ids of the current documents, visits among them.

    Chosen when a block is written, by the day of writing.
    """
    entries = [*folder.entries, *folder.visits]
    since, today = first_day_of_last_year(folder.today), folder.today
    kept = {e.id for e in entries if e.day >= since or _stays(folder.definitions, e, today)}
    services: dict[str, list[Entry]] = {}
    for entry in reversed(entries):
        if entry.is_finished and entry.day <= today:
            services.setdefault(entry.form, []).append(entry)
    for form, newest_first in services.items():
        kept.update(entry.id for entry in newest_first[:2])
        kept.update(_of_form(folder, form, newest_first))
    kept.update(_with_items(folder.definitions, folder.body, services))
    return kept


def first_day_of_last_year(today: str) -> str:
    """Return 1 January of the year before: how far back trends and counts go."""
    return f"{int(today[:4]) - 1}-01-01"


def _stays(definitions: Definitions, entry: Entry, today: str) -> bool:
    """Say whether an entry is current whatever its day."""
    if not entry.is_finished or entry.form in ALWAYS:
        return True
    if entry.form == "alert_follow_up":
        return is_open_alert(entry.body)
    if entry.form == "visit":
        rows = entry.body.get("visit_items") or ()
        return any((row.get("item_next_attempt_date") or "") >= today for row in rows)
    form = definitions.forms.get(entry.form)
    return form is None or form.kind == "facts"


def _of_form(folder: Folder, form: str, newest_first: list[Entry]) -> Iterator[str]:
    """Yield what is kept for the rules it satisfies, the medicines and the states it shows."""
    definitions = folder.definitions
    for where in definitions.satisfying.get(form, ()):
        # A rule asks for the last and the one before.
        met = (e for e in newest_first if _satisfies(where, e, folder))
        yield from _ids(islice(met, 2))
    if form in SOURCES:
        yield from _ids(islice(filter(lists_medicines, newest_first), 1))
    for field in definitions.states.get(form, ()):
        told = (entry for entry in newest_first if is_set(entry.body.get(field)))
        yield from _ids(islice(told, 1))


def _satisfies(where: Condition, entry: Entry, folder: Folder) -> bool:
    scope = Scope(
        today=folder.today,
        resident=folder.body,
        institution=None,
        doc=entry.flat(folder.body),
    )
    return bool(where.evaluate(scope))


def _with_items(
    definitions: Definitions, resident: Body, services: dict[str, list[Entry]]
) -> Iterator[str]:
    """Yield the newest document with each item of the front page, whatever its form."""
    seen: set[str] = set()
    measuring = [
        e for form in services.keys() & definitions.items.keys() for e in services[form]
    ]
    for entry in sorted(measuring, key=lambda entry: (entry.day, entry.id), reverse=True):
        if definitions.items[entry.form] <= seen:
            continue
        new = entry.readings(resident).keys() - seen
        if new:
            seen |= new
            yield entry.id


def _ids(entries: Iterable[Entry]) -> Iterator[str]:
    return (entry.id for entry in entries)
