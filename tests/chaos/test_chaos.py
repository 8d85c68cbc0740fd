"""Killed workers, lost answers, repeats: in the end all are equal, nothing is lost."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from flask import Flask
from sqlalchemy import select

from server.db import reading
from server.records.loaded import loaded
from server.sync.models import Document, StoredOperation
from server.sync.rebuild import rebuild
from tests import cast
from tests.chaos.centre import centre, kill_a_worker
from tests.chaos.network import Weather, network
from tests.server.county import Phone
from tests.server.sync.phones import bootstrapped
from tests.server.sync.writing import establish

#: A long run: make chaos.
TURNS = int(os.environ.get("DOORSTEP_CHAOS_TURNS", "12"))
#: Seconds in which a day's work must be done, on a machine that others use too.
PATIENCE = 60 + TURNS * 3
CLIENTS = 3
#: Requests between two killed workers.
KILL_EVERY = 40


@pytest.mark.timeout(PATIENCE + 120)
def test_nothing_is_lost_between_killed_workers_and_a_bad_network(
    app: Flask,
    database_url: str,
    tmp_path: Path,
) -> None:
    first = Phone(app, "wang", cast.WANG)
    _, *people = establish(first, 4)
    phones = [Phone(app, "wang", cast.WANG) for _ in range(CLIENTS)]
    chance = random.Random(7)

    with centre(database_url, tmp_path) as (port, master):
        weather = Weather(7, lambda: kill_a_worker(master, chance), every=KILL_EVERY)
        with network(port, weather) as way:
            days = day_of_work(way, phones, people, tmp_path)

    assert weather.lost > 0
    assert weather.repeated > 0
    assert weather.strikes > 0
    truth = bootstrapped(first)
    for day in days:
        assert day["held"] == truth
    with app.app_context():
        assert rebuild(loaded(), ZoneInfo("Asia/Shanghai"), write=False).differing == []
    nothing_is_lost(app, [operation for day in days for operation in day["written"]])


def day_of_work(
    port: int, phones: list[Phone], people: list[str], folder: Path
) -> list[dict[str, Any]]:
    """Let each phone work in a process of its own; return what each wrote and holds."""
    processes = []
    for seed, phone in enumerate(phones, start=1):
        order = {
            "seed": seed,
            "device": phone.device,
            "token": phone.token,
            "staff": phone.staff,
            "people": people,
            "turns": TURNS,
            "patience": PATIENCE,
            "done": str(folder / f"done{seed}"),
            "all_done": str(folder / "all_done"),
        }
        asked, told = folder / f"order{seed}.json", folder / f"day{seed}.json"
        asked.write_text(json.dumps(order))
        command = [sys.executable, "-m", "tests.chaos.client", str(port), str(asked), str(told)]
        processes.append((subprocess.Popen(command), told))
    try:
        while not all((folder / f"done{seed + 1}").exists() for seed in range(len(phones))):
            ended = [process for process, _ in processes if process.poll() is not None]
            assert ended == [], "a phone gave up"
            time.sleep(0.1)
        (folder / "all_done").touch()
        for process, _ in processes:
            assert process.wait(60) == 0
    finally:
        for process, _ in processes:
            process.kill()
            process.wait()
    return [json.loads(told.read_text()) for _, told in processes]


def nothing_is_lost(app: Flask, written: list[dict[str, Any]]) -> None:
    """Each value stands, is offered, or was seen by the author of what replaced it."""
    with app.app_context(), reading() as session:
        rows = session.scalars(select(StoredOperation)).all()
        stored = {row.id: (row.status, orjson.loads(row.payload)) for row in rows}
        documents = [orjson.loads(head) for head in session.scalars(select(Document.head))]
    assert written
    for operation in written:
        status, payload = stored[operation["id"]]
        assert status in ("applied", "merged", "conflict")
        assert payload == operation
    seen = {
        change["from"]
        for operation in written
        for change in operation["changes"].values()
        if isinstance(change["from"], str)
    }
    kept = orjson.dumps(documents).decode()
    for operation in written:
        for part in ("name", "investigations"):
            value = operation["changes"].get(part, {}).get("to")
            assert value is None or value in seen or f'"{value}"' in kept, operation
