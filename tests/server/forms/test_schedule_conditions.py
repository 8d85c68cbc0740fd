"""A condition names the days on which it may answer otherwise, and misses none."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from server.forms.expressions import Scope
from server.forms.schedule_conditions import condition

START = date(2026, 5, 20)
YEAR = [START + timedelta(days=n) for n in range(367)]


def scope_on(day: date) -> Scope:
    born = {"born": "1961-07-31", "leapling": "2020-02-29", "unset": None}
    return Scope(today=day.isoformat(), resident=born, doc={"promised": "2026-11-30"})


@pytest.mark.parametrize(
    "text",
    [
        "age_years(resident.born, today) >= 65",
        "age_years(resident.born, today) <= 64 or age_months(resident.leapling, today) < 76",
        "age_days(resident.leapling, today) <= 2300",
        "age_days(resident.leapling, today) == 2345",
        "doc.promised < today",
        "today == doc.promised",
        "not (today >= doc.promised)",
        "days_between(resident.born, today) > 23700",
        "age_days(resident.leapling, today) > 2000 + 300",
        "is_set(resident.unset) or age_years(resident.unset, today) >= 65",
        "today",
    ],
)
def test_between_two_named_days_the_answer_stays(text: str) -> None:
    asked = condition(text)

    for day, following in pairwise(YEAR):
        if asked.evaluate(scope_on(day)) != asked.evaluate(scope_on(following)):
            named = (
                set(asked.clock.changes(scope_on(START), START))
                if not asked.clock.daily
                else {following}
            )
            assert following in named


def test_a_condition_without_a_day_never_changes() -> None:
    asked = condition("doc.systolic_blood_pressure >= 140 and 'today' == 'today'")

    assert not asked.clock or asked.clock.daily
    assert not condition("doc.systolic_blood_pressure >= 140").clock


@pytest.mark.parametrize(
    "text", ["age_years(resident.born, today) >= 65", "resident.born <= today"]
)
def test_a_plain_comparison_is_looked_through(text: str) -> None:
    assert not condition(text).clock.daily


@pytest.mark.parametrize(
    "text",
    [
        "add_days(resident.born, 3) > today",
        "age_days(resident.born, today) - 3 > 5",
        "age_days(resident.born, today) >= 2.5",
        "max_of(today, doc.promised) == today",
    ],
)
def test_what_is_not_looked_through_may_change_every_day(text: str) -> None:
    asked = condition(text)

    assert asked.clock.daily
    assert START + timedelta(days=1) in set(asked.clock.changes(scope_on(START), START))
