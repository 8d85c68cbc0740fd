"""One phone in a process of its own: it writes, sends and reads as often as it is told."""

import http.client
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from tests.server.county import Phone, changes
from tests.server.sync.phones import held
from tests.server.sync.writing import follow_up_id

FINAL = ("applied", "merged", "conflict")
#: Everything that a bad network and a killed worker do to a request.
NO_ANSWER = (OSError, http.client.HTTPException, AssertionError, EOFError, ValueError)


class Answer:
    """An answer, as the tests' phone reads it."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status_code, self.headers = answer.status, answer.headers
        self.data = answer.read()
        # Captive portals do not speak the protocol.
        assert "Doorstep-Protocol" in self.headers, "not the centre's answer"

    @property
    def json(self) -> Any:
        return json.loads(self.data)


class Line:
    """A real connection instead of Flask's test client."""

    def __init__(self, port: int) -> None:
        self.port = port

    def open(self, path: str, *, method: str, data: bytes | None, headers: Any) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, data, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()


class RemotePhone(Phone):
    """A phone that was enrolled before, over a real network."""

    def __init__(self, port: int, device: str, token: str, staff: str) -> None:
        self.client = Line(port)  # type: ignore[assignment]  # as much of it as is used
        self.device, self.token, self.staff = device, token, staff
        self.seq, self.cursor = 0, None
        self.documents, self.index, self.feed_of, self.stale = {}, {}, {}, set()


def work(port: int, order: dict[str, Any]) -> dict[str, Any]:
    """Do a day's work, and return what was written and what is held in the end."""
    phone = RemotePhone(port, order["device"], order["token"], order["staff"])
    chance = random.Random(order["seed"])
    outbox: list[dict[str, Any]] = []
    written: list[dict[str, Any]] = []
    failures, turn, until = 0, 0, time.monotonic() + order["patience"]
    while turn < order["turns"] or outbox:
        assert time.monotonic() < until, "the outbox did not empty"
        if turn < order["turns"]:
            turn += 1
            operation = write(phone, chance, order["people"], f"{order['seed']}.{turn}")
            outbox.append(operation)
            written.append(operation)
        try:
            answers = phone.push(*outbox[:20])
            done = {answer["id"] for answer in answers if answer["answer"] in FINAL}
            outbox = [operation for operation in outbox if operation["id"] not in done]
            phone.pull()
        except NO_ANSWER:
            failures += 1
            time.sleep(0.02)
    # What the others wrote last must be there, too, before all is compared.
    Path(order["done"]).touch()
    while not Path(order["all_done"]).exists():
        assert time.monotonic() < until, "the others never ended"
        time.sleep(0.05)
    pull_to_the_end(phone)
    return {"written": written, "held": held(phone), "failures": failures}


def write(phone: Phone, chance: random.Random, people: list[str], token: str) -> dict[str, Any]:
    """A new follow-up, or a correction of what this phone shows."""
    person = chance.choice(people)
    if chance.random() < 0.5:
        day = f"2026-{chance.randrange(1, 11):02d}-{chance.randrange(1, 29):02d}"
        body = {"visit_date": day, "visit_mode": "home", "investigations": token}
        id = follow_up_id(person, day)
        made = changes(body, resident=person)
        return phone.operation("hypertension_follow_up", id, changes=made, finish=True)
    seen = phone.documents.get(person, {}).get("body", {}).get("name")
    change = {"name": {"from": seen, "to": f"n{token}"}}
    return phone.operation("resident_basic", person, "patch", changes=change)


def pull_to_the_end(phone: Phone) -> None:
    for _ in range(200):
        try:
            phone.pull()
            return
        except NO_ANSWER:
            time.sleep(0.1)
    raise AssertionError("the last pull never ended")


if __name__ == "__main__":
    orders = json.loads(Path(sys.argv[2]).read_text())
    Path(sys.argv[3]).write_text(json.dumps(work(int(sys.argv[1]), orders)))
