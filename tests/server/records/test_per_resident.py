"""All that is stored of a resident, per lane, follows from documents alone."""

import json
from typing import Any

import pytest

from server.records.per_resident import Records
from tests.server.records.cases import CASES, facts_of
from tests.server.records.histories import history


def test_each_lane_stands_in_the_projection_as_by_itself(
    case: dict[str, Any], records: Records
) -> None:
    projection = records.project_resident(case["facts"])

    for lane, stored in projection.lanes.items():
        alone = records.project_lane({**case["facts"], "lane": lane})
        assert json.dumps(stored.row) == json.dumps(alone.row)
        assert json.dumps(stored.page) == json.dumps(alone.page)


def test_a_lane_that_tells_nothing_is_not_stored(records: Records) -> None:
    projection = records.project_resident(facts_of("healthy man of 40"))

    assert set(projection.lanes) == {"record"}


def test_what_is_stored_is_renewed_when_the_first_lane_ends(records: Records) -> None:
    projection = records.project_resident(facts_of("two contacts lost"))

    assert projection.lanes.keys() == {"record", "mental_health"}
    assert projection.holds_until == min(
        r["holds_until"] for r in projection.index_rows.values()
    )


@pytest.mark.parametrize("seed", range(30))
def test_the_same_facts_in_any_order_give_the_same(seed: int, records: Records) -> None:
    facts = history(seed, records.definitions.forms)
    turned = {**facts, "documents": facts["documents"][::-1]}

    first, second = records.project_resident(facts), records.project_resident(turned)

    assert first.current_ids == second.current_ids
    assert json.dumps(first.index_rows) == json.dumps(second.index_rows)


def test_documents_of_forms_that_are_not_shipped_do_not_disturb(shipped: Records) -> None:
    for case in CASES:
        assert shipped.project_resident(case["facts"]).lanes["record"].row["id"]
