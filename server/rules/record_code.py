"""The record code: where a resident's record began, and its serial there."""

from dataclasses import dataclass

from server.rules.check_digits import mod_97_10
from server.rules.cleaning import Refused, cleaned_digits
from server.rules.divisions import check_village

_SCHEME = "1"


@dataclass(frozen=True, slots=True)
class RecordCode:
    """A record code that passed every check."""

    #: 20 digits, as stored.
    value: str
    #: checked (ours), plain (old 12 + 8 codes) or norm17 (typed as the norm has it).
    scheme: str
    village: str
    serial: int

    @property
    def norm17(self) -> str:
        """The 17 digits of the norm (NBPHS-3, residents' health records)."""
        return self.village + self.value[-5:]

    @property
    def display(self) -> str:
        """The groups 6 3 3 3 5 in which it is printed."""
        code = self.value
        return " ".join((code[:6], code[6:9], code[9:12], code[12:15], code[15:]))


def make_record_code(village: str, serial: int) -> str:
    """Return the 20 digits: village 12, scheme 1, check 2, serial 5."""
    digits = f"{serial:05d}"
    return village + _SCHEME + mod_97_10(village + _SCHEME + digits) + digits


def parse_record_code(text: str) -> RecordCode:
    """Read a code of 20 digits, or of the norm's 17.

    Raises:
        Refused: "empty", "characters", "length", "county", "township", "village", "scheme",
            "serial" or "check_digit", whichever comes first in this order.
    """
    digits = cleaned_digits(text)
    if len(digits) not in (17, 20):
        raise Refused("length")
    check_village(digits[:12])
    scheme = _scheme(digits)
    village, serial = digits[:12], int(digits[-5:])
    if serial == 0:
        raise Refused("serial")
    made = make_record_code(village, serial)
    if scheme == "checked" and digits != made:
        raise Refused("check_digit")
    return RecordCode(digits if scheme == "plain" else made, scheme, village, serial)


def _scheme(digits: str) -> str:
    if len(digits) == 17:
        return "norm17"
    # A village never has 100,000 records, so an old eight-digit serial begins with 000.
    if digits[12:15] == "000":
        return "plain"
    if digits[12] != _SCHEME:
        raise Refused("scheme")
    return "checked"
