"""Signatures of phones: ECDSA P-256 with SHA-256, r and s as 64 bytes."""

import base64
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature


def is_signed(key: str, content: bytes, signature: bytes) -> bool:
    """Say whether this is the signature of a content under a key (the text of a JWK)."""
    if len(signature) != 64:
        return False
    der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    try:
        public_key_of(json.loads(key)).verify(der, content, ec.ECDSA(hashes.SHA256()))
    except (ValueError, KeyError, TypeError, InvalidSignature):
        return False
    return True


def public_key_of(jwk: dict[str, str]) -> ec.EllipticCurvePublicKey:
    """Return the public key that a JWK describes.

    Raises:
        ValueError, KeyError, TypeError: it is no point of P-256.
    """
    if jwk["kty"] != "EC" or jwk["crv"] != "P-256":
        raise ValueError("not a P-256 key")

    def number(text: str) -> int:
        return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))

    return ec.EllipticCurvePublicNumbers(
        number(jwk["x"]), number(jwk["y"]), ec.SECP256R1()
    ).public_key()
