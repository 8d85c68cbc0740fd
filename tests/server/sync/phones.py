"""Looks at what phones hold, and compares it with what a new phone would get."""

from typing import Any

import pytest
from flask import Flask

from server.sync import pull, snapshot
from tests.server.county import Phone


def held(phone: Phone) -> dict[str, Any]:
    """Everything that a phone holds: documents, and rows of the lists that are not empty."""
    rows = {key: row for key, row in phone.index.items() if row is not None}
    return {"documents": phone.documents, "rows": rows}


def bootstrapped(phone: Phone) -> dict[str, Any]:
    """What this phone would hold if it began from nothing now; it is left as it is."""
    names = ("cursor", "documents", "index", "feed_of")
    before = {name: getattr(phone, name) for name in names}
    phone.cursor, phone.documents, phone.index, phone.feed_of = None, {}, {}, {}
    phone.pull()
    found = held(phone)
    for name, value in before.items():
        setattr(phone, name, value)
    return found


def assert_equals_a_new_phone(*phones: Phone) -> None:
    for phone in phones:
        phone.pull()
        assert held(phone) == bootstrapped(phone)


def lines(phone: Phone, cursor: str | None = None) -> list[str]:
    """One page, as it was sent."""
    answer = phone.ask(cursor)
    assert answer.status_code == 200, answer.data
    return answer.get_data(as_text=True).strip().split("\n")


def page_sizes(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Let pages be small."""
    monkeypatch.setattr(snapshot, "FIRST_PAGE", size)
    monkeypatch.setattr(snapshot, "PAGE", size)
    monkeypatch.setattr(pull, "CHANGES", size)


def fresh(app: Flask, username: str, staff: str) -> Phone:
    phone = Phone(app, username, staff)
    phone.pull()
    return phone
