"""Rules of kind points: fixed points after a date, such as the ages of a child's checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from server.forms.schedule_dates import Offset, parse_offset
from server.forms.schedule_rules import Rule, case_of
from server.forms.schedule_situation import FlatDocument, Service, Situation
from server.forms.schedule_states import Case, Task, Window, place, with_form


@dataclass(frozen=True, slots=True)
class Point:
    """One point: when it is due after the anchor, and what is asked then."""

    key: str
    at: Offset
    opens: Offset
    closes: Offset
    late: Offset
    case: Case

    def window(self, anchor: date) -> Window:
        """Return the days of this point, counted from an anchor."""
        return Window(
            due=self.at.after(anchor),
            opens=self.opens.after(anchor),
            closes=self.closes.after(anchor),
            late=self.late.after(anchor),
        )


@dataclass(frozen=True, slots=True)
class Points:
    """Each point is satisfied by a document dated within its days, or one that names it."""

    points: tuple[Point, ...]
    #: Field of a document that names the point it satisfies, instead of its date.
    point_field: str | None
    #: The form of every point as long as none of it is dated on or after the anchor.
    first_form: str | None

    @classmethod
    def load(cls, rule: Mapping[str, Any]) -> "Points":
        """Read the points of a rule's definition."""
        return cls(
            points=tuple(_point(rule, point) for point in rule["points"]),
            point_field=rule.get("point_field"),
            first_form=rule.get("first_form"),
        )

    def tasks(
        self,
        rule: Rule,
        situation: Situation,
        anchor: date,
        document: FlatDocument | None,
        services: list[Service],
    ) -> Iterator[Task]:
        """Yield a task for each point in sight that nothing satisfies."""
        first = None if self._has_begun(anchor, services) else self.first_form
        for point in self.points:
            window = point.window(anchor)
            if any(self._satisfies(service, point, window) for service in services):
                continue
            cycle = f"{document['id']}/{point.key}" if document else point.key
            case = with_form(point.case, first) if first else point.case
            yield from place(situation, rule, cycle, window, case)

    def settles(self, service: Service, cycle: str, opens: str) -> bool:
        """Say whether a service names the task's point, or came once the task was open."""
        if self.point_field:
            return bool(service.get(self.point_field) == cycle.rpartition("/")[2])
        return bool(service.document["date"] >= opens)

    def _has_begun(self, anchor: date, services: list[Service]) -> bool:
        return any(
            service.document["form"] == self.first_form and service.on >= anchor
            for service in services
        )

    def _satisfies(self, service: Service, point: Point, window: Window) -> bool:
        if self.point_field:
            return bool(service.get(self.point_field) == point.key)
        return window.opens <= service.on <= (window.late or window.closes)


def _point(rule: Mapping[str, Any], point: Mapping[str, Any]) -> Point:
    return Point(
        key=point["key"],
        at=parse_offset(point["at"]),
        opens=parse_offset(point["open"]),
        closes=parse_offset(point["close"]),
        late=parse_offset(point.get("late", point["close"])),
        case=case_of(rule, point),
    )
