"""Identity and telephone numbers as rosters hold them."""

import re
from dataclasses import dataclass
from datetime import date

from server.rules.cleaning import Refused, narrow
from server.rules.identity_number import IdentityNumber, mask, parse_identity_number
from server.rules.phone_number import parse_phone_number
from server.services.rosters.words import NOTHING

#: How a spreadsheet is told to leave long numbers alone.
AS_TEXT = "format the column as text before typing or pasting, then export again"
_FORMULA_TEXT = re.compile(r'=\s*"(.*)"')
_INVISIBLE = re.compile(r"[\s'‘’`\"\u200b-\u200f\u202a-\u202e\ufeff\u00ad]")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_OWNERS = (
    (re.compile(r"儿媳|媳妇|女婿"), "other_relative"),
    (re.compile(r"儿子|女儿|儿|女|子女"), "child"),
    (re.compile(r"老伴|丈夫|妻子|爱人|配偶|老公|老婆"), "spouse"),
    (re.compile(r"邻居"), "neighbour"),
    (re.compile(r"村医|医生"), "village_doctor"),
    (re.compile(r"父|母|爸|妈|孙|兄|弟|姐|妹|亲"), "other_relative"),
)
_SEPARATE_PHONES = re.compile(r"[/／、,，;；|\n]+|\s{2,}")
_REMARK = re.compile(r"[^\d\s+\-()（）.转]+")


class BadNumber(ValueError):
    """The number cannot be taken; the text says why. The row can."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number, and whose it is where a remark says so."""

    value: str
    owner: str | None
    remark: str


def read_identity_number(cell: object, today: date) -> IdentityNumber | None:
    """Return a checked identity number; None where nothing, or a placeholder, stands.

    Raises:
        BadNumber: what stands there is no sound number.
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if abs(cell) < 10**14:
            raise BadNumber("is too short")
        if abs(cell) >= 10**15:
            raise BadNumber(f"was kept as a number, and lost its last digits: {AS_TEXT}")
        cell = int(cell)
    text = str(cell if cell is not None else "").strip()
    if found := _FORMULA_TEXT.fullmatch(text):
        text = found[1]
    text = _INVISIBLE.sub("", narrow(text)).upper()
    if text in NOTHING or (text and not text.strip("0")):
        return None
    if "*" in text or "＊" in text:
        raise BadNumber("is masked")
    if _SCIENTIFIC.fullmatch(text):
        raise BadNumber(f"was kept as a number, and lost its last digits: {AS_TEXT}")
    try:
        return parse_identity_number(text, today)
    except Refused as refusal:
        if len(text) == 18 and text.endswith("000"):
            reason = f"ends in 000 and was perhaps kept as a number once: {AS_TEXT}"
            raise BadNumber(reason) from None
        raise BadNumber(_REASONS[refusal.code]) from None


_REASONS = {
    "empty": "is empty",
    "characters": "holds other signs than digits and X",
    "length": "has neither 18 nor 15 digits",
    "division": "begins with no province",
    "birth_date": "holds an impossible birth date",
    "future": "holds a birth date that lies in the future",
    "check_digit": "has a wrong check character",
}


def masked(cell: object) -> str:
    """Return what a report may show of an identity number, sound or not."""
    text = re.sub(r"\s", "", str(cell if cell is not None else ""))
    return mask(text) if len(text) > 7 else "*" * len(text)


def read_phones(cell: object) -> tuple[list[Phone], list[str]]:
    """Return the telephones of a cell, and what stands there that is none."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "")
    text = re.sub(r"\.0$", "", narrow(text).strip().lstrip("'"))
    phones, bad = [], []
    for part in _SEPARATE_PHONES.split(text):
        if part.strip().upper() in NOTHING:
            continue
        remark = "".join(_REMARK.findall(part)).strip(":： ")
        number = _REMARK.sub(" ", part).replace("()", "").replace("（）", "").strip()
        number = re.sub(r"[(（]\s*[)）]", "", number).strip()
        try:
            phones.append(Phone(parse_phone_number(number).value, _owner(remark), remark))
        except Refused:
            bad.append(part.strip())
    return phones, bad


def _owner(remark: str) -> str | None:
    return next((owner for words, owner in _OWNERS if words.search(remark)), None)
