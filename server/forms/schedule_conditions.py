"""Expressions of rules that know on which later day they may answer otherwise."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from server.forms.expressions import Evaluate, Scope, compile_expression, value_or_null
from server.rules.ages import add_months, parse_day

_ONE_DAY = timedelta(days=1)
_NAME = r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?"
_SIGN = "<=|>=|==|!=|<|>"
_AGE = re.compile(rf"age_(years|months|days)\(({_NAME}), today\) ({_SIGN}) (\d+)(?![\d.])")
_DATE = re.compile(rf"({_NAME}) (?:{_SIGN}) today\b|\btoday (?:{_SIGN}) ({_NAME})")
_TODAY = re.compile(r"\btoday\b")
_ARITHMETIC = re.compile(r"[-+*/]")
#: Sign -> how far from the number itself an answer changes.
_STEPS = {">=": (0,), "<": (0,), ">": (1,), "<=": (1,), "==": (0, 1), "!=": (0, 1)}


@dataclass(frozen=True, slots=True)
class Clock:
    """How an answer hangs on the day."""

    #: Ages at which it may change: (unit, name of the date of birth, number).
    ages: frozenset[tuple[str, str, int]] = frozenset()
    #: Names of dates that are compared with today.
    dates: frozenset[str] = frozenset()
    #: Today is used in a way that is not looked through: it may change with every day.
    daily: bool = False

    def __bool__(self) -> bool:
        """Say whether the answer may change while nothing is written."""
        return self.daily or bool(self.ages or self.dates)

    @property
    def names(self) -> frozenset[str]:
        """Return the names whose values it needs."""
        return self.dates | {name for _, name, _ in self.ages}

    def changes(self, scope: Scope, today: date) -> Iterator[date]:
        """Yield days, past ones too, on which the answer may differ from the day before."""
        if self.daily:
            yield today + _ONE_DAY
        for unit, name, number in self.ages:
            if born := scope[name]:
                yield parse_day(born)
                yield _reached(parse_day(born), unit, number)
        for name in self.dates:
            if day := scope[name]:
                yield parse_day(day[:10])
                yield parse_day(day[:10]) + _ONE_DAY


@dataclass(frozen=True, slots=True)
class Condition:
    """One expression, and how it hangs on the day."""

    text: str
    #: Null wherever it cannot be evaluated: what stands in a record never stops the plan.
    evaluate: Evaluate
    clock: Clock


@lru_cache(maxsize=1024)
def condition(text: str) -> Condition:
    """Compile an expression.

    Raises:
        ExpressionError: it is not one.
    """
    return Condition(text, value_or_null(compile_expression(text)), clock_of(text))


def clock_of(text: str) -> Clock:
    """Read from an expression on which days its answer may change."""
    # What a number is made of by arithmetic is not looked through.
    if _ARITHMETIC.search(text):
        return Clock(daily=bool(_TODAY.search(text)))
    without_ages = _AGE.sub("", text)
    return Clock(
        ages=frozenset(_ages(text)),
        dates=frozenset(left or right for left, right in _DATE.findall(without_ages)),
        daily=bool(_TODAY.search(_DATE.sub("", without_ages))),
    )


def together(clocks: Iterable[Clock]) -> Clock:
    """Return the clock of answers that hang on the day in all of these ways."""
    every = list(clocks)
    return Clock(
        ages=frozenset().union(*(clock.ages for clock in every)),
        dates=frozenset().union(*(clock.dates for clock in every)),
        daily=any(clock.daily for clock in every),
    )


def _ages(text: str) -> Iterator[tuple[str, str, int]]:
    for unit, name, sign, number in _AGE.findall(text):
        for step in _STEPS[sign]:
            yield unit, name, int(number) + step


def _reached(born: date, unit: str, number: int) -> date:
    """Return the day on which somebody is so many years, months or days old."""
    if unit == "days":
        return born + timedelta(days=number)
    return add_months(born, number * 12 if unit == "years" else number)
