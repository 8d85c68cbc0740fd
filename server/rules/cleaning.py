"""What is done to every number before it is judged, and how a refusal is told."""

import re

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ　－＋", "0123456789XX -+")
_SPACES_AND_HYPHENS = re.compile(r"[\s\-\u2010-\u2015]")


class Refused(ValueError):
    """What was typed cannot be such a number; `code` names the first check that failed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def narrow(text: str) -> str:
    """Return the text with full-width digits, X, plus, hyphen and space made ASCII."""
    return text.translate(_WIDE)


def cleaned(text: str) -> str:
    """Return the text narrow, without spaces and hyphens, in upper case."""
    return _SPACES_AND_HYPHENS.sub("", narrow(text)).upper()


def cleaned_digits(text: str) -> str:
    """Clean a number that has only digits.

    Raises:
        Refused: "empty" or "characters".
    """
    digits = cleaned(text)
    if not digits:
        raise Refused("empty")
    if not (digits.isascii() and digits.isdigit()):
        raise Refused("characters")
    return digits
