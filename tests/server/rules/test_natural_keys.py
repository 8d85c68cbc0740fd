"""Phones that never met make the same id of the same document."""

import json
from pathlib import Path
from typing import Any

import pytest

from server.rules.natural_keys import NAMESPACE, natural_id, resident_of_sheet, row_id

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "identifiers.json").read_text(encoding="utf-8")
)
RESIDENT = "019a0000-0000-7000-8000-000000000001"


def test_the_namespace_is_the_same_in_every_county() -> None:
    assert str(NAMESPACE) == VECTORS["namespace"]


@pytest.mark.parametrize("case", VECTORS["natural_id"], ids=lambda case: case["type"])
def test_a_document_is_named_by_its_natural_key(case: dict[str, Any]) -> None:
    assert natural_id(case["type"], *case["parts"]) == case["expect"]


def test_a_bar_within_a_part_never_makes_two_keys_alike() -> None:
    assert natural_id("trial", "a|b") != natural_id("trial", "a", "b")
    assert natural_id("trial", "a\\", "b") != natural_id("trial", "a|b")
    assert natural_id("trial", "a\\|b") != natural_id("trial", "a\\", "b")


@pytest.mark.parametrize("parts", [(), ("",), (RESIDENT, "")])
def test_a_key_with_a_gap_names_nothing(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="natural key"):
        natural_id("trial", *parts)


def test_two_phones_that_plan_one_visit_write_one_row() -> None:
    document = "e2636dfc-365f-5012-b0a3-b03551b9384f"

    row = row_id(document, "visit_items", RESIDENT, "hypertension_follow_up")

    assert row == "6fa78219-5ba4-5a18-8df3-9105d17b3176"


def test_every_phone_that_scans_a_route_sheet_makes_the_same_resident() -> None:
    token = "f01e190bf73ba975b6c5b6e416df3f3f"

    assert resident_of_sheet(token) == "98f424f8-881b-5594-bd79-72b922a317be"


@pytest.mark.parametrize("token", ["", "F" * 32, "f" * 31, "g" * 32])
def test_what_is_no_token_makes_no_resident(token: str) -> None:
    with pytest.raises(ValueError, match="32 hexadecimal digits"):
        resident_of_sheet(token)
