"""Another client, written from docs/sync-protocol.md alone: no code of server or app."""

import base64
import gzip
import json
import os
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Json = dict[str, Any]
FINAL = {"applied", "merged", "conflict"}
MOST_OPERATIONS = 500
NAMESPACE = uuid.UUID("184ba63c-8152-5786-bc70-5d1c46d6210e")


class Heard(NamedTuple):
    """What came back, as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes


#: Method, path, headers, body. Raises NoAnswer when nothing came back.
Send = Callable[[str, str, Mapping[str, str], bytes | None], Heard]


class NoAnswer(Exception):
    """Nothing came back, or nothing that is the centre's: the same is sent again."""


class Problem(Exception):
    """Problem details of RFC 9457."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status} {body}")
        self.status, self.type = status, body["type"]


def base64url(raw: bytes) -> str:
    """Without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def natural_id(form: str, *key: str) -> str:
    """The id of a document that its key names."""
    parts = [part.replace("\\", "\\\\").replace("|", "\\|") for part in key]
    return str(uuid.uuid5(NAMESPACE, "|".join([form, *parts])))


class Keys:
    """The signing key of a device, and what it signs and seals."""

    def __init__(self) -> None:
        self._secret = ec.generate_private_key(ec.SECP256R1())

    @property
    def public(self) -> Json:
        """The public half as JWK."""
        numbers = self._secret.public_key().public_numbers()
        x, y = (base64url(number.to_bytes(32)) for number in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    def sign(self, content: bytes) -> bytes:
        """r ‖ s, 64 bytes."""
        r, s = decode_dss_signature(self._secret.sign(content, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)

    def sign_nonce(self, device: str, nonce: str) -> str:
        """What opens a session."""
        return base64url(self.sign(f"doorstep-session|{device}|{nonce}".encode()))

    def letter(self, operation: Json, county: Json) -> str:
        """An operation, sealed for the county and signed by the device."""
        theirs = ec.EllipticCurvePublicNumbers(
            *(
                int.from_bytes(base64.urlsafe_b64decode(county["public_key"][name] + "="))
                for name in "xy"
            ),
            ec.SECP256R1(),
        ).public_key()
        own = ec.generate_private_key(ec.SECP256R1())
        ephemeral = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        info = f"doorstep-county-1|{county['key_id']}".encode()
        secret = own.exchange(ec.ECDH(), theirs)
        key = HKDF(hashes.SHA256(), 32, salt=ephemeral, info=info).derive(secret)
        bound = f"doorstep-county-1|{operation['device']}|{operation['id']}".encode()
        iv = os.urandom(12)
        sealed = AESGCM(key).encrypt(iv, json.dumps(operation).encode(), bound)
        letter = b"\x01" + ephemeral + iv + sealed
        return base64url(letter + self.sign(bound + b"|" + letter))


@dataclass
class Store:
    """What a phone has pulled."""

    generation: str | None = None
    cursor: str | None = None
    feeds: Json = field(default_factory=dict)
    #: Id -> (feed, generation, document).
    documents: dict[str, tuple[str, str, Json]] = field(default_factory=dict)
    #: (subject, feed) -> row of the lists.
    rows: dict[tuple[str, str], Json] = field(default_factory=dict)
    #: Documents and rows of feeds that began anew, not sent again so far.
    stale: set[Any] = field(default_factory=set)

    def file(self, text: str) -> bool:
        """File a page; return whether there is more.

        Raises:
            NoAnswer: it has no end, so nothing of it is filed.
        """
        values = [json.loads(line) for line in text.splitlines()]
        if not values or not isinstance(values[-1], dict) or values[-1].get("kind") != "end":
            raise NoAnswer("a page without its end")
        end, rest = values[-1], iter(values[:-1])
        for line in rest:
            match line["kind"]:
                case "scope":
                    self.feeds = line["feeds"]
                case "drop":
                    self._forget(self._of_feeds({line["feed"]}))
                case "snapshot":
                    self.stale |= self._of_feeds(set(line["feeds"]))
                case "resident" | "household":
                    for document in [*next(rest), *next(rest)]:
                        self._take(document, line["feed"], end["generation"])
                    self._list(line)
                case "document":
                    self._take(next(rest), line["feed"], end["generation"])
                case "index":
                    self._list(line)
                case "gone":
                    self._remove(line)
        if not end["more"]:
            self._forget(self.stale)
            self.stale = set()
        self.cursor, self.generation = end["cursor"], end["generation"]
        return bool(end["more"])

    def _of_feeds(self, feeds: set[str]) -> set[Any]:
        documents = {id for id, (feed, *_) in self.documents.items() if feed in feeds}
        return documents | {key for key in self.rows if key[1] in feeds}

    def _forget(self, keys: set[Any]) -> None:
        for key in keys:
            self.documents.pop(key, None)
            self.rows.pop(key, None)

    def _take(self, document: Json, feed: str, generation: str) -> None:
        id = document["id"]
        _, of, known = self.documents.get(id, (None, None, {"rev": 0}))
        if of != generation or document["rev"] > known["rev"] or id in self.stale:
            self.documents[id] = (feed, generation, document)
        self.stale.discard(id)

    def _list(self, line: Json) -> None:
        key = (line["id"], line["feed"])
        self.stale.discard(key)
        if line["index"] is None:
            self.rows.pop(key, None)
        else:
            self.rows[key] = line["index"]

    def _remove(self, line: Json) -> None:
        if line["id"] == line["subject"]:
            self.rows.pop((line["id"], line["feed"]), None)
        feed, _, known = self.documents.get(line["id"], (None, None, {"rev": 0}))
        if feed == line["feed"] and known["rev"] <= line["rev"]:
            del self.documents[line["id"]]


class Client:
    """A phone of one person."""

    def __init__(self, send: Send, device: str, phone: str) -> None:
        self.send, self.device, self.phone = send, device, phone
        self.keys, self.store = Keys(), Store()
        self.token: str | None = None
        self.county: Json = {}
        self.seq = 0
        #: Not answered for good so far, and acknowledged ones of the last 30 days.
        self.outbox: list[Json] = []
        self.kept: list[Json] = []
        self.answers: dict[str, Json] = {}

    def ask(self, method: str, path: str, body: Any = None) -> Heard:
        """Ask, and sign again when the session has ended.

        Raises:
            NoAnswer, Problem: as the centre, or somebody else, has it.
        """
        try:
            return self._ask(method, path, body)
        except Problem as problem:
            if problem.status != 401 or self.token is None:
                raise
        self.sign_in()
        return self._ask(method, path, body)

    def _ask(self, method: str, path: str, body: Any) -> Heard:
        headers = {"Doorstep-Protocol": "1", "Accept-Encoding": "gzip"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        sent = None
        if body is not None:
            sent = gzip.compress(json.dumps(body).encode())
            headers |= {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        heard = self.send(method, path, headers, sent)
        if "Doorstep-Protocol" not in heard.headers:
            raise NoAnswer("somebody else's answer")
        if heard.headers.get("Content-Encoding") == "gzip":
            heard = heard._replace(body=gzip.decompress(heard.body))
        if heard.status >= 400:
            raise Problem(heard.status, json.loads(heard.body))
        return heard

    def enrol(self, username: str, password: str, slip: str) -> None:
        """Become this person's device."""
        self.token = None
        who = {"username": username, "password": password, "slip": slip}
        what = {"device": self.device, "phone": self.phone, "signing_key": self.keys.public}
        said = json.loads(self._ask("POST", "/api/devices", {**who, **what}).body)
        self.county, self.store.generation = said["county"], said["generation"]

    def sign_in(self) -> None:
        """Open a session."""
        self.token, path = None, f"/api/devices/{self.device}"
        nonce = json.loads(self._ask("POST", f"{path}/nonce", None).body)["nonce"]
        signed = {"nonce": nonce, "signature": self.keys.sign_nonce(self.device, nonce)}
        said = json.loads(self._ask("POST", f"{path}/session", signed).body)
        self.token = said["token"]
        self._note_generation(said["generation"])

    def write(self, form: str, document: str, kind: str, changes: Json, **keys: Any) -> Json:
        """Put an operation into the outbox."""
        self.seq += 1
        operation = {
            "id": f"01936f00-0000-7000-8000-{uuid.uuid4().hex[:12]}",
            "device": self.device,
            "device_seq": self.seq,
            "document": document,
            "form": form,
            "form_version": 1,
            "kind": kind,
            "captured_at": "2026-11-25T01:00:00Z",
            "changes": changes,
            **keys,
        }
        self.outbox.append(operation)
        return operation

    def push(self) -> None:
        """Send what waits, oldest first; what is answered for good leaves the outbox."""
        mended = {operation.get("replaces") for operation in self.outbox}
        waiting = [operation for operation in self.outbox if operation["id"] not in mended]
        while waiting:
            batch, waiting = waiting[:MOST_OPERATIONS], waiting[MOST_OPERATIONS:]
            self._note_answers(batch, self._push(batch))

    def _push(self, batch: list[Json]) -> list[Json]:
        body = {"operations": batch, "reads": []}
        said = json.loads(self.ask("POST", "/api/sync/push", body).body)
        self._note_generation(said["generation"])
        answers: list[Json] = said["answers"]
        return answers

    def _note_answers(self, batch: list[Json], answers: list[Json]) -> None:
        for operation, answer in zip(batch, answers, strict=True):
            self.answers[operation["id"]] = answer
            if answer["answer"] in FINAL:
                leaving = {operation["id"], operation.get("replaces")}
                self.outbox = [each for each in self.outbox if each["id"] not in leaving]
                self.kept.append(operation)
            elif operation not in self.outbox:
                self.outbox.append(operation)

    def pull(self) -> None:
        """Take what is new, page by page."""
        more = True
        while more:
            page = self.ask("POST", "/api/sync/pull", {"cursor": self.store.cursor}).body
            more = self.store.file(page.decode())

    def sync(self) -> None:
        """Send, then take; after a restore offer again what the centre may have lost."""
        before = self.store.generation
        self.push()
        self.pull()
        if self.store.generation != before:
            self._offer_again()
            self.pull()

    def _note_generation(self, generation: str) -> None:
        if self.store.generation not in (None, generation):
            self.store.cursor = None

    def _offer_again(self) -> None:
        offered, self.kept = self.kept, []
        for start in range(0, len(offered), MOST_OPERATIONS):
            batch = offered[start : start + MOST_OPERATIONS]
            self._note_answers(batch, self._push(batch))

    def capsule(self) -> str:
        """The outbox as a file, sealed for the county."""
        head = {
            "kind": "doorstep-capsule",
            "version": 1,
            "device": self.device,
            "key": self.county["key_id"],
            "entries": len(self.outbox),
        }
        letters = [
            {"id": each["id"], "letter": self.keys.letter(each, self.county)}
            for each in self.outbox
        ]
        return "".join(json.dumps(line) + "\n" for line in [head, *letters])
