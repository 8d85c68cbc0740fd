"""A desk's session: not to be guessed, stolen, or used from elsewhere."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from sqlalchemy import select, update

from server.access.models import DeskSession, LoginAttempt, Staff
from server.db import reading, writing
from tests import cast
from tests.server.county import Phone
from tests.server.desks import Desk


def test_the_cookie_is_of_this_host_alone_and_no_script_reads_it(app: Flask) -> None:
    cookie = Desk(app, None).sign_in("chen").headers["Set-Cookie"]

    assert cookie.startswith("__Host-doorstep=")
    for attribute in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
        assert attribute in cookie
    assert "Expires" not in cookie


def test_a_cookie_from_before_is_never_taken_over(app: Flask) -> None:
    planted = Desk(app, None)
    planted.cookie = "__Host-doorstep=planted-by-somebody"

    answer = planted.send(
        "POST", "/api/session", {"username": "chen", "password": cast.PASSWORD}
    )

    given = answer.headers["Set-Cookie"].partition(";")[0]
    assert given != "__Host-doorstep=planted-by-somebody"
    assert planted.send("GET", "/api/session").status_code == 401


def test_what_the_database_keeps_signs_nobody_in(app: Flask) -> None:
    desk = Desk(app, "chen")

    with app.app_context(), reading() as session:
        kept = session.scalars(select(DeskSession.secret_hash)).one()
    desk.cookie = f"__Host-doorstep={kept}"

    assert desk.send("GET", "/api/session").status_code == 401


def test_after_signing_out_the_cookie_is_worth_nothing(app: Flask) -> None:
    desk = Desk(app, "chen")

    desk.send("DELETE", "/api/session")

    assert desk.send("GET", "/api/session").status_code == 401


def test_a_session_ends_by_itself_and_use_prolongs_it(app: Flask) -> None:
    desk = Desk(app, "chen")
    now = datetime.now(UTC)

    with time_machine.travel(now + timedelta(minutes=20), tick=True):
        at_twenty = desk.send("GET", "/api/session").status_code
    with time_machine.travel(now + timedelta(minutes=45), tick=True):
        at_forty_five = desk.send("GET", "/api/session").status_code
    with time_machine.travel(now + timedelta(minutes=90), tick=True):
        at_ninety = desk.send("GET", "/api/session").status_code

    assert (at_twenty, at_forty_five, at_ninety) == (200, 200, 401)


def test_no_use_keeps_a_desk_open_for_longer_than_a_working_day(app: Flask) -> None:
    desk = Desk(app, "chen")
    now = datetime.now(UTC)

    answers = []
    for minutes in range(20, 12 * 60 + 40, 20):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=True):
            answers.append(desk.send("GET", "/api/session").status_code)

    assert answers == [200] * 35 + [401] * 2


def test_a_closed_account_is_out_at_once(app: Flask) -> None:
    desk = Desk(app, "chen")

    with app.app_context(), writing() as session:
        session.execute(update(Staff).where(Staff.id == cast.CHEN).values(is_active=False))

    assert desk.send("GET", "/api/session").status_code == 401


def test_another_sites_page_cannot_use_the_cookie(app: Flask) -> None:
    desk = Desk(app, "chen")
    foreign = [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.invalid"},
        {"Origin": "null"},
    ]

    answers = [desk.send("DELETE", "/api/session", **headers) for headers in foreign]

    assert [answer.status_code for answer in answers] == [403] * len(foreign)
    assert desk.send("GET", "/api/session").status_code == 200


def test_our_own_page_can(app: Flask) -> None:
    desk = Desk(app, "chen")
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}

    answer = desk.send("DELETE", "/api/session", **own)

    assert answer.status_code == 204
    # Of nothing there is no type.
    assert "Content-Type" not in answer.headers


def test_an_unknown_name_and_a_wrong_password_look_alike(app: Flask) -> None:
    desk = Desk(app, None)

    unknown = desk.sign_in("nobody")
    wrong = desk.sign_in("chen", "not-the-password")

    assert unknown.status_code == wrong.status_code == 401
    assert unknown.data == wrong.data


def test_guessing_is_slowed_down_and_the_right_password_waits_too(app: Flask) -> None:
    desk = Desk(app, None)

    guesses = [desk.sign_in("chen", f"guess-{i}").status_code for i in range(7)]
    right = desk.sign_in("chen")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=2), tick=True):
        later = desk.sign_in("chen")

    assert guesses == [401] * 6 + [429]
    assert right.status_code == 429
    assert int(right.headers["Retry-After"]) > 0
    assert later.status_code == 201


def test_guesses_at_once_are_counted_like_guesses_in_turn(app: Flask) -> None:
    with ThreadPoolExecutor(8) as pool:
        guesses = [pool.submit(Desk(app, None).sign_in, "chen", f"g{i}") for i in range(16)]
    codes = [guess.result().status_code for guess in guesses]

    assert codes.count(401) <= 6
    assert set(codes) <= {401, 429}


def test_failures_are_forgotten_after_a_day(app: Flask) -> None:
    desk = Desk(app, None)
    desk.sign_in("chen", "wrong")
    desk.sign_in("nobody", "wrong")

    with time_machine.travel(datetime.now(UTC) + timedelta(days=2), tick=True):
        desk.sign_in("wang", "wrong")

    with app.app_context(), reading() as session:
        assert len(session.scalars(select(LoginAttempt)).all()) == 1


def test_where_one_sits_is_what_our_own_proxy_says(make_app: Callable[..., Flask]) -> None:
    """Otherwise one guesser behind a proxy would slow everybody down, or nobody himself."""
    behind, bare = make_app(proxies=1), make_app()

    def guess(app: Flask, i: int) -> int:
        address = {"X-Forwarded-For": f"10.0.0.{i}"}
        asked = {"username": "chen", "password": "wrong"}
        return app.test_client().post("/api/session", json=asked, headers=address).status_code

    assert [guess(behind, i) for i in range(8)] == [401] * 8
    assert [guess(bare, i) for i in range(8)] == [401] * 6 + [429] * 2


def test_names_that_nobody_has_are_slowed_down_alike(app: Flask) -> None:
    desk = Desk(app, None)

    guesses = [desk.sign_in("nobody", f"guess-{i}").status_code for i in range(7)]

    assert guesses == [401] * 6 + [429]


def test_a_phones_token_is_no_cookie_and_a_cookie_no_token(app: Flask) -> None:
    wang, desk = Phone(app, "wang", cast.WANG), Desk(app, "wang")
    secret = desk.cookie.partition("=")[2]
    thief = Desk(app, None)
    thief.cookie = f"__Host-doorstep={wang.token}"

    with_token = thief.send("GET", "/api/session")
    with_secret = thief.client.get(
        "/api/session", headers={"Authorization": f"Bearer {secret}"}
    )

    assert (with_token.status_code, with_secret.status_code) == (401, 401)


def test_a_desk_syncs_nothing(app: Flask) -> None:
    desk = Desk(app, "wang")

    answer = desk.send("POST", "/api/sync/pull", {}, **{"Doorstep-Protocol": "1"})

    assert answer.status_code == 403
