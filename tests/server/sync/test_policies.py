"""What decides where two have changed one unit, also where an older form left its mark."""

from typing import Any

import pytest

from server.sync.policies import decide, unite_texts
from server.sync.units import units_of
from server.sync.values import Unsound, same, tidy
from tests.server.sync.playing import FORMS

ALLERGIES = units_of(FORMS["resident_basic"]).by_part["drug_allergies"]
OUTCOME = next(
    unit
    for unit in units_of(FORMS["visit"]).columns["visit_items"]
    if unit.name == "item_outcome"
)


def united(saw: Any, standing: Any, to: Any) -> Any:
    sides = ({"drug_allergies": side} if side else {} for side in (standing, saw, to))
    value, how = decide(ALLERGIES, *sides)
    return value.get("drug_allergies"), how


def test_an_allergy_that_this_version_of_the_form_does_not_know_is_not_lost() -> None:
    found, how = united(["penicillin"], ["penicillin", "quinine"], ["penicillin", "other"])

    assert (found, how) == (["penicillin", "other", "quinine"], "merged")


def test_two_who_found_an_allergy_each_keep_both() -> None:
    assert united(["none"], ["sulfonamides"], ["penicillin"]) == (
        ["penicillin", "sulfonamides"],
        "merged",
    )


@pytest.mark.parametrize("standing", ["postponed_by_radio", ["done"], 7])
def test_an_outcome_without_a_rank_is_for_a_person_to_decide(standing: Any) -> None:
    sides = ({"item_outcome": value} for value in (standing, "planned", "done"))

    assert decide(OUTCOME, *sides) == ({"item_outcome": standing}, "conflict")


def test_companion_texts_are_the_same_in_either_order_of_arrival() -> None:
    one, other = "花粉；虾", "尘螨; 花粉"

    assert unite_texts(None, one, other) == unite_texts(None, other, one) == "尘螨；花粉；虾"


def test_companion_texts_that_are_too_long_together_are_for_a_person_to_decide() -> None:
    assert unite_texts(None, "长" * 120, "短" * 120) is None


@pytest.mark.parametrize(
    ("entered", "kept"),
    [
        (" 张\u3000", "张"),
        ("e\u0301", "é"),
        (5.0, 5),
        (0, 0),
        (False, False),
        ("  ", None),
        ([], None),
        ([{"_row": "a", "dose": ""}], [{"_row": "a"}]),
    ],
)
def test_a_value_is_kept_tidy(entered: Any, kept: Any) -> None:
    assert same(tidy(entered), kept)


def test_yes_is_not_one() -> None:
    assert not same(True, 1)
    assert not same([{"a": False}], [{"a": 0}])


def test_what_no_field_can_hold_is_unsound() -> None:
    for value in ("\ud800", float("inf"), 2**60, [[[[[[["deep"]]]]]]]):
        with pytest.raises(Unsound):
            tidy(value)
