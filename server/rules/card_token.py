"""The text in the QR code of a resident's card or a route sheet."""

import base64
import re
from dataclasses import dataclass

from server.rules.cleaning import Refused

_KINDS = {"DSC1.": "card", "DSR1.": "route_sheet"}
_LENGTH = 135


@dataclass(frozen=True, slots=True)
class CardToken:
    """A token of the right structure; whether the county signed it is checked elsewhere."""

    value: str
    kind: str
    key_id: int
    #: 32 hexadecimal digits, lower case.
    token_id: str
    #: r and s of ECDSA P-256, 64 bytes.
    signature: bytes
    #: What was signed, under SHA-256: prefix without its dot, key id, token id.
    signed: bytes


def parse_card_token(text: str) -> CardToken:
    """Read what a camera saw; a web address before the token is ignored.

    Raises:
        Refused: "empty", "prefix", "characters" or "length", whichever comes first.
    """
    value = text.strip().rsplit("/", 1)[-1].upper()
    if not value:
        raise Refused("empty")
    prefix, body = value[:5], value[5:]
    if prefix not in _KINDS:
        raise Refused("prefix")
    if not re.fullmatch(r"[A-Z2-7]*", body):
        raise Refused("characters")
    if len(value) != _LENGTH:
        raise Refused("length")
    raw = base64.b32decode(body + "=" * 6)
    return CardToken(
        value=value,
        kind=_KINDS[prefix],
        key_id=raw[0],
        token_id=raw[1:17].hex(),
        signature=raw[17:],
        signed=prefix[:4].encode() + raw[:17],
    )
