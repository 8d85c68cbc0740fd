"""Dates as rosters write them; what is doubtful is no date."""

import re
from datetime import date, datetime, timedelta

from server.rules.cleaning import narrow

#: Serial numbers of days between 1900 and 2100.
_SERIALS = range(60, 73_050)
_CHINESE = str.maketrans("〇零一二三四五六七八九", "00123456789")
_LUNAR = ("农历", "阴历", "正月", "腊月", "闰")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_PARTED = re.compile(r"([0-9]{4})[-/.年\s]+([0-9]{1,2})[-/.月\s]+([0-9]{1,2})[日号]?")
_MONTH = re.compile(r"([0-9]{4})(?:[-/.年\s]*)(0[1-9]|1[0-2]|[1-9])月?")
_YEAR = re.compile(r"([0-9]{4})年?")
_TIME = re.compile(r"[T\s]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?$")

EXPECTED = "a day as 1956-03-01, 1956/3/1, 19560301 or 1956年3月1日"


class NoDate(ValueError):
    """What was written is no date that one may rely on; the text says why."""


def read_day(cell: object, epoch: date, today: date) -> date | None:
    """Return the calendar day of a cell; None where nothing stands.

    Raises:
        NoDate: it is unreadable, doubtful, impossible or still to come.
    """
    if isinstance(cell, datetime):
        day = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _of_number(cell, epoch)
    else:
        text = _tidy(cell)
        if not text:
            return None
        day = _of_text(text, epoch)
    if day > today:
        raise NoDate("lies in the future")
    if day.year < 1880:
        raise NoDate("lies too far back")
    return day


def read_partial(cell: object, epoch: date, today: date) -> str | None:
    """Return a day, month or year as `partial_date` has it; None where nothing stands.

    Raises:
        NoDate: as `read_day`.
    """
    text = _tidy(cell) if isinstance(cell, str) else str(cell) if isinstance(cell, int) else ""
    if found := _YEAR.fullmatch(text):
        if 1880 <= int(found[1]) <= today.year:
            return found[1]
        raise NoDate("is no year")
    if (found := _MONTH.fullmatch(text)) and len(text) != 8:
        return f"{found[1]}-{int(found[2]):02d}"
    day = read_day(cell, epoch, today)
    return day.isoformat() if day else None


def _tidy(cell: object) -> str:
    text = narrow(str(cell if cell is not None else "")).strip().lstrip("'")
    return _TIME.sub("", text).strip()


def _of_number(number: float, epoch: date) -> date:
    whole = int(number)
    if found := _COMPACT.fullmatch(str(whole)):
        return _day(*map(int, found.groups()))
    if whole not in _SERIALS:
        raise NoDate("is a number and no day")
    return epoch + timedelta(days=whole)


def _of_text(text: str, epoch: date) -> date:
    if any(mark in text for mark in _LUNAR):
        raise NoDate("is of the lunar calendar")
    text = _western(text)
    if found := _COMPACT.fullmatch(text) or _PARTED.fullmatch(text):
        return _day(*map(int, found.groups()))
    if re.fullmatch(r"[0-9]{5}", text):
        return _of_number(int(text), epoch)
    if re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}", text):
        raise NoDate("has an order of day and month that is doubtful")
    if re.match(r"[0-9]{2}[-/.年]", text):
        raise NoDate("has a year of two digits")
    if _MONTH.fullmatch(text) or _YEAR.fullmatch(text):
        raise NoDate("has no day")
    raise NoDate("is not written as a date")


def _western(text: str) -> str:
    """Return Chinese digits as western ones: 一九五六年三月十一日 is 1956年3月11日."""
    text = re.sub(r"十([一二三四五六七八九])", r"1\1", re.sub(r"([二三])十", r"\1*", text))
    text = re.sub(r"\*([一二三四五六七八九])", r"\1", text)
    text = text.replace("*", "0").replace("十", "10")
    return text.translate(_CHINESE)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDate("is no day of the calendar") from None
