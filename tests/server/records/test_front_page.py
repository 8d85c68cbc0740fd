"""The front page is generated, and the same on server and phone."""

import json
from typing import Any

from server.records.per_resident import Records
from tests.server.records.cases import CASES, facts_of


def text(value: Any) -> str:
    """As phones compare: 62 is not 62.0, true is not 1."""
    return json.dumps(value, sort_keys=True)


def test_every_part_of_the_page_is_what_the_phone_shows(
    case: dict[str, Any], records: Records
) -> None:
    page = records.project_lane(case["facts"]).page

    assert {part: text(page[part]) for part in page} == {
        part: text(value) for part, value in case["expect"]["page"].items()
    }


def test_the_record_lane_shows_nothing_of_mental_illness(records: Records) -> None:
    facts = facts_of("severe mental illness, lane record")

    shown = text(records.project_lane(facts).page)

    assert "severe_mental_illness" not in shown
    assert "smi_" not in shown


def test_what_did_not_happen_is_on_no_page(records: Records) -> None:
    for case in CASES:
        facts = case["facts"]
        gone = [{**doc, "retired": {"reason": "mistake"}} for doc in facts["documents"]]

        with_gone = records.project_lane({**facts, "documents": gone})
        without = records.project_lane({**facts, "documents": []})

        assert text(with_gone.page) == text(without.page)
