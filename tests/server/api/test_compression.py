"""Long answers travel gzipped, to whom asks for it; short ones, with their secrets, never."""

import json
from itertools import pairwise

from flask import Flask
from werkzeug.test import TestResponse

from tests import cast
from tests.server.county import Phone, inflated
from tests.server.desks import Desk, establish, name_change, plan

GZIP = {"Accept-Encoding": "gzip, br"}


def encoding(answer: TestResponse) -> str | None:
    assert "Accept-Encoding" in answer.headers["Vary"]
    return answer.headers.get("Content-Encoding")


def test_the_answers_to_a_long_push_travel_gzipped(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    names = ["张桂芳", *(f"张桂{n}" for n in range(20))]
    body = {"operations": [name_change(wang, *pair) for pair in pairwise(names)]}

    plain = wang.send("POST", "/api/sync/push", body)
    zipped = wang.send("POST", "/api/sync/push", body, **GZIP)

    assert zipped.request.headers["Accept-Encoding"] == GZIP["Accept-Encoding"]
    assert (encoding(plain), encoding(zipped)) == (None, "gzip")
    assert int(zipped.headers["Content-Length"]) == len(zipped.data) < len(plain.data) / 4
    assert json.loads(inflated(zipped))["answers"] == plain.json["answers"]


def test_the_phone_of_these_tests_asks_for_gzip_and_gets_it(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    seen: list[tuple[str, str | None, str | None]] = []
    sending = wang.send

    def watched(*args: object, **headers: str) -> TestResponse:
        answer = sending(*args, **headers)  # type: ignore[arg-type]  # as they came
        asked = answer.request.headers.get("Accept-Encoding")
        seen.append((answer.request.path, asked, encoding(answer)))
        return answer

    wang.send = watched  # type: ignore[method-assign]  # one phone, watched
    establish(wang)
    wang.push(*(name_change(wang, "张桂芳", f"张{n}") for n in range(20)))
    wang.pull()

    assert ("/api/sync/push", "gzip", "gzip") in seen
    assert ("/api/sync/pull", "gzip", "gzip") in seen


def test_a_long_list_at_a_desk_travels_gzipped_and_whole(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    for day in range(1, 21):
        plan(app, "r", f"2026-10-{day:02}", "2026-10-31")
    chen = Desk(app, "chen")
    address = "/api/board/tasks?period=month&day=2026-10-15"

    plain = chen.get(address)
    zipped = chen.send("GET", address, **GZIP)
    refusing = chen.send("GET", address, **{"Accept-Encoding": "gzip;q=0"})

    assert (encoding(zipped), encoding(refusing)) == ("gzip", None)
    assert json.loads(inflated(zipped)) == plain == refusing.json
    # Whatever else answers take on the way, they keep.
    assert zipped.headers["Doorstep-Protocol"] == "1"
    assert zipped.headers["Cache-Control"] == "no-store"


def test_an_answer_with_a_secret_is_never_compressed(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    chen = Desk(app, "chen")

    nonce = wang.send("POST", f"/api/devices/{wang.device}/nonce", **GZIP)
    slip = chen.send("POST", "/api/devices/slips", {"staff": cast.WANG}, **GZIP)
    sign = wang.send_signed

    assert nonce.json["nonce"]
    assert slip.status_code == 201, slip.json
    assert sign(nonce.json["nonce"]).json["token"]
    assert [encoding(answer) for answer in (nonce, slip)] == [None, None]


def test_a_file_of_the_app_is_not_touched(app: Flask) -> None:
    page = app.test_client().get("/api/docs", headers=GZIP)

    assert page.status_code == 200
    assert "Content-Encoding" not in page.headers
