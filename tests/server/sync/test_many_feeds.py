"""A reader of a whole county: more feeds than an address, a header or a statement holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import insert, update

from server.db import db, writing
from server.sync.models import Feed
from tests import cast
from tests.chaos.centre import centre
from tests.chaos.client import RemotePhone
from tests.server.county import Phone
from tests.server.sync.writing import establish

FEEDS = 1_500
#: What gunicorn takes as a header; of an address it takes half.
LONGEST_HEADER = 8_190


@pytest.fixture
def chen(app: Flask, database_url: str, tmp_path: Path) -> Iterator[RemotePhone]:
    """A supervisor of 1,500 feeds and one village in which somebody lives."""
    establish(Phone(app, "wang", cast.WANG))
    enrolled = Phone(app, "chen", cast.CHEN)
    feeds = [
        {
            "code": f"{area}:record",
            "area_code": area,
            "lane": "record",
            "number": 1_000 + place,
            "forgotten": 0,
        }
        for place, area in enumerate(f"{cast.TOWNSHIP}9{n:05d}" for n in range(FEEDS))
    ]
    with app.app_context(), writing() as session:
        session.execute(insert(Feed), feeds)
        session.commit()
        db.session.remove()
    with centre(database_url, tmp_path) as (port, _):
        yield RemotePhone(port, enrolled.device, enrolled.token, cast.CHEN)


def test_a_reader_of_fifteen_hundred_feeds_syncs_and_syncs_again(
    app: Flask, chen: RemotePhone
) -> None:
    chen.pull()
    assert len(chen.documents) == 3
    assert chen.cursor is not None
    assert len(chen.cursor) > LONGEST_HEADER

    assert chen.pull() == 1
    with app.app_context(), writing() as session:
        session.execute(update(Feed).values(number=Feed.number + 1))
    chen.pull()

    assert chen.pull() == 1
