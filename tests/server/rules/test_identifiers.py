"""Numbers and codes are read or refused as the shared vectors say."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from server.rules.card_token import parse_card_token
from server.rules.cleaning import Refused
from server.rules.document_id import is_document_id, parse_document_id
from server.rules.household_code import make_household_code, parse_household_code
from server.rules.identity_number import (
    birth_date_of,
    is_identity_number,
    mask,
    parse_identity_number,
    sex_of,
)
from server.rules.phone_number import parse_phone_number
from server.rules.record_code import make_record_code, parse_record_code

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "identifiers.json").read_text(encoding="utf-8")
)
TODAY = date.fromisoformat(VECTORS["today"])


def cases(section: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "case", VECTORS[section], ids=lambda case: case.get("case", str(case))[:50]
    )


def expect(case: dict[str, Any], parse: Callable[[str], Any]) -> Any:
    """Parse, and compare with what the vector expects; what was read is returned."""
    expected = dict(case["expect"])
    if not expected.pop("ok"):
        with pytest.raises(Refused) as raised:
            parse(case["input"])
        assert raised.value.code == expected["error"]
        return None
    read = parse(case["input"])
    for name, value in expected.items():
        found = getattr(read, name)
        if isinstance(found, date):
            found = found.isoformat()
        elif isinstance(found, bytes):
            found = found.hex()
        assert found == value, name
    return read


@cases("id_number")
def test_an_identity_number_is_read_or_refused_by_name(case: dict[str, Any]) -> None:
    read = expect(case, lambda text: parse_identity_number(text, TODAY))

    if read is not None:
        assert is_identity_number(read.value)
        assert birth_date_of(read.value) == read.birth_date.isoformat()
        assert sex_of(read.value) == read.sex


@cases("id_number_mask")
def test_lists_and_logs_show_only_the_ends_of_a_number(case: dict[str, Any]) -> None:
    assert mask(case["input"]) == case["expect"]


@cases("record_code")
def test_a_record_code_is_read_or_refused_by_name(case: dict[str, Any]) -> None:
    expect(case, parse_record_code)


@cases("record_code_make")
def test_a_record_code_is_made_of_village_and_serial(case: dict[str, Any]) -> None:
    made = make_record_code(case["village"], case["serial"])

    assert made == case["expect"]
    assert parse_record_code(made).serial == case["serial"]


@cases("household_code")
def test_a_household_code_is_read_or_refused_by_name(case: dict[str, Any]) -> None:
    read = expect(case, parse_household_code)

    if read is not None:
        assert make_household_code(read.village, read.serial) == read.value


@cases("phone")
def test_a_telephone_number_is_read_or_refused_by_name(case: dict[str, Any]) -> None:
    expect(case, parse_phone_number)


@cases("card_token")
def test_the_token_of_a_card_is_read_or_refused_by_name(case: dict[str, Any]) -> None:
    read = expect(case, parse_card_token)

    if read is not None:
        assert read.signed == read.value[:4].encode() + bytes([read.key_id]) + bytes.fromhex(
            read.token_id
        )


@cases("document_id")
def test_a_document_id_is_read_or_refused_by_name(case: dict[str, Any]) -> None:
    read = expect(case, parse_document_id)

    assert is_document_id(case["input"]) == (read is not None and read.value == case["input"])


def test_one_wrong_digit_of_a_record_code_is_always_found() -> None:
    code = make_record_code("329901101203", 42)

    for place in range(12, 20):
        for digit in "0123456789":
            wrong = code[:place] + digit + code[place + 1 :]
            if wrong != code:
                with pytest.raises(Refused):
                    parse_record_code(wrong)


@pytest.mark.parametrize(
    "value", ["", "1" * 18, "１１０１０１１９５００５０１００２２", "11010119500230002X"]
)
def test_a_stored_number_that_cannot_be_one_is_not_sound(value: str) -> None:
    assert not is_identity_number(value)


def test_an_id_that_is_no_text_is_none() -> None:
    assert not is_document_id(7)
    assert not is_document_id("019A0000-0000-7000-8000-000000000001")
