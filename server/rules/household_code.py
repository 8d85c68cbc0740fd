"""The household code: village, running number, two check digits."""

from dataclasses import dataclass

from server.rules.check_digits import mod_97_10
from server.rules.cleaning import Refused, cleaned_digits
from server.rules.divisions import check_village


@dataclass(frozen=True, slots=True)
class HouseholdCode:
    """A household code that passed every check."""

    value: str
    village: str
    serial: int


def make_household_code(village: str, serial: int) -> str:
    """Return the 19 digits: village 12, serial 5, check 2."""
    digits = f"{village}{serial:05d}"
    return digits + mod_97_10(digits)


def parse_household_code(text: str) -> HouseholdCode:
    """Read a household code of 19 digits.

    Raises:
        Refused: "empty", "characters", "length", "county", "township", "village", "serial" or
            "check_digit", whichever comes first in this order.
    """
    digits = cleaned_digits(text)
    if len(digits) != 19:
        raise Refused("length")
    check_village(digits[:12])
    village, serial = digits[:12], int(digits[12:17])
    if serial == 0:
        raise Refused("serial")
    if digits != make_household_code(village, serial):
        raise Refused("check_digit")
    return HouseholdCode(digits, village, serial)
