"""The index row is what lists and search show of a resident, and until when."""

import json
from typing import Any

from server.records.per_resident import Records


def test_every_row_is_what_the_phone_lists(case: dict[str, Any], records: Records) -> None:
    row = records.project_lane(case["facts"]).row

    assert json.dumps(row, sort_keys=True) == json.dumps(case["expect"]["row"], sort_keys=True)


def test_no_row_tells_an_age_or_a_state(case: dict[str, Any], records: Records) -> None:
    row = records.project_lane(case["facts"]).row

    assert not {"age", "state"} & row.keys()
    assert all("state" not in task for task in row["tasks"])
