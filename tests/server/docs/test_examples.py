"""Every example of the sync protocol is played, in order, against the real application."""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask

from server import compression
from server.api import bodies
from server.config import Settings
from server.rules.natural_keys import NAMESPACE
from server.services import county, enrolment
from server.services.capsules import open_capsule
from server.sync import pull, push, snapshot
from tests import cast
from tests.server.access.devices import change_device
from tests.server.county import Phone, changes
from tests.server.docs.client import Client, Heard, natural_id
from tests.server.docs.exchanges import PAGE, Block, Exchange, Names, blocks, values
from tests.server.sync.writing import patch

BEGINNING = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
#: The household that moves away.
OTHER_HOUSEHOLD = "01930000-0000-7000-8000-0000000000b2"
_MOMENT = re.compile(r'"now": "([^"]+)"')
_SPACES = re.compile(r"\(([0-9,]+) spaces\)")


def ids(tail: str) -> str:
    """An id as the page makes them up."""
    return f"01930000-0000-7000-8000-{tail:0>12}"


class Day:
    """The day that the page tells of: two phones of Wang, and what others do meanwhile."""

    def __init__(self, app: Flask, data: Path, clock: Any) -> None:
        self.app, self.data, self.clock = app, data, clock
        self.browser = app.test_client()
        self.phone = Client(self.send, ids("d1"), ids("e1"))
        self.other = Client(self.send, ids("d2"), ids("e2"))
        with app.app_context():
            self.substitution = county.grant(cast.WANG, cast.NEXT_VILLAGE)
            slip, theirs = (enrolment.make_slip(cast.WANG) for _ in range(2))
        self.other.enrol("wang", cast.PASSWORD, theirs)
        self.other.sign_in()
        self.chen = Phone(app, "chen", cast.CHEN)
        self._establish()
        key = self.phone.keys.public
        self.names = Names({"slip": slip, "x": key["x"], "y": key["y"]})
        self.names.known["their token"] = str(self.other.token)
        #: The operation that was not sent.
        self.unsent: dict[str, Any] = {}

    def send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> Heard:
        """Send a request, with these headers and no others."""
        answer = self.browser.open(path, method=method, headers=dict(headers), data=body)
        return Heard(answer.status_code, answer.headers, answer.data)

    def _establish(self) -> None:
        """Zhang and her household, written by Wang's other phone."""
        home = changes(cast.HOUSEHOLD_BODY, area=cast.GRID)
        zhang = {**cast.ZHANG_BODY, "managed_programmes": None}
        person = changes(zhang, household=cast.HOUSEHOLD)
        at = {"captured_at": "2026-11-24T02:30:00Z", "finish": True}
        for number, form, id, written in (
            (1, "household", cast.HOUSEHOLD, home),
            (2, "resident_basic", cast.ZHANG, person),
        ):
            own = {"id": ids(f"20{number}"), **at}
            self.other.write(form, id, "create", written, **own)
        self.other.push()
        assert not self.other.outbox

    # ---- what happens before some of the exchanges -----------------------------------------

    def household_moves(self) -> None:
        """The supervisor sees that the household lies in the next village."""
        self._catch_up()
        self.names.known["cursor 5"] = str(self.phone.store.cursor)
        [answer] = self.chen.push(
            patch(self.chen, OTHER_HOUSEHOLD, "household", _area=(cast.GRID, cast.NEXT_GRID))
        )
        assert answer["answer"] == "applied"

    def substitution_ends(self) -> None:
        """Wang stands in for the next doctor no more."""
        with self.app.app_context():
            county.end_grant(self.substitution, datetime.now(UTC))

    def restored(self) -> None:
        """The centre comes back from a backup."""
        with self.app.app_context():
            county.begin_generation()

    def tries(self) -> None:
        """Somebody guesses passwords."""
        for _ in range(6):
            with pytest.raises(Exception, match="401"):
                self.phone.enrol("chen", "guessed", "GUESSED2")

    def compare(self) -> None:
        """What filed every page as the page says holds what a new phone gets."""
        self._catch_up()
        new = Phone(self.app, "wang", cast.WANG)
        new.pull()
        store = self.phone.store
        assert {id: held for id, (*_, held) in store.documents.items()} == new.documents
        rows = {f"{id}|{feed}": row for (id, feed), row in store.rows.items()}
        assert rows == {key: row for key, row in new.index.items() if row is not None}

    def _catch_up(self) -> None:
        self.phone.token = self.names.known["token"]
        self.phone.pull()

    def revoked(self) -> None:
        """The phone is revoked."""
        change_device(self.app, self.phone.device, revoked_at=datetime.now(UTC))

    # ---- playing ---------------------------------------------------------------------------

    def play(self, block: Block) -> list[str]:
        """Play a block; return all in which what came is not what is written."""
        players = {
            ("http", block.name): self._exchange,
            ("json", "not sent"): self._keep,
            ("ndjson", "a capsule"): self._bring_home,
        }
        return players[block.language, block.name](block)

    def _exchange(self, block: Block) -> list[str]:
        exchange = Exchange.read(block)
        self._set_clock(block.text)
        if block.name in BEFORE:
            BEFORE[block.name](self)
        self._sign()
        method, path = exchange.request.start.split(" ")
        written = exchange.request.headers
        headers = {name: self.names.fill(value) for name, value in written.items()}
        heard = self.send(method, path, headers, self._body(exchange.request.body, headers))
        misses = self.names.misses(exchange, heard)
        if not misses and path == "/api/sync/pull" and heard.status == 200:
            self.phone.store.file(heard.body.decode())
        return misses

    def _set_clock(self, text: str) -> None:
        """It is the moment that the answer names, or a second later than before."""
        found = _MOMENT.search(text)
        if found:
            self.clock.move_to(datetime.fromisoformat(found[1]))
        else:
            self.clock.shift(timedelta(seconds=1))

    def _sign(self) -> None:
        known = self.names.known
        for nonce in [name for name in known if name.startswith("nonce")]:
            signed = self.phone.keys.sign_nonce(self.phone.device, known[nonce])
            known.setdefault(nonce.replace("nonce", "signature"), signed)

    def _body(self, text: str, headers: Mapping[str, str]) -> bytes | None:
        spaces = _SPACES.fullmatch(text)
        filled = " " * int(spaces[1].replace(",", "")) if spaces else self.names.fill(text)
        body = filled.encode()
        if headers.get("Content-Encoding") == "gzip":
            body = gzip.compress(body)
        return body or None

    def _keep(self, block: Block) -> list[str]:
        [self.unsent] = values(block.text)
        return []

    def _bring_home(self, block: Block) -> list[str]:
        known = self.names.known
        key = {"kty": "EC", "crv": "P-256", "x": known["county x"], "y": known["county y"]}
        self.phone.county = {"key_id": known["key id"], "public_key": key}
        self.phone.outbox = [self.unsent]
        text = self.phone.capsule()
        with self.app.app_context():
            opened = open_capsule(text, self.data)
        assert [answer["answer"] for answer in opened.answers] == ["applied"]
        came = [json.loads(line) for line in text.splitlines()]
        return list(self.names.differences(values(block.text), came))


