"""The resident identity number of GB 11643-1999."""

import re
from dataclasses import dataclass
from datetime import date

from server.rules.check_digits import mod_11_2
from server.rules.cleaning import Refused, cleaned
from server.rules.divisions import PROVINCES

_STORED = re.compile(r"[0-9]{17}[0-9X]")
_PERMITS = ("81", "82", "83")


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """An identity number that passed every check, and what it says of its bearer."""

    value: str
    kind: str
    birth_date: date
    sex: str
    #: Six digits, as they were when the number was given.
    division: str
    #: Typed in the 15 digits that have been void since 2013.
    legacy: bool


def parse_identity_number(text: str, today: date) -> IdentityNumber:
    """Read what was typed, scanned or imported.

    Only the province is checked: later digits change over the years, and a person keeps the
    number. A leading 9 is a foreign permanent resident's card, 81 to 83 a residence permit.

    Raises:
        Refused: "empty", "characters", "length", "division", "birth_date", "future" or
            "check_digit", whichever comes first in this order.
    """
    typed = cleaned(text)
    _check_form(typed)
    legacy = len(typed) == 15
    first_17 = f"{typed[:6]}19{typed[6:]}" if legacy else typed[:17]
    _check_division(first_17)
    born = _check_birth(first_17, today)
    value = first_17 + mod_11_2(first_17)
    if not legacy and typed != value:
        raise Refused("check_digit")
    return IdentityNumber(value, _kind(value), born, sex_of(value), value[:6], legacy)


def is_identity_number(value: str) -> bool:
    """Whether a stored value has the form, an existing birth date and its check character."""
    if not _STORED.fullmatch(value) or _birth(value) is None:
        return False
    return mod_11_2(value[:17]) == value[17]


def birth_date_of(value: str) -> str:
    """Return the birth date of a sound number as "YYYY-MM-DD"."""
    return f"{value[6:10]}-{value[10:12]}-{value[12:14]}"


def sex_of(value: str) -> str:
    """Return "male" or "female" of a sound number: odd or even 17th digit."""
    return "male" if int(value[16]) % 2 else "female"


def mask(value: str) -> str:
    """Return what lists and logs may show: the first three and the last four characters."""
    return value[:3] + "*" * (len(value) - 7) + value[-4:]


def _check_form(typed: str) -> None:
    if not typed:
        raise Refused("empty")
    if not re.fullmatch(r"[0-9]*X?", typed):
        raise Refused("characters")
    if len(typed) not in (15, 18) or (len(typed) == 15 and typed.endswith("X")):
        raise Refused("length")


def _check_division(first_17: str) -> None:
    province = first_17[1:3] if first_17[0] == "9" else first_17[:2]
    if province not in PROVINCES:
        raise Refused("division")


def _check_birth(first_17: str, today: date) -> date:
    born = _birth(first_17)
    if born is None or born.year < 1880:
        raise Refused("birth_date")
    if born > today:
        raise Refused("future")
    return born


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _kind(value: str) -> str:
    if value[0] == "9":
        return "foreign_permanent_resident"
    return "hk_macao_taiwan_permit" if value.startswith(_PERMITS) else "resident_id"
