"""The log of a real server process: each request by its id, nothing about anybody's health."""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.browser.server import RunningServer, fill
from tests.server.county import changes

#: The log is known to hold it.
PLANTED = "欧阳对照"
NEEDLES = ("张桂芳", "329901195903080041", "217131", cast.ZHANG, cast.PASSWORD)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path)
    fill(running)
    running.start("tests.server.failing_wsgi:app")
    yield running
    running.close()


def ask(
    server: RunningServer, method: str, path: str, body: Any = None, **headers: str
) -> tuple[int, Any]:
    """Ask the process; return status and headers."""
    data = None if body is None else json.dumps(body).encode()
    sent = {"Doorstep-Protocol": "1", "Content-Type": "application/json", **headers}
    request = urllib.request.Request(server.address + path, data, sent, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as problem:
        return problem.code, problem.headers


def stands_in(log: str, needle: str) -> bool:
    """Whether a text stands in a log, in any of the ways in which it may be written there."""
    ways = (needle, json.dumps(needle).strip('"'), urllib.parse.quote(needle), repr(needle))
    return any(way in log for way in ways)


def test_no_request_leaves_a_name_a_number_or_a_value_in_the_log(server: RunningServer) -> None:
    name, number, pressure, *_ = NEEDLES
    wang = server.client("wang", cast.WANG)
    login = {"username": "chen", "password": cast.PASSWORD}
    status, headers = ask(server, "POST", "/api/session", login)
    assert status == 201
    desk = {"Cookie": headers["Set-Cookie"].partition(";")[0]}
    phone = {"Authorization": f"Bearer {wang.token}"}
    body = {"name": name, "id_number": number, "systolic_blood_pressure": int(pressure)}
    pushed = wang.operation("resident_basic", cast.ZHANG, "patch", changes=changes(body))
    query = urllib.parse.quote(name)
    asked: list[tuple[int, str, str, Any, dict[str, str]]] = [
        (401, "POST", "/api/session", {"username": name, "password": number}, {}),
        (200, "POST", "/api/residents/search", {"text": name}, desk),
        (200, "GET", f"/api/residents/{cast.ZHANG}/history", None, desk),
        (422, "GET", f"/api/board?day={query}&{number}={pressure}", None, desk),
        (404, "GET", f"/api/{query}/{number}", None, desk),
        (200, "POST", "/api/sync/push", {"operations": [pushed]}, phone),
        (422, "POST", "/api/sync/push", {name: number, "operations": pressure}, phone),
        (500, "GET", f"/api/areas?name={query}", None, desk),
    ]

    told = [(status, *ask(server, *request[:3], **request[3])) for status, *request in asked]

    assert [status for _, status, _ in told] == [status for status, *_ in asked]
    log = (server.folder / "server.log").read_text()
    assert stands_in(log, PLANTED), "the search must find what is there"
    assert [needle for needle in NEEDLES if stands_in(log, needle)] == []
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    by_id = {line["request_id"]: line for line in lines if line["event"] == "request"}
    assert len(by_id) >= len(asked)
    for status, _, headers in told:
        assert by_id[headers["X-Request-Id"]]["status"] == status
    [failure] = [line for line in lines if line["event"] == "an unexpected failure"]
    assert failure["request_id"] == told[-1][2]["X-Request-Id"]
    assert failure["error"] == "RuntimeError"
    assert "failing_wsgi.py" in failure["where"]


@pytest.mark.parametrize("way", ["%s", "name=%r", '{"name": %s}', "GET /api/%s"])
def test_the_search_finds_what_a_careless_line_would_say(way: str) -> None:
    name = NEEDLES[0]
    written = {'{"name": %s}': json.dumps(name), "GET /api/%s": urllib.parse.quote(name)}

    assert stands_in(f"before {way % written.get(way, name)} after", name)
