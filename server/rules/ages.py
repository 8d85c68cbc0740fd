"""Days, months and ages as the norms count them."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=8192)
def parse_day(text: str) -> date:
    """Read "YYYY-MM-DD", and nothing else that ISO 8601 would allow.

    Raises:
        ValueError: it is written otherwise, or there is no such day.
    """
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        raise ValueError(f"not a day: {text!r}")
    return date.fromisoformat(text)


def add_days(day: date, count: int) -> date:
    """Return the day `count` days later, or earlier.

    Raises:
        OverflowError: it lies outside the years 1 to 9999.
    """
    return day + timedelta(days=count)


def add_months(day: date, count: int) -> date:
    """Return the same day of another month, cut to that month's end.

    Raises:
        OverflowError: it lies outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_days(birth: date, on: date) -> int | None:
    """Return the days completed; None before birth."""
    return None if on < birth else (on - birth).days


def age_months(birth: date, on: date) -> int | None:
    """Return the months completed; None before birth.

    Who was born on the 31st completes a month on the last day of a shorter one.
    """
    if on < birth:
        return None
    months = (on.year - birth.year) * 12 + on.month - birth.month
    return months - 1 if add_months(birth, months) > on else months


def age_years(birth: date, on: date) -> int | None:
    """Return the years completed; None before birth.

    Who was born on 29 February completes a year on 28 February.
    """
    months = age_months(birth, on)
    return None if months is None else months // 12
