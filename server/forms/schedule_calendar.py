"""Rules of kind calendar: once in each month, quarter, half-year or year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from server.forms.schedule_conditions import Condition
from server.forms.schedule_dates import Offset, parse_offset
from server.forms.schedule_rules import Rule, case_of, optional
from server.forms.schedule_situation import ONE_DAY, FlatDocument, Service, Situation
from server.forms.schedule_states import Case, Task, Window, place
from server.rules.ages import add_months

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_WITHOUT_EARLIER = parse_offset("30d")


class Period(NamedTuple):
    """One calendar period: its name (2026, 2026-H1, 2026-Q2, 2026-05) and its days."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """One task for each period that holds no service yet."""

    months: int
    #: Field of a document that names its period, instead of its date.
    period_field: str | None
    #: How many earlier periods stay open.
    lookback: int
    #: Offsets from the period's last day; without them the period itself is the window.
    window: tuple[Offset, Offset, Offset] | None
    due_after_last: Offset | None
    cases: tuple[tuple[Condition | None, Case], ...]

    @classmethod
    def load(cls, rule: Mapping[str, Any]) -> "Calendar":
        """Read the period of a rule's definition."""
        window, after = rule.get("window"), rule.get("due_after_last")
        cases = [(optional(c.get("when")), case_of(rule, c)) for c in rule.get("next", ())]
        return cls(
            months=_MONTHS[rule["every"]],
            period_field=rule.get("period_field"),
            lookback=rule.get("lookback", 0),
            window=window and tuple(parse_offset(window[k]) for k in ("due", "open", "close")),
            due_after_last=after and parse_offset(after),
            # Where no case holds, the rule's own words do.
            cases=(*cases, (None, case_of(rule, {}))),
        )

    def tasks(
        self,
        rule: Rule,
        situation: Situation,
        anchor: date,
        document: FlatDocument | None,
        services: list[Service],
    ) -> Iterator[Task]:
        """Yield a task for each open period, from the anchor on, that nothing satisfies."""
        now = self._period_of(situation.today, 0)
        situation.note(now.last + ONE_DAY)
        for back in range(self.lookback, -1, -1):
            period = self._period_of(now.first, back)
            if anchor > period.last or any(self._lies_in(s, period) for s in services):
                continue
            case = next(
                case
                for when, case in self.cases
                if when is None or situation.value(when, document)
            )
            window = self._window(period, anchor, services)
            yield from place(situation, rule, period.name, window, case)

    def settles(self, service: Service, cycle: str, opens: str) -> bool:
        """Say whether a service names the task's period, or came once the task was open."""
        if self.period_field:
            return bool(service.get(self.period_field) == cycle)
        return bool(service.document["date"] >= opens)

    def _period_of(self, day: date, back: int) -> Period:
        month = (day.month - 1) // self.months * self.months + 1
        first = add_months(date(day.year, month, 1), -back * self.months)
        last = add_months(first, self.months) - ONE_DAY
        return Period(_name(first, self.months), first, last)

    def _lies_in(self, service: Service, period: Period) -> bool:
        if self.period_field:
            return bool(service.get(self.period_field) == period.name)
        return period.first <= service.on <= period.last

    def _window(self, period: Period, anchor: date, services: list[Service]) -> Window:
        if self.window:
            due, opens, closes = (offset.after(period.last) for offset in self.window)
            return Window(due, opens, closes)
        opens = max(period.first, anchor)
        before = [service.on for service in services if service.on < period.first]
        if before and self.due_after_last:
            due = self.due_after_last.after(before[-1])
        else:
            due = _WITHOUT_EARLIER.after(opens)
        due = min(max(due, opens), period.last)
        return Window(due, opens, period.last, period.last)


def _name(first: date, months: int) -> str:
    if months == _MONTHS["year"]:
        return f"{first.year}"
    if months == _MONTHS["half_year"]:
        return f"{first.year}-H{first.month // 6 + 1}"
    if months == _MONTHS["quarter"]:
        return f"{first.year}-Q{first.month // 3 + 1}"
    return first.isoformat()[:7]
