"""Brings a capsule home: what a phone could not send itself, sealed for the county."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select

from server.access.actors import actors_of
from server.access.models import County, Device, Staff
from server.db import reading
from server.records.loaded import loaded
from server.services.county import KEY_FILE
from server.services.signatures import is_signed
from server.services.zone import county_zone
from server.sync.push import push

#: Operations of one transaction, as a phone sends them.
BATCH = 200
PURPOSE = "doorstep-county-1"
#: Lengths within a letter: docs/security.md.
_EPHEMERAL, _NONCE, _TAG, _SIGNATURE = 65, 12, 16, 64
_SHORTEST = 1 + _EPHEMERAL + _NONCE + _TAG + _SIGNATURE


class NotOurs(Exception):
    """The file as a whole cannot be opened here; the text says why. Nothing was written."""


@dataclass
class Opened:
    """What a capsule held."""

    #: Whose phone it is from.
    name: str
    answers: list[dict[str, Any]] = field(default_factory=list)
    #: Line of the file -> why it could not be read.
    unreadable: dict[int, str] = field(default_factory=dict)


def open_capsule(text: str, data: Path) -> Opened:
    """Take in what a capsule holds, as if its phone had sent it: judged as of the capture.

    `data` holds the county's private key. What had arrived before is answered as the first
    time, so a file may be opened twice. A line that cannot be read takes no other with it.

    Raises:
        NotOurs: no capsule, of another county's key, of a phone that is not known here, or the
            private key is not there.
        Busy: others kept changing the same records: open it again.
    """
    lines = text.splitlines()
    head = _head(lines[0] if lines else "")
    with reading() as session:
        county = session.scalars(select(County)).one()
        if head["key"] != county.key_id:
            raise NotOurs(f"It is sealed for another key ({head['key']}) than this county's.")
        device = session.get(Device, head["device"])
        if device is None:
            raise NotOurs("The phone it is from was never enrolled here.")
        pair = (device.staff_id, device.id)
        actor = actors_of(session, {pair})[pair]
        opened = Opened(session.get_one(Staff, device.staff_id).name)
        reader = _Reader(_private_key(data), county.key_id, device.id, device.signing_key)
    operations = _operations(reader, lines, opened)
    while batch := list(islice(operations, BATCH)):
        pushed = push(actor, batch, (), loaded(), county_zone(), is_contact=False)
        opened.answers += pushed.answers
    return opened


def _head(line: str) -> dict[str, str]:
    try:
        head = json.loads(line)
        found = {name: head[name] for name in ("kind", "device", "key")}
    except (ValueError, TypeError, KeyError):
        raise NotOurs("It is no capsule of this app.") from None
    known = found["kind"] == "doorstep-capsule" and head.get("version") == 1
    if not known or not all(isinstance(value, str) for value in found.values()):
        raise NotOurs("It is no capsule that this version can read.")
    return found


def _private_key(data: Path) -> ec.EllipticCurvePrivateKey:
    try:
        text = (data / KEY_FILE).read_bytes()
    except OSError:
        raise NotOurs(f"The county's private key ({KEY_FILE}) is not in {data}.") from None
    return cast(ec.EllipticCurvePrivateKey, serialization.load_pem_private_key(text, None))


def _operations(reader: "_Reader", lines: list[str], opened: Opened) -> Iterator[Any]:
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        try:
            yield reader.read(line)
        except _Unreadable as why:
            opened.unreadable[number] = str(why)


class _Unreadable(Exception):
    """A line that holds no letter of this phone to this county."""


class _Reader:
    """Opens letters of one phone."""

    def __init__(
        self, key: ec.EllipticCurvePrivateKey, key_id: str, device: str, signing_key: str
    ) -> None:
        self._key, self._key_id = key, key_id
        self._device, self._signing_key = device, signing_key

    def read(self, line: str) -> Any:
        """Return the operation of a line.

        Raises:
            _Unreadable: not a letter, not signed by this phone, or changed on its way.
        """
        id, letter = self._parts(line)
        bound = f"{PURPOSE}|{self._device}|{id}"
        content, signature = letter[:-_SIGNATURE], letter[-_SIGNATURE:]
        if not is_signed(self._signing_key, f"{bound}|".encode() + content, signature):
            raise _Unreadable("is not signed by this phone, or was changed")
        try:
            return json.loads(self._unsealed(content, bound))
        except (InvalidTag, ValueError):
            raise _Unreadable("is sealed for another key") from None

    def _parts(self, line: str) -> tuple[str, bytes]:
        try:
            row = json.loads(line)
            id, text = row["id"], row["letter"]
            letter = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        except (ValueError, TypeError, KeyError):
            raise _Unreadable("is no letter") from None
        if not isinstance(id, str) or len(letter) < _SHORTEST or letter[0] != 1:
            raise _Unreadable("is no letter that this version can read")
        return id, letter

    def _unsealed(self, content: bytes, bound: str) -> bytes:
        ephemeral, rest = content[1 : 1 + _EPHEMERAL], content[1 + _EPHEMERAL :]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), ephemeral)
        secret = self._key.exchange(ec.ECDH(), theirs)
        info = f"{PURPOSE}|{self._key_id}".encode()
        key = HKDF(hashes.SHA256(), 32, salt=ephemeral, info=info).derive(secret)
        return AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], bound.encode())
