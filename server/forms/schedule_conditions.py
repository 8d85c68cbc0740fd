"""Expressions of rules that know on which later day they may answer otherwise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from server.forms.expressions import Evaluate, Scope, compile_expression, value_or_null
from server.rules.ages import add_months, parse_day

_ONE_DAY = timedelta(days=1)
_NAME = r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?"
_COMPARED = r"(?:<=|>=|==|!=|<|>)"
_AGE = re.compile(rf"age_(years|months|days)\(({_NAME}), today\) {_COMPARED} (\d+)(?![\d.])")
_DATE = re.compile(rf"({_NAME}) {_COMPARED} today\b|\btoday {_COMPARED} ({_NAME})")
_TODAY = re.compile(r"\btoday\b")
_ARITHMETIC = re.compile(r"[-+*/]")


@dataclass(frozen=True, slots=True)
class Condition:
    """One expression, and how it hangs on the day."""

    text: str
    #: Null wherever it cannot be evaluated: what stands in a record never stops the plan.
    evaluate: Evaluate
    #: Ages that are compared with a number: (unit, name of the date of birth, number).
    ages: tuple[tuple[str, str, int], ...]
    #: Names of dates that are compared with today.
    dates: tuple[str, ...]
    #: It uses today in a way that is not looked through: it may change with every day.
    daily: bool

    @property
    def is_timed(self) -> bool:
        """Say whether the answer may change while nothing is written."""
        return self.daily or bool(self.ages or self.dates)

    def changes(self, scope: Scope, today: date) -> Iterator[date]:
        """Yield days, past ones too, on which the answer may differ from the day before."""
        if self.daily:
            yield today + _ONE_DAY
        for unit, name, number in self.ages:
            if born := scope[name]:
                yield parse_day(born)
                yield _reached(parse_day(born), unit, number)
                yield _reached(parse_day(born), unit, number + 1)
        for name in self.dates:
            if day := scope[name]:
                yield parse_day(day[:10])
                yield parse_day(day[:10]) + _ONE_DAY


def _reached(born: date, unit: str, number: int) -> date:
    """Return the day on which somebody is so many years, months or days old."""
    if unit == "days":
        return born + timedelta(days=number)
    return add_months(born, number * 12 if unit == "years" else number)


@lru_cache(maxsize=1024)
def condition(text: str) -> Condition:
    """Compile an expression.

    Raises:
        ExpressionError: it is not one.
    """
    # What a number is made of by arithmetic is not looked through.
    rest = text if _ARITHMETIC.search(text) else _DATE.sub("", _AGE.sub("", text))
    return Condition(
        text=text,
        evaluate=value_or_null(compile_expression(text)),
        ages=tuple((unit, name, int(number)) for unit, name, number in _AGE.findall(text)),
        dates=tuple(left or right for left, right in _DATE.findall(_AGE.sub("", text))),
        daily=bool(_TODAY.search(rest)),
    )
