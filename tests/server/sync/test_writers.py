"""Eight writers at once in one area while others read: no reader ever skips a change."""

import random
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from server.sync import write
from tests import cast
from tests.server.county import Phone
from tests.server.sync.phones import assert_equals_a_new_phone, page_sizes
from tests.server.sync.writing import establish, follow_up, patch

WRITERS, READERS, TURNS = 8, 2, 5


def test_no_reader_ever_skips_a_change(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    writers = [Phone(app, "wang", cast.WANG) for _ in range(WRITERS)]
    readers = [Phone(app, "wang", cast.WANG) for _ in range(READERS)]
    home, *people = establish(writers[0], 4)
    written = write.write_projections

    def slowly(*arguments: Any) -> None:
        # Between the taking of a number and the moment it becomes visible.
        time.sleep(random.uniform(0, 0.02))
        written(*arguments)

    monkeypatch.setattr(write, "write_projections", slowly)
    page_sizes(monkeypatch, 5)
    writing = threading.Event()
    failures: list[BaseException] = []
    answers: list[dict[str, Any]] = []

    def carefully(run: Callable[[], None]) -> Callable[[], None]:
        def carried() -> None:
            try:
                run()
            except BaseException as failure:  # told to the test, which runs in another thread
                failures.append(failure)

        return carried

    def write_of(writer: Phone, own: int) -> Callable[[], None]:
        def turns() -> None:
            for turn in range(TURNS):
                person = people[(own + turn) % 4]
                answers.extend(
                    writer.push(
                        follow_up(writer, person, f"2026-{1 + turn:02d}-{1 + own:02d}"),
                        patch(writer, person, phone=(None, f"139{own:04d}{turn:04d}")),
                        patch(writer, home, "household", access_note=(None, f"{own}.{turn}")),
                    )
                )

        return turns

    def read_of(reader: Phone) -> Callable[[], None]:
        def until_all_is_written() -> None:
            while not writing.is_set():
                reader.pull()
                time.sleep(0.01)

        return until_all_is_written

    writing_threads = [
        threading.Thread(target=carefully(write_of(phone, own)))
        for own, phone in enumerate(writers)
    ]
    reading_threads = [threading.Thread(target=carefully(read_of(phone))) for phone in readers]
    for thread in (*writing_threads, *reading_threads):
        thread.start()
    for thread in writing_threads:
        thread.join()
    writing.set()
    for thread in reading_threads:
        thread.join()

    assert failures == []
    assert {answer["answer"] for answer in answers} <= {"applied", "merged", "conflict"}
    assert_equals_a_new_phone(*readers, writers[0])
    follow_ups = [
        d for d in readers[0].documents.values() if d["type"] == "hypertension_follow_up"
    ]
    assert len(follow_ups) == WRITERS * TURNS
