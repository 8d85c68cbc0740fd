"""Which visits of a household a phone keeps at hand."""

import pytest

from server.records.household_folder import current_of_household


@pytest.mark.parametrize(
    ("attempt", "is_current"), [("2026-06-15", True), ("2026-06-14", False)]
)
def test_an_old_visit_is_current_until_the_day_of_its_next_attempt_is_over(
    attempt: str, is_current: bool
) -> None:
    visits = [
        {
            "id": f"visit {day}",
            "form": "visit",
            "finished": True,
            "retired": False,
            "body": {
                "planned_date": f"2020-01-0{day}",
                "visit_items": [{"item_next_attempt_date": attempt if day == 1 else None}],
            },
        }
        for day in (1, 2, 3)
    ]

    current = current_of_household(visits, "2026-06-15")

    assert ("visit 1" in current) == is_current
