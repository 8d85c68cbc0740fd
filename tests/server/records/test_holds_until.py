"""What is stored of a resident says itself until when it is true."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from server.records.folder import Folder
from server.records.front_page import View, front_page
from server.records.per_resident import Records, lanes_of
from server.records.tasks import Round
from tests.server.records.histories import history

AHEAD = 366


def day_by_day(records: Records, facts: dict[str, Any], lane: str) -> str:
    """Find the last day that is as today by looking at each day."""
    folder = Folder(records.definitions, facts)
    planned, start = Round(folder), date.fromisoformat(facts["today"])

    def shown(day: date) -> str:
        page = front_page(View(folder, lane, day.isoformat()))
        return json.dumps([page, planned.due(lane, day.isoformat()).tasks], sort_keys=True)

    now = shown(start)
    for ahead in range(1, AHEAD + 1):
        if shown(start + timedelta(days=ahead)) != now:
            return (start + timedelta(days=ahead - 1)).isoformat()
    return (start + timedelta(days=AHEAD)).isoformat()


@pytest.mark.parametrize("seed", range(24))
def test_page_and_row_hold_exactly_until_the_day_they_name(seed: int, records: Records) -> None:
    facts = history(seed, records.definitions.forms, documents=seed % 12)

    for lane in lanes_of(Folder(records.definitions, facts)):
        row = records.project_lane({**facts, "lane": lane}).row

        assert row["holds_until"] == day_by_day(records, facts, lane), lane


@pytest.mark.parametrize("seed", range(12))
def test_what_was_postponed_holds_until_the_next_attempt_at_most(
    seed: int, records: Records
) -> None:
    facts = {**history(seed, records.definitions.forms, documents=5), "lane": "record"}
    tasks = records.project_lane(facts).row["tasks"]
    item = {
        "item_resident": facts["resident"]["id"],
        "item_outcome": "not_home",
        "item_next_attempt_date": "2026-06-22",
        "item_tasks": "; ".join(task["id"] for task in tasks),
    }
    body = {"planned_date": "2026-06-14", "visit_items": [item]}
    facts["visits"] = [{"id": "visit", "form": "visit", "body": body}]

    row = records.project_lane(facts).row

    assert row["holds_until"] == day_by_day(records, facts, "record")
    if any("until" in task for task in row["tasks"]):
        assert row["holds_until"] <= "2026-06-21"


@pytest.mark.parametrize(
    ("born", "today", "expected"),
    [
        ("1961-06-02", "2026-05-20", "2026-06-01"),  # elderly from 65
        ("2019-12-24", "2026-12-20", "2026-12-23"),  # no child any more at 7
        ("1986-02-03", "2026-05-20", "2027-05-21"),  # nothing ahead within the year
    ],
)
def test_a_birthday_that_matters_ends_what_holds(
    born: str, today: str, expected: str, shipped: Records
) -> None:
    resident = {"id": "zhang", "form": "resident_basic", "body": {"birth_date": born}}
    facts = {"today": today, "resident": resident, "documents": [], "lane": "record"}

    assert shipped.project_lane(facts).row["holds_until"] == expected