BEFORE: dict[str, Callable[[Day], None]] = {
    "a household has moved away": Day.household_moves,
    "a right has ended": Day.substitution_ends,
    "another generation": Day.restored,
    "too many tries": Day.tries,
    "the end of a session": Day.compare,
    "nonce of a revoked phone": Day.revoked,
}


@pytest.fixture
def day(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    monkeypatch.setattr(snapshot, "FIRST_PAGE", 1)
    with time_machine.travel(BEGINNING, tick=False) as clock:
        yield Day(app, tmp_path, clock)


def test_every_example_of_the_page_is_what_the_server_takes_and_answers(day: Day) -> None:
    written = blocks()

    for block in written:
        assert day.play(block) == [], block.name

    assert BEFORE.keys() <= {block.name for block in written}
    assert PAGE.read_text().count("\n```") == 2 * len(written)


def test_the_page_says_how_ids_are_made() -> None:
    page = PAGE.read_text()
    [name] = re.findall(r"`(hypertension_follow_up\|[^`]+)`", page)
    follow_up = natural_id(*name.split("|"))
    conflict = natural_id("conflict", follow_up, "systolic_blood_pressure", ids("205"))

    assert {follow_up, conflict} <= set(re.findall(r'"id": "([^"]+)"', page))


EXCHANGE = """POST /api/sync/push
Doorstep-Protocol: 1

{"operations": [], "reads": []}

HTTP/1.1 200 OK
Content-Type: application/json

{"now": "‹now›", "answers": [{"id": "a", "number": 1}], "more": {"list": [1, "…"], "…": "…"}}
"""
ANSWER = {
    "now": "9:00",
    "answers": [{"id": "a", "number": 1}],
    "more": {"list": [1, 2], "key": 3},
}


def misses_of(status: int, body: Any, kind: str = "application/json") -> list[str]:
    exchange = Exchange.read(Block("http", "push", EXCHANGE))
    heard = Heard(status, {"Content-Type": kind}, json.dumps(body).encode())
    return Names({"now": "9:00"}).misses(exchange, heard)


def test_an_answer_as_it_is_written_is_taken() -> None:
    assert misses_of(200, ANSWER) == []


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"now": "9:01"}, "body[0].now"),
        ({"further": 1}, "body[0].further"),
        ({"answers": [{"id": "a"}]}, "body[0].answers[0].number"),
        ({"answers": [{"id": "a", "number": "1"}]}, "body[0].answers[0].number"),
        ({"answers": [{"id": "a", "number": True}]}, "body[0].answers[0].number"),
        ({"answers": [{"id": "b", "number": 1}]}, "body[0].answers[0].id"),
        ({"answers": []}, "body[0].answers"),
        ({"answers": [{"id": "a", "number": 1}] * 2}, "body[0].answers"),
        ({"more": {"list": [2]}}, "body[0].more.list[0]"),
        ({"more": {"list": []}}, "body[0].more.list"),
        ({"more": {}}, "body[0].more.list"),
    ],
)
def test_an_answer_that_is_not_as_it_is_written_is_found(wrong: Any, where: str) -> None:
    found = misses_of(200, {**ANSWER, **wrong})

    assert [line.partition(":")[0] for line in found] == [where]


