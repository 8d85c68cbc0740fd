"""Whatever goes wrong leaves as problem details, with every header, and quotes nothing."""

import gzip
import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from server.headers import SECURITY
from server.services import directory
from tests import cast
from tests.server.county import Phone
from tests.server.desks import UNKNOWN, Desk


def is_problem(answer: TestResponse, status: int, code: str) -> None:
    """Hold an answer to RFC 9457 and to the headers of this server."""
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["type"] == f"/problems/{code}"
    assert answer.json["title"]
    for name, value in SECURITY.items():
        assert answer.headers[name] == value
    assert answer.headers["Doorstep-Protocol"] == "1"
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_address_that_is_none(app: Flask) -> None:
    is_problem(Desk(app, None).send("GET", "/api/nothing"), 404, "not-found")


def test_nobody_is_signed_in(app: Flask) -> None:
    is_problem(Desk(app, None).send("GET", "/api/board"), 401, "not-authenticated")


def test_a_role_that_may_not(app: Flask) -> None:
    is_problem(Desk(app, "wang").send("GET", "/api/board"), 403, "not-allowed")


def test_what_lies_elsewhere(app: Flask) -> None:
    answer = Desk(app, "chen").send("GET", f"/api/conflicts/{UNKNOWN}")

    is_problem(answer, 404, "not-found")


def test_a_method_that_the_address_does_not_take(app: Flask) -> None:
    answer = Desk(app, "chen").send("PUT", "/api/conflicts")

    is_problem(answer, 405, "method-not-allowed")
    assert "GET" in answer.headers["Allow"]


def test_a_body_of_another_kind(app: Flask) -> None:
    desk = Desk(app, "chen")

    answer = desk.client.post(
        "/api/residents/search",
        data="text=1",
        headers={"Cookie": desk.cookie, "Content-Type": "text/plain"},
    )

    is_problem(answer, 415, "unsupported-body")


def test_a_body_that_is_too_large_on_the_wire_and_inflated(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    sent = {
        "Doorstep-Protocol": "1",
        "Authorization": f"Bearer {wang.token}",
        "Content-Type": "application/json",
    }

    wide = wang.client.post("/api/sync/push", data=b" " * 3_000_000, headers=sent)
    bomb = wang.client.post(
        "/api/sync/push",
        data=gzip.compress(b" " * 50_000_000),
        headers={**sent, "Content-Encoding": "gzip"},
    )

    for answer in (wide, bomb):
        assert answer.status_code == 413
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b'{"reason": "a", "reason": "b"}', b"\xff", b'{"reason": NaN}', b'"x"'],
)
def test_a_body_that_is_not_what_is_asked_for(app: Flask, body: bytes) -> None:
    desk = Desk(app, "chen")

    answer = desk.client.post(
        f"/api/quarantine/{UNKNOWN}/set_aside",
        data=body,
        headers={"Cookie": desk.cookie, "Content-Type": "application/json"},
    )

    assert answer.status_code in {400, 422}
    assert answer.content_type == "application/problem+json"


def test_fields_are_named_and_what_was_entered_is_not_quoted(app: Flask) -> None:
    answer = Desk(app, "chen").send(
        "POST", "/api/residents/search", {"text": "张" * 51, "more": 1}
    )

    is_problem(answer, 422, "invalid")
    assert {error["field"] for error in answer.json["errors"]} == {"text", "more"}
    assert "张" not in json.dumps(answer.json, ensure_ascii=False)


@pytest.mark.parametrize("text", ["a\x00", "\ud842", "", " " * 51])
def test_what_a_database_would_refuse_is_refused_before(app: Flask, text: str) -> None:
    answer = Desk(app, "chen").send("POST", "/api/residents/search", {"text": text})

    assert answer.status_code == 422


def test_a_phone_of_another_protocol(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)

    for named in ("2", "", "one", "٢"):
        answer = wang.ask(**{"Doorstep-Protocol": named})

        is_problem(answer, 426, "upgrade-needed")


def test_what_nobody_expected(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(app, "chen")

    def break_down(_actor: Any) -> None:
        raise RuntimeError("张桂芳 329901195903080000")

    monkeypatch.setattr(directory, "areas", break_down)
    answer = desk.send("GET", "/api/areas")

    is_problem(answer, 500, "internal-server-error")
    # Escaped on the wire, the name could not be found there.
    assert not [word for word in ("张", "329901195903080000") if word in str(answer.json)]


def test_good_answers_carry_the_same_headers(app: Flask) -> None:
    answer = Desk(app, "chen").send("GET", "/api/board")

    for name, value in SECURITY.items():
        assert answer.headers[name] == value
    assert answer.headers["Cache-Control"] == "no-store"
