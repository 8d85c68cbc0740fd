"""The examples of the sync protocol are what a server takes and sends."""

import json
import re

import pytest
from flask import Flask

from tests import cast
from tests.server.county import Phone
from tests.server.docs.pages import ROOT

_EXAMPLE = re.compile(r"^```json (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> dict[str, dict]:
    """Return the JSON of the protocol's page by the name of each block."""
    page = (ROOT / "docs/sync-protocol.md").read_text()
    return {name: json.loads(text) for name, text in _EXAMPLE.findall(page)}


@pytest.fixture
def wang(app: Flask) -> Phone:
    return Phone(app, "wang", cast.WANG)


def test_the_operation_of_the_protocol_is_taken(wang: Phone) -> None:
    operation = examples()["operation"]
    operation["device"] = wang.device
    operation["changes"]["@area"]["to"] = cast.GRID

    [answer] = wang.push(operation)
    wang.pull()

    assert answer["answer"] == "applied"
    taken = wang.documents[operation["document"]]
    assert taken["body"] == {"household_address": "上湾村老屋组1号"}
    assert taken["links"] == {"area": cast.GRID}


def test_a_document_is_sent_with_the_keys_of_the_protocol(wang: Phone) -> None:
    operation = {**examples()["operation"], "device": wang.device}
    operation["changes"]["@area"]["to"] = cast.GRID
    wang.push({**operation, "finish": True})
    wang.pull()
    sent, written = wang.documents[operation["document"]], examples()["document"]

    assert sent.keys() == written.keys()
    assert sent["finished"]["*"].keys() == written["finished"]["*"].keys()
    assert sent["changed"].keys() == written["changed"].keys()
