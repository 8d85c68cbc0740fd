"""Offsets count months first, cut to the month's end, and then days."""

from datetime import date

import pytest

from server.forms.schedule_dates import parse_offset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14d", date(2024, 2, 14)),
        ("12w6d", date(2024, 4, 30)),
        ("1m", date(2024, 2, 29)),
        ("4m-1d", date(2024, 5, 30)),
        ("-7d", date(2024, 1, 24)),
        ("1y", date(2025, 1, 31)),
        ("2m-1d", date(2024, 3, 30)),
    ],
)
def test_an_offset_leads_to_the_day_that_the_norm_means(text: str, expected: date) -> None:
    assert parse_offset(text).after(date(2024, 1, 31)) == expected


@pytest.mark.parametrize("text", ["", "14", "d", "14 d", "1h", "+"])
def test_what_is_no_offset_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an offset"):
        parse_offset(text)
