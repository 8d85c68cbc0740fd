"""Telephone numbers of mainland China."""

import re
from dataclasses import dataclass

from server.rules.cleaning import Refused, narrow

_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)\s*", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[\s\-\u2010-\u2015()（）.]")
_COUNTRY = re.compile(r"(?:\+86|0086|86(?=1[3-9][0-9]{9}\Z))")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
#: Big cities have three digits before eight, others four before seven or eight.
_LANDLINE = re.compile(r"(010|02[0-9])([2-9][0-9]{7})|(0[3-9][0-9]{2})([2-9][0-9]{6,7})")


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A telephone number that can be dialled."""

    #: As forms store it: mobile 11 digits, landline with a hyphen after the area code.
    value: str
    kind: str
    #: For dialling and messages.
    e164: str
    extension: str | None


def parse_phone_number(text: str) -> PhoneNumber:
    """Read a number as people write it: spaces, brackets, +86, an extension.

    Raises:
        Refused: "empty", "characters" or "number", whichever comes first in this order.
    """
    written = narrow(text).strip()
    if not written:
        raise Refused("empty")
    number, _, rest = _EXTENSION.sub("~", written, count=1).partition("~")
    number, extension = _PUNCTUATION.sub("", number), rest.strip()
    if not re.fullmatch(r"\+?[0-9]+", number) or not re.fullmatch(r"[0-9]{0,6}", extension):
        raise Refused("characters")
    return _dialled(_national(number), extension or None)


def _national(number: str) -> str:
    abroad = number.startswith(("+86", "0086"))
    number = _COUNTRY.sub("", number, count=1) if _COUNTRY.match(number) else number
    # Behind the country code the zero of the area code is left out.
    if abroad and not number.startswith("0") and not _MOBILE.fullmatch(number):
        return "0" + number
    return number


def _dialled(number: str, extension: str | None) -> PhoneNumber:
    if _MOBILE.fullmatch(number):
        return PhoneNumber(number, "mobile", f"+86{number}", extension)
    landline = _LANDLINE.fullmatch(number)
    if landline is None:
        raise Refused("number")
    area, local = (part for part in landline.groups() if part is not None)
    return PhoneNumber(f"{area}-{local}", "landline", f"+86{area[1:]}{local}", extension)
