"""A phone's own code in Node, on a line that a test holds: each of its requests passes here."""

import base64
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask

from server.services import enrolment
from tests import cast

PHONE = Path(__file__).with_name("phone_on_a_line.mjs")


class PhoneOnALine:
    """The code that runs on phones, enrolled with this application."""

    def __init__(self, app: Flask, username: str, staff: str) -> None:
        self.client = app.test_client()
        #: Asked before a pull is answered: whether there is a signal.
        self.has_signal: Callable[[], bool] = lambda: True
        self.process = subprocess.Popen(
            ["node", PHONE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        with app.app_context():
            slip = enrolment.make_slip(staff)
        self.call("signUp", {"username": username, "password": cast.PASSWORD, "slip": slip})

    def call(self, name: str, *given: Any) -> Any:
        """Call the worker as the page does, and answer what it asks meanwhile."""
        self._say({"call": name, "args": given})
        while True:
            line = self._hear()
            if "ask" in line:
                self._say({"ask": line["ask"], **self._answer(line)})
            elif "failed" in line:
                raise AssertionError(line["failed"])
            else:
                return line.get("said")

    def close(self) -> None:
        """End the process."""
        self.process.communicate()

    def _say(self, line: dict[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self.process.stdout
        line: dict[str, Any] = json.loads(self.process.stdout.readline())
        return line

    def _answer(self, line: dict[str, Any]) -> dict[str, Any]:
        if line["path"] == "/api/sync/pull" and not self.has_signal():
            return {}
        answer = self.client.open(
            line["path"],
            method=line["method"],
            headers=line["headers"],
            data=base64.b64decode(line["body"] or ""),
        )
        return {
            "status": answer.status_code,
            "headers": dict(answer.headers),
            "body": answer.get_data(as_text=True),
        }
