"""Current documents give what all of a resident's documents give, today and later."""

import json
import random
from typing import Any

import pytest

from server.forms.document import lane_of
from server.records.per_resident import Records
from tests.server.records.histories import TODAY, history

LATER = ("2026-06-15", "2027-01-02", "2027-08-20")


def shown(records: Records, facts: dict[str, Any], documents: list[Any], today: str) -> str:
    lanes = {"record", *(lane_of(records.definitions.forms, d) for d in facts["documents"])}
    there = {**facts, "documents": documents, "today": today}
    seen = [records.project_lane({**there, "lane": lane}) for lane in sorted(lanes)]
    return json.dumps([[lane.page, lane.row] for lane in seen], sort_keys=True)


def test_the_current_documents_are_those_that_the_phone_expects(
    case: dict[str, Any], records: Records
) -> None:
    current = records.current({**case["facts"], "visits": []})

    assert sorted(document["id"] for document in current) == case["expect"]["current"]


@pytest.mark.parametrize("seed", range(30))
def test_page_row_and_tasks_are_the_same_from_any_superset(seed: int, records: Records) -> None:
    facts = history(seed, records.definitions.forms, documents=24)
    chosen = {document["id"] for document in records.current(facts)}
    chance = random.Random(seed)
    everything = facts["documents"]
    current = [d for d in everything if d["id"] in chosen]
    superset = [d for d in everything if d["id"] in chosen or chance.random() < 0.5]
    chance.shuffle(superset)

    for today in LATER:
        whole = shown(records, facts, everything, today)

        assert shown(records, facts, current, today) == whole
        assert shown(records, facts, superset, today) == whole


def test_old_documents_are_left_out(records: Records) -> None:
    facts = history(3, records.definitions.forms, documents=24)
    old = [
        {
            "id": f"018f0003-0000-7000-8000-{n:012x}",
            "form": "encounter",
            "body": {"visit_date": f"2019-0{n}-01"},
        }
        for n in range(1, 6)
    ]

    current = records.current({**facts, "documents": [*facts["documents"], *old]})

    assert sum(document in current for document in old) <= 2


@pytest.mark.parametrize("attempt", [TODAY.isoformat(), "2026-07-01"])
def test_a_visit_whose_next_attempt_is_not_over_is_current(
    records: Records, attempt: str
) -> None:
    visits = [
        {
            "id": f"018f0004-0000-7000-8000-{n:012x}",
            "form": "visit",
            "body": {"planned_date": f"2020-01-0{n}", "visit_items": [{}]},
        }
        for n in range(1, 5)
    ]
    ahead = {**visits[0]["body"], "visit_items": [{"item_next_attempt_date": attempt}]}
    visits[0] = {**visits[0], "body": ahead}
    facts = {**history(4, records.definitions.forms), "visits": visits}

    current = {document["id"] for document in records.current(facts)}

    assert facts["today"] == TODAY.isoformat()
    assert {visit["id"] for visit in visits} & current == {
        visits[0]["id"],
        visits[2]["id"],
        visits[3]["id"],
    }
