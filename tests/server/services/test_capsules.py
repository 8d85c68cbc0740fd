"""Work that a phone could not send comes home as a file, written by the phone's own code."""

import base64
import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from server.access.models import County, Device
from server.db import reading
from tests import cast
from tests.server.access.devices import change_device, device_of
from tests.server.county import Phone
from tests.server.desks import Desk, establish, name_change
from tests.server.sync.writing import follow_up

WRITER = Path(__file__).with_name("write_letters.mjs")


@pytest.fixture
def wang(app: Flask) -> Phone:
    phone = Phone(app, "wang", cast.WANG)
    establish(phone)
    return phone


def capsule(app: Flask, phone: Phone, operations: list[Any], **changes: Any) -> str:
    """A capsule of this phone with these operations unsent."""
    with app.app_context(), reading() as session:
        county = session.scalars(select(County)).one()
        key = {"key_id": county.key_id, "public_key": json.loads(county.public_key)}
    secret = phone.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    asked = {
        "county": key,
        "device": phone.device,
        "secret": base64.b64encode(secret).decode(),
        "operations": operations,
        **changes,
    }
    run = subprocess.run(
        ["node", WRITER], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return run.stdout


def opened(app: Flask, folder: Path, text: str, code: int = 0) -> str:
    file = folder / "brought.capsule"
    file.write_text(text)
    said = FlaskCliRunner(app).invoke(args=["doorstep", "open-capsule", str(file)])
    assert said.exit_code == code, said.output
    return said.output


def test_what_a_revoked_phone_holds_is_taken_as_of_its_capture(
    app: Flask, wang: Phone, tmp_path: Path
) -> None:
    entry = follow_up(wang, systolic_blood_pressure=138)
    text = capsule(app, wang, [entry])
    change_device(app, wang.device, revoked_at=datetime.now(UTC) + timedelta(seconds=1))
    heard = device_of(app, wang.device).last_contact_at

    said = opened(app, tmp_path, text)
    again = opened(app, tmp_path, text)

    assert "From a phone of 王秀兰: 1 entries." in said
    assert "1  taken" in said
    assert again == said
    other = Phone(app, "wang", cast.WANG)
    other.pull()
    assert other.documents[entry["document"]]["body"]["systolic_blood_pressure"] == 138
    device = device_of(app, wang.device)
    assert device.last_contact_at == heard
    assert device.highest_seq == entry["device_seq"]


def test_what_a_lost_phone_holds_waits_for_a_person(
    app: Flask, wang: Phone, tmp_path: Path
) -> None:
    text = capsule(app, wang, [name_change(wang, "张桂芳", "张桂芬")])
    change_device(app, wang.device, is_lost=True, revoked_at=datetime.now(UTC))

    opened(app, tmp_path, text)

    [waiting] = Desk(app, "chen").get("/api/quarantine")
    assert waiting["reason"] == "lost"


def test_a_line_that_was_changed_takes_no_other_with_it(
    app: Flask, wang: Phone, tmp_path: Path
) -> None:
    entries = [name_change(wang, "张桂芳", "张桂芬"), follow_up(wang)]
    head, first, second = capsule(app, wang, entries).splitlines()
    row = json.loads(first)
    row["letter"] = row["letter"][:200] + "AAAA" + row["letter"][204:]

    said = opened(app, tmp_path, "\n".join([head, json.dumps(row), "{", second]), code=1)

    assert "1  taken" in said
    assert "line 2 is not signed by this phone" in said
    assert "line 3 is no letter" in said


def test_nobody_forges_a_letter_or_sends_it_under_another_name(
    app: Flask, wang: Phone, tmp_path: Path
) -> None:
    other = Phone(app, "wang", cast.WANG)
    entry = name_change(wang, "张桂芳", "张桂芬")
    forged = capsule(app, other, [entry], device=wang.device)
    head, line = capsule(app, wang, [entry]).splitlines()
    renamed = json.dumps({**json.loads(line), "id": cast.ZHANG})

    for text in (forged, f"{head}\n{renamed}"):
        said = opened(app, tmp_path, text, code=1)
        assert "line 2 is not signed by this phone" in said

    with app.app_context(), reading() as session:
        assert session.get_one(Device, wang.device).highest_seq < entry["device_seq"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no capsule"),
        ("PK\x03\x04", "no capsule"),
        ('{"kind":"doorstep-capsule","version":2,"device":"d","key":"k"}', "this version"),
        ('{"kind":"doorstep-capsule","version":1,"device":"d","key":"k"}', "another key"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_as_a_whole(
    app: Flask, tmp_path: Path, text: str, why: str
) -> None:
    assert why in opened(app, tmp_path, text, code=1)
