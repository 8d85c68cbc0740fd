"""Rules of kind interval: one task at a time, counted from the last service."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from server.forms.schedule_conditions import Condition, condition
from server.forms.schedule_dates import Offset, parse_offset
from server.forms.schedule_rules import Rule, case_of, optional
from server.forms.schedule_situation import ONE_DAY, FlatDocument, Service, Situation
from server.forms.schedule_states import Case, Task, Window, place
from server.rules.ages import parse_day

#: How long before a promised day the task opens.
_APPOINTMENT_OPENS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Step:
    """What follows in one case: after how long, within which days, why. Or nothing."""

    when: Condition | None
    skip: bool
    after: Offset
    opens_before: Offset
    closes_after: Offset
    case: Case


@dataclass(frozen=True, slots=True)
class Quota:
    """How many services a calendar year must hold, and how far apart at least."""

    count: int
    where: Condition
    gap: Offset
    reason: str


@dataclass(frozen=True, slots=True)
class Interval:
    """The first step that holds says when the next service is due."""

    first: Step
    next: tuple[Step, ...]
    #: Date field of the last service: a promise between it and the due day is the due day.
    appointment: str | None
    per_year: Quota | None

    @classmethod
    def load(cls, rule: Mapping[str, Any]) -> "Interval":
        """Read the steps of a rule's definition."""
        quota = rule.get("per_year")
        return cls(
            first=_step(rule, rule["first"]),
            next=tuple(_step(rule, step) for step in rule["next"]),
            appointment=rule.get("appointment"),
            per_year=quota
            and Quota(
                count=quota["count"],
                where=condition(quota["where"]),
                gap=parse_offset(quota["gap"]),
                reason=quota["reason"],
            ),
        )

    def tasks(
        self,
        rule: Rule,
        situation: Situation,
        anchor: date,
        document: FlatDocument | None,
        services: list[Service],
    ) -> Iterator[Task]:
        """Yield the one task that follows the last service since the anchor, or the anchor."""
        since = [service for service in services if service.on >= anchor]
        start = since[-1].on if since else anchor
        step = self._step_after(situation, document, since)
        if step.skip:
            return
        due = step.after.after(start)
        window = Window(
            due=due,
            opens=max(step.opens_before.after(due), start + ONE_DAY),
            closes=step.closes_after.after(due),
        )
        case = step.case
        if self.per_year and since and anchor.year < start.year:
            window, case = self._within_year(situation, self.per_year, since, window, case)
        if self.appointment and since:
            window = _as_promised(since[-1].get(self.appointment), start, window)
        yield from place(situation, rule, start.isoformat(), window, case)

    def settles(self, service: Service, cycle: str, opens: str) -> bool:
        """Say whether a service came after the one that the task counts from."""
        return bool(service.document["date"] > cycle)

    def _step_after(
        self, situation: Situation, document: FlatDocument | None, since: list[Service]
    ) -> Step:
        if not since:
            return self.first
        last, previous = since[-1], since[-2] if len(since) > 1 else None
        return next(
            step
            for step in self.next
            if step.when is None or situation.value(step.when, document, last, previous)
        )

    def _within_year(
        self,
        situation: Situation,
        quota: Quota,
        since: list[Service],
        window: Window,
        case: Case,
    ) -> tuple[Window, Case]:
        """Bring the task into the year of the last service while that year lacks services."""
        start = since[-1].on
        year_end = date(start.year, 12, 31)
        if not situation.today <= year_end < window.closes:
            return window, case
        situation.note(year_end + ONE_DAY)
        met = [s for s in since if s.on.year == start.year and situation.value(quota.where, s)]
        if len(met) >= quota.count:
            return window, case
        if window.due <= year_end:
            return window._replace(closes=year_end), case
        opens = quota.gap.after(start)
        if opens > year_end:
            return window, case
        return Window(year_end, opens, year_end), replace(case, reason=quota.reason)


def _as_promised(promised: str | None, start: date, window: Window) -> Window:
    day = parse_day(promised) if promised else None
    if day is None or not start < day < window.due:
        return window
    opens = min(window.opens, max(day - _APPOINTMENT_OPENS, start + ONE_DAY))
    return window._replace(due=day, opens=opens)


def _step(rule: Mapping[str, Any], step: Mapping[str, Any]) -> Step:
    return Step(
        when=optional(step.get("when")),
        skip=bool(step.get("skip")),
        after=parse_offset(step.get("in", "0d")),
        opens_before=parse_offset("-" + step.get("before", "0d")),
        closes_after=parse_offset(step.get("after", "0d")),
        case=case_of(rule, step),
    )
