"""The planner: which tasks a resident or an institution has on a day."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from server.forms.schedule_calendar import Calendar
from server.forms.schedule_conditions import condition
from server.forms.schedule_interval import Interval
from server.forms.schedule_points import Points
from server.forms.schedule_rules import Kind, Rule, can_run, rule_of
from server.forms.schedule_situation import Facts, FlatDocument, Service, Situation
from server.forms.schedule_states import Task

_KINDS: Mapping[str, Callable[[Mapping[str, Any]], Kind]] = {
    "points": Points.load,
    "interval": Interval.load,
    "calendar": Calendar.load,
}


class Outlook(NamedTuple):
    """The tasks of a day, and the first later day on which they may be others.

    That counts windows, what is in sight and what rests; whether a task is due or overdue
    follows from its window.
    """

    tasks: list[Task]
    changes_on: date | None


class Planner:
    """The rules of a schedule, those that can be filled in with the forms at hand.

    Pure: the same facts and the same day give the same tasks, on the server and on the phone.
    """

    def __init__(self, schedule: Mapping[str, Any], forms: Collection[str]) -> None:
        self.rules: dict[str, Rule] = {
            definition["id"]: rule_of(definition, _kind_of(definition))
            for definition in schedule["rules"]
            if can_run(definition, forms)
        }
        self._requires = {
            subject: condition(text) for subject, text in schedule["requires"].items()
        }

    def plan(self, facts: Facts) -> list[Task]:
        """Return the tasks of the day by priority, due date, rule and cycle.

        `facts`: today; resident (with record_status) or institution; documents (flat, with id,
        form, date and their fields); deferrals of {rule, cycle, until}.
        """
        return self.outlook(facts).tasks

    def outlook(self, facts: Facts) -> Outlook:
        """Return the tasks of the day, and until when they stay so."""
        situation = Situation(facts)
        if not self.is_served(situation):
            return Outlook([], situation.changes_on)
        tasks = [task for rule in self.rules.values() for task in _tasks(rule, situation)]
        if len(tasks) > 1:
            tasks = sorted(self._without_superseded(tasks), key=_order)
        return Outlook(tasks, situation.changes_on)

    def is_served(self, situation: Situation) -> bool:
        """Say whether anything is planned at all: the record, the institution is active."""
        return situation.holds(self._requires[situation.subject])

    def _without_superseded(self, tasks: list[Task]) -> Iterator[Task]:
        stronger = [task for task in tasks if self.rules[task["rule"]].supersedes]
        for task in tasks:
            if not any(
                task["rule"] in self.rules[other["rule"]].supersedes
                and other["due"] <= task["close"]
                for other in stronger
            ):
                yield task


def anchors(
    rule: Rule, situation: Situation
) -> Iterator[tuple[date | None, FlatDocument | None]]:
    """Yield what a rule counts from: a date, and the document that begins the plan."""
    if rule.anchor_form is None:
        yield situation.day(rule.anchor_date), None
        return
    for _, document in situation.documents(rule.anchor_form):
        if situation.holds(rule.anchor_where, document):
            yield situation.day(rule.anchor_date, document), document


def services(rule: Rule, situation: Situation, document: FlatDocument | None) -> list[Service]:
    """Return what satisfies a rule up to today, by (date, id)."""
    found = []
    for form, where in rule.satisfied_by.items():
        for on, candidate in situation.documents_so_far(form):
            if rule.match and (document is None or candidate.get(rule.match) != document["id"]):
                continue
            if situation.holds(where, candidate):
                found.append(Service(candidate, on, rule.flags, situation.value))
    if len(rule.satisfied_by) > 1:
        found.sort(key=lambda service: (service.document["date"], service.document["id"]))
    return found


def _tasks(rule: Rule, situation: Situation) -> Iterator[Task]:
    if rule.subject != situation.subject or not situation.holds(rule.applies_if):
        return
    for anchor, document in anchors(rule, situation):
        if anchor is None or (rule.ends_if and situation.holds(rule.ends_if, document)):
            continue
        done = services(rule, situation, document)
        yield from rule.kind.tasks(rule, situation, anchor, document, done)


def _kind_of(definition: Mapping[str, Any]) -> Kind:
    return _KINDS[definition["kind"]](definition)


def _order(task: Task) -> tuple[int, str, str, str]:
    return task["priority"], task["due"], task["rule"], task["cycle"]