def test_another_status_or_kind_of_answer_is_found() -> None:
    assert len(misses_of(201, ANSWER)) == 1
    assert len(misses_of(200, ANSWER, kind="text/html")) == 1


def test_a_block_that_nobody_plays_is_found(day: Day) -> None:
    with pytest.raises(KeyError):
        day.play(Block("json", "operation", "{}"))


def test_the_numbers_that_the_page_names_are_the_servers() -> None:
    page, settings = " ".join(PAGE.read_text().split()), Settings("", "", Path())
    mib = 1024 * 1024

    for said in (
        f"at most {settings.max_wire_bytes // mib} MiB on the wire",
        f"and {settings.max_inflated_bytes // mib} MiB inflated",
        f"beyond {bodies.RATIO_FROM // 1024} KiB at most {bodies.LARGEST_RATIO} times the wire",
        f"an answer of more than {compression.WORTH_GZIP:,} bytes comes gzipped",
        f"after {snapshot.FIRST_PAGE} subjects in the very first page",
        f"and {snapshot.PAGE} in later ones",
        f"after {pull.CHANGES} changes, or at {snapshot.PAGE_BYTES // mib} MiB",
        f"at most {push.MOST_OPERATIONS} operations",
        f"`{NAMESPACE}`",
    ):
        assert said.lower() in page.lower(), said
