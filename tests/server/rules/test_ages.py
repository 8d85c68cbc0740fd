"""Ages and months are counted as the norms count them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.ages import (
    add_days,
    add_months,
    age_days,
    age_months,
    age_years,
    parse_day,
)

LIVED = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["", "2021-1-01", "20210101", "2021-W01-1", "2021-02-29", "0000-01-01", "２０２１-01-01"],
)
def test_only_a_day_of_the_calendar_written_in_full_is_a_day(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_day(text)


def test_who_was_born_on_the_31st_completes_a_month_on_the_last_day_of_a_shorter_one() -> None:
    assert age_months(date(2021, 1, 31), date(2021, 2, 27)) == 0
    assert age_months(date(2021, 1, 31), date(2021, 2, 28)) == 1


def test_who_was_born_on_29_february_completes_a_year_on_28_february() -> None:
    assert age_years(date(2020, 2, 29), date(2021, 2, 27)) == 0
    assert age_years(date(2020, 2, 29), date(2021, 2, 28)) == 1


def test_nobody_has_an_age_before_birth() -> None:
    born, before = date(2021, 12, 1), date(2021, 11, 30)

    assert (age_days(born, before), age_months(born, before), age_years(born, before)) == (
        None,
        None,
        None,
    )


def test_three_months_from_the_end_of_november_end_with_february() -> None:
    assert add_months(date(2021, 11, 30), 3) == date(2022, 2, 28)
    assert add_months(date(2021, 3, 31), -1) == date(2021, 2, 28)


@pytest.mark.parametrize("count", [12 * 8000, -12 * 2100, 10**12])
def test_nothing_lies_outside_the_calendar(count: int) -> None:
    with pytest.raises(OverflowError):
        add_months(date(2021, 1, 1), count)
    with pytest.raises(OverflowError):
        add_days(date(2021, 1, 1), count * 31)


@given(LIVED, LIVED)
def test_a_completed_month_is_never_given_early_nor_late(birth: date, on: date) -> None:
    months = age_months(birth, on)

    if on < birth:
        assert months is None
    else:
        assert months is not None
        assert add_months(birth, months) <= on < add_months(birth, months + 1)
        assert age_years(birth, on) == months // 12
