"""Offsets of the schedule: how far a day lies from another, as 3m, 4m-1d or -7d."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from server.rules.ages import add_months

_STEP = re.compile(r"([+-]?)(\d+)([ymwd])")
#: Unit -> months, days.
_UNITS = {"y": (12, 0), "m": (1, 0), "w": (0, 7), "d": (0, 1)}


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance in months, then days. The day is cut to the month's end before days count."""

    months: int
    days: int

    def after(self, day: date) -> date:
        """Return the day that lies this far after (or, negative, before) a day."""
        moved = add_months(day, self.months) if self.months else day
        return moved + timedelta(days=self.days)


def parse_offset(text: str) -> Offset:
    """Read an offset such as "12w6d".

    Raises:
        ValueError: the text is no offset.
    """
    if not text or _STEP.sub("", text):
        raise ValueError(f"not an offset: {text!r}")
    months = days = 0
    for sign, digits, unit in _STEP.findall(text):
        count = -int(digits) if sign == "-" else int(digits)
        months += count * _UNITS[unit][0]
        days += count * _UNITS[unit][1]
    return Offset(months, days)
