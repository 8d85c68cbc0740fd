"""The days that a supervisor looks at: a day, its week, its month, or any two."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from server.problems import Invalid

LONGEST_PERIOD_DAYS = 400


@dataclass(frozen=True, slots=True)
class Period:
    """Days from one to another, both counted."""

    first: str
    last: str

    @classmethod
    def of(cls, first: str, last: str) -> "Period":
        """Return the period between two days.

        Raises:
            Invalid: one is no day, they are in the wrong order, or too far apart.
        """
        days = (_day(last, "to") - _day(first, "from")).days
        if not 0 <= days <= LONGEST_PERIOD_DAYS:
            raise Invalid(errors=[{"field": "to", "code": "max"}])
        return cls(first, last)

    @classmethod
    def around(cls, kind: str, day: str) -> "Period":
        """Return the day, the week from Monday, or the calendar month in which a day lies.

        Raises:
            Invalid: it is no day.
        """
        at = _day(day, "day")
        if kind == "day":
            return cls(day, day)
        if kind == "week":
            monday = at - timedelta(days=at.weekday())
            return cls(monday.isoformat(), (monday + timedelta(days=6)).isoformat())
        length = calendar.monthrange(at.year, at.month)[1]
        return cls(at.replace(day=1).isoformat(), at.replace(day=length).isoformat())


def _day(text: str, field: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Invalid(errors=[{"field": field, "code": "type"}]) from None
    # Weeks are counted on either side: the calendar's ends would have none.
    if not 1900 <= day.year <= 2200 or text != day.isoformat():
        raise Invalid(errors=[{"field": field, "code": "type"}])
    return day


def local_day(moment: datetime, zone: ZoneInfo) -> str:
    """Return the calendar day of a moment by the county's clock."""
    return moment.astimezone(zone).date().isoformat()
