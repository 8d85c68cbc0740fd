"""A phone that works offline: what it shows is what it pulled with its outbox laid over it."""

from collections.abc import Iterator
from typing import Any

from flask import Flask

from tests.server.county import Phone
from tests.server.sync.phones import held

Json = dict[str, Any]
FINAL = ("applied", "merged", "conflict")


class OfflinePhone:
    """Writes into its outbox; sends when it is told to, and keeps what was not answered."""

    def __init__(self, app: Flask, username: str, staff: str) -> None:
        self.phone = Phone(app, username, staff)
        self.name = username
        #: Not answered, or held: sent again.
        self.outbox: list[Json] = []
        #: Answered, and laid over what is shown until it has been pulled.
        self.answered: list[Json] = []
        #: Every operation that it ever wrote.
        self.written: list[Json] = []

    def write(self, operation: Json) -> None:
        self.outbox.append(operation)
        self.written.append(operation)

    def seen(self, document: str, part: str) -> Any:
        """What this phone shows of a part; None: nothing."""
        pulled = self.phone.documents.get(document)
        value = None
        if pulled is not None:
            if part[0] == "@":
                value = pulled["links"].get(part[1:])
            else:
                value = pulled["body"].get(part)
        for operation in (*self.answered, *self.outbox):
            change = (operation.get("changes") or {}).get(part)
            if operation["document"] == document and change is not None:
                value = change["to"]
        return value

    def knows(self, document: str) -> bool:
        ours = (*self.answered, *self.outbox)
        return document in self.phone.documents or any(
            operation["document"] == document for operation in ours
        )

    def edit(self, form: str, document: str, part: str, to: Any, **keys: Any) -> None:
        """Change one part from what this phone shows."""
        change = {part: {"from": self.seen(document, part), "to": to}}
        operation = self.phone.operation(form, document, "patch", changes=change)
        self.write({**operation, **keys})

    def push(self, *, is_lost: bool, most: int = 500) -> None:
        """Send the oldest of the outbox; a lost answer leaves it as it is."""
        sent = self.outbox[:most]
        if not sent:
            return
        answers = self.phone.push(*sent)
        if is_lost:
            return
        told = [answer["answer"] for answer in answers]
        self.answered += [op for op, how in zip(sent, told, strict=True) if how in FINAL]
        kept = [op for op, how in zip(sent, told, strict=True) if how == "held"]
        self.outbox = kept + self.outbox[most:]

    def pull(self) -> None:
        self.phone.pull()
        self.answered = []

    def open_conflicts(self, people: list[str]) -> Iterator[Json]:
        """Conflicts of fields of these residents' own records."""
        for document in self.phone.documents.values():
            body = document["body"]
            is_open = document["type"] == "conflict" and body["state"] == "open"
            if is_open and body["document"] in people and body["unit"][0] != "@":
                yield document

    def held(self) -> Json:
        return held(self.phone)
