"""Puts the cast into a database, and gives each of them a phone that speaks the protocol."""

import base64
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uuid_utils
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.services import county, enrolment
from server.services.passwords import hash_password
from tests import cast

#: Hashing is slow on purpose; everybody in the cast has the same password.
_HASH = hash_password(cast.PASSWORD)


def populate(data: Path) -> None:
    """Set up the county, its areas, staff and grants."""
    county.set_up(cast.COUNTY, "示例县", data)
    county.add_areas(cast.AREAS)
    for person in cast.STAFF:
        county.add_staff(password=cast.PASSWORD, **person)
    county.grant(cast.WANG, cast.VILLAGE)
    county.grant(cast.LI, cast.NEXT_VILLAGE)
    county.grant(cast.CHEN, cast.TOWNSHIP, ("record", "mental_health", "tuberculosis"))


def new_id() -> str:
    """A UUIDv7."""
    return str(uuid_utils.uuid7())


def b64(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def inflated(answer: TestResponse) -> bytes:
    """The body, as its headers say it was sent."""
    is_gzip = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(answer.data) if is_gzip else answer.data


class Phone:
    """A phone as another client writes it from docs/sync-protocol.md: no code of the app."""

    def __init__(self, app: Flask, username: str, staff: str) -> None:
        self.client: FlaskClient = app.test_client()
        self.staff = staff
        self.device, self.seq = new_id(), 0
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.token: str | None = None
        self.cursor: str | None = None
        numbers = self.key.public_key().public_numbers()
        with app.app_context():
            slip = enrolment.make_slip(staff)
        answer = self.send(
            "POST",
            "/api/devices",
            {
                "username": username,
                "password": cast.PASSWORD,
                "slip": slip,
                "device": self.device,
                "phone": new_id(),
                "signing_key": {
                    "kty": "EC",
                    "crv": "P-256",
                    "x": b64(numbers.x.to_bytes(32)),
                    "y": b64(numbers.y.to_bytes(32)),
                },
            },
        )
        assert answer.status_code == 201, answer.json
        self.sign_in()
        #: id -> document, as last pulled; subject|lane -> index row.
        self.documents: dict[str, dict[str, Any]] = {}
        self.index: dict[str, Any] = {}
        self.feed_of: dict[str, str] = {}
        #: Of feeds that began anew: documents and rows that were not sent again so far.
        self.stale: set[str] = set()

    def sign_in(self) -> None:
        """Open a session by signature."""
        answer = self.send_signed(self.nonce())
        assert answer.status_code == 201, answer.json
        self.token = answer.json["token"]

    def nonce(self) -> str:
        """Ask for something to sign."""
        answer = self.send("POST", f"/api/devices/{self.device}/nonce")
        nonce: str = answer.json["nonce"]
        return nonce

    def send_signed(self, nonce: str) -> TestResponse:
        """Ask for a session with this nonce, signed."""
        text = f"doorstep-session|{self.device}|{nonce}".encode()
        r, s = decode_dss_signature(self.key.sign(text, ec.ECDSA(hashes.SHA256())))
        signed = {"nonce": nonce, "signature": b64(r.to_bytes(32) + s.to_bytes(32))}
        return self.send("POST", f"/api/devices/{self.device}/session", signed)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """Send a request as this phone."""
        sent = {"Doorstep-Protocol": "1", **headers}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data = None
        if body is not None:
            data = gzip.compress(json.dumps(body).encode())
            sent |= {"Content-Encoding": "gzip", "Content-Type": "application/json"}
            if "/sync/" not in path:
                data = json.dumps(body).encode()
                del sent["Content-Encoding"]
        return self.client.open(path, method=method, data=data, headers=sent)

    def operation(
        self, form: str, document: str, kind: str = "create", **keys: Any
    ) -> dict[str, Any]:
        """Write an operation of this device."""
        self.seq += 1
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {
            "id": new_id(),
            "device": self.device,
            "device_seq": self.seq,
            "document": document,
            "form": form,
            "form_version": 1,
            "kind": kind,
            "captured_at": now,
            **keys,
        }

    def push(self, *operations: Any, reads: list[Any] | None = None) -> list[dict[str, Any]]:
        """Push and return the answers."""
        body = {"operations": list(operations), "reads": reads or []}
        answer = self.send("POST", "/api/sync/push", body, **{"Accept-Encoding": "gzip"})
        assert answer.status_code == 200, answer.json
        answers: list[dict[str, Any]] = json.loads(inflated(answer))["answers"]
        return answers

    def ask(self, cursor: str | None = None, **headers: str) -> TestResponse:
        """Ask for the page after a cursor."""
        return self.send("POST", "/api/sync/pull", {"cursor": cursor}, **headers)

    def pull(self) -> int:
        """Pull until there is no more; return the number of requests."""
        requests = 0
        while True:
            requests += 1
            answer = self.ask(self.cursor, **{"Accept-Encoding": "gzip"})
            assert answer.status_code == 200, answer.json
            if not self.file(inflated(answer).decode().strip().split("\n")):
                return requests

    def file(self, lines: list[str]) -> bool:
        """File a page; return whether there is more."""
        rows = iter(lines)
        for text in rows:
            line = json.loads(text)
            if line["kind"] in ("resident", "household"):
                for raw in (next(rows), next(rows)):
                    for document in json.loads(raw):
                        self._take(document, line["feed"])
                self._list(line)
            elif line["kind"] == "document":
                self._take(json.loads(next(rows)), line["feed"])
            elif line["kind"] == "index":
                self._list(line)
            elif line["kind"] == "gone":
                self._remove(line)
            elif line["kind"] == "drop":
                self._drop(line["feed"])
            elif line["kind"] == "snapshot":
                self._begin(set(line["feeds"]))
            elif line["kind"] == "end":
                self.cursor = line["cursor"]
                if not line["more"]:
                    self._forget_stale()
                return bool(line["more"])
        raise AssertionError("a page without its end")

    def _begin(self, feeds: set[str]) -> None:
        self.stale |= {id for id, own in self.feed_of.items() if own in feeds}
        self.stale |= {key for key in self.index if key.partition("|")[2] in feeds}

    def _forget_stale(self) -> None:
        for key in self.stale:
            for held in (self.documents, self.feed_of, self.index):
                held.pop(key, None)
        self.stale = set()

    def _list(self, line: dict[str, Any]) -> None:
        key = f"{line['id']}|{line['feed']}"
        self.index[key] = line["index"]
        self.stale.discard(key)

    def _take(self, document: dict[str, Any], feed: str) -> None:
        known = self.documents.get(document["id"])
        if known is None or document["rev"] > known["rev"] or document["id"] in self.stale:
            self.documents[document["id"]] = document
            self.feed_of[document["id"]] = feed
            self.stale.discard(document["id"])

    def _remove(self, line: dict[str, Any]) -> None:
        if line["id"] == line["subject"]:
            self.index.pop(f"{line['id']}|{line['feed']}", None)
        known = self.documents.get(line["id"])
        if known and known["rev"] <= line["rev"] and self.feed_of[line["id"]] == line["feed"]:
            del self.documents[line["id"]], self.feed_of[line["id"]]

    def _drop(self, feed: str) -> None:
        for id in [id for id, own in self.feed_of.items() if own == feed]:
            del self.documents[id], self.feed_of[id]
        self.index = {key: row for key, row in self.index.items() if not key.endswith(feed)}


def changes(body: dict[str, Any], **links: str) -> dict[str, Any]:
    """Changes of a create: everything was unset."""
    parts = {**body, **{f"@{link}": id for link, id in links.items()}}
    return {part: {"from": None, "to": value} for part, value in parts.items()}
