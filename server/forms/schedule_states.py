"""The state of a task on a day: in sight or not, upcoming, due, overdue, deferred, resting."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple, NotRequired, Protocol, TypedDict

from server.forms.schedule_situation import ONE_DAY, Situation

#: After a return, so long what came due meanwhile is not yet overdue (ours).
GRACE = timedelta(days=14)
_AT_ONCE = 1


class Task(TypedDict):
    """What is to be done for somebody, why, and when. Dates are ISO text."""

    rule: str
    cycle: str
    form: str
    due: str
    open: str
    close: str
    #: upcoming, due, overdue, deferred or away.
    state: str
    #: 1 at once, 2 within days, 3 regular, 4 when passing by.
    priority: int
    reason: str
    #: Offered as a call while the resident is away.
    by_telephone: NotRequired[bool]


class Listed(Protocol):
    """What a rule says about showing its tasks."""

    @property
    def id(self) -> str:
        """Return the rule's name."""

    @property
    def horizon_days(self) -> int:
        """Return how many days before it opens a task comes in sight."""

    @property
    def rests_while_away(self) -> bool:
        """Say whether the task waits while the resident is away."""

    @property
    def by_telephone(self) -> bool:
        """Say whether a call counts meanwhile."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule asks for in one case."""

    form: str
    priority: int
    reason: str


class Window(NamedTuple):
    """When a task is due, and the days around it."""

    due: date
    opens: date
    closes: date
    #: The last day on which doing it still counts; None: it stays until it is done.
    late: date | None = None


def place(
    situation: Situation, rule: Listed, cycle: str, window: Window, case: Case
) -> Iterator[Task]:
    """Yield the task with its state, unless it is out of sight.

    Out of sight is what opens beyond the rule's horizon and what is past its last day.
    """
    today, opens = situation.today, window.opens
    if window.late:
        situation.note(window.late + ONE_DAY)
    listed_on = opens - timedelta(days=rule.horizon_days)
    situation.note(listed_on)
    if today < listed_on or (window.late and today > window.late):
        return
    is_away, closes = _while_away(situation, window.closes)
    due, is_deferred = _deferred(situation, (rule.id, cycle), window.due, closes)
    rests = is_away and rule.rests_while_away
    task: Task = {
        "rule": rule.id,
        "cycle": cycle,
        "form": case.form,
        "due": due.isoformat(),
        "open": opens.isoformat(),
        "close": closes.isoformat(),
        "state": "deferred" if is_deferred else _by_window(today, opens, closes),
        "priority": case.priority,
        "reason": case.reason,
    }
    if rests:
        situation.note(opens)
        if task["state"] != "upcoming" and case.priority > _AT_ONCE:
            task["state"] = "away"
        if rule.by_telephone:
            task["by_telephone"] = True
    yield task


def _by_window(today: date, opens: date, closes: date) -> str:
    if today < opens:
        return "upcoming"
    return "due" if today <= closes else "overdue"


def _while_away(situation: Situation, closes: date) -> tuple[bool, date]:
    """Say whether the resident is away, and when the task closes given who came back."""
    today, is_away = situation.today, False
    for since, back in situation.absences():
        situation.note(since)
        if back:
            situation.note(back)
        has_returned = back is not None and back <= today
        is_away = is_away or (since <= today and not has_returned)
        if back and has_returned and since <= closes < back + GRACE:
            closes = back + GRACE
    return is_away, closes


def _deferred(
    situation: Situation, key: tuple[str, str], due: date, closes: date
) -> tuple[date, bool]:
    """Say when a task is due given what was postponed, and whether that holds today."""
    today, is_deferred = situation.today, False
    for until in situation.deferrals.get(key, ()):
        situation.note(until)
        situation.note(until + ONE_DAY)
        situation.note(closes + ONE_DAY)
        if today < until and today <= closes:
            due, is_deferred = max(due, until), True
    return due, is_deferred


def with_form(case: Case, form: str) -> Case:
    """Return the same case, asked on another form."""
    return replace(case, form=form)
