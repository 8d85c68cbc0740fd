"""A phone's session: opened by its signature of a nonce, once, soon, by nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests import cast
from tests.server.county import Phone


@pytest.fixture
def wang(app: Flask) -> Phone:
    return Phone(app, "wang", cast.WANG)


def test_a_nonce_opens_one_session(wang: Phone) -> None:
    nonce = wang.nonce()

    answers = [wang.send_signed(nonce).status_code for _ in range(2)]

    assert answers == [201, 401]


def test_who_asks_for_a_nonce_in_the_phones_name_spoils_nothing(
    app: Flask, wang: Phone
) -> None:
    nonce = wang.nonce()

    stranger = app.test_client()
    path = f"/api/devices/{wang.device}/nonce"
    others = [stranger.post(path, headers={"Doorstep-Protocol": "1"}) for _ in range(3)]

    assert [answer.status_code for answer in others] == [201] * 3
    assert wang.send_signed(nonce).status_code == 201


def test_a_nonce_older_than_one_that_was_used_is_worth_nothing(wang: Phone) -> None:
    older, newer = wang.nonce(), wang.nonce()

    assert wang.send_signed(newer).status_code == 201
    assert wang.send_signed(older).status_code == 401


def test_a_nonce_is_worth_nothing_after_two_minutes(wang: Phone) -> None:
    nonce = wang.nonce()

    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=125), tick=True):
        assert wang.send_signed(nonce).status_code == 401


def test_a_nonce_of_another_phone_or_of_ones_own_making_is_refused(
    app: Flask, wang: Phone
) -> None:
    other = Phone(app, "wang", cast.WANG)
    given = wang.nonce()
    forged = f"{int(datetime.now(UTC).timestamp() * 1_000_000)}.{given.partition('.')[2]}"

    answers = [
        wang.send_signed(nonce).status_code for nonce in (other.nonce(), forged, "", ".")
    ]

    assert answers[:2] == [401, 401]
    assert all(answer in (401, 422) for answer in answers[2:])
