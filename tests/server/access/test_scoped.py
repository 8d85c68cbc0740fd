"""Lists and single documents are shown by one rule: what a query gives, may_read allows."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select

from server.access.authorise import LANES, Actor, GrantedArea, may_read
from server.access.scoped import in_scope
from server.db import reading
from server.sync.models import Feed
from tests import cast

NOW = datetime.now(UTC)
HOUR = timedelta(hours=1)
ROLES = ["doctor", "supervisor", "records_manager", "administrator", "resident", "stranger"]


def granted(area: str, lanes: str, starts: timedelta, ends: timedelta | None) -> GrantedArea:
    return GrantedArea(
        area, frozenset(lanes.split()), NOW + starts, None if ends is None else NOW + ends
    )


GRANTS = [
    (),
    (granted(cast.VILLAGE, "record", -HOUR, None),),
    (granted(cast.TOWNSHIP, "record mental_health", -HOUR, HOUR),),
    (granted(cast.TOWNSHIP, "tuberculosis", -HOUR, None),),
    (granted(cast.COUNTY, "record", -2 * HOUR, -HOUR),),
    (granted(cast.COUNTY, "record", HOUR, None),),
    (
        granted(cast.GRID, "record", -HOUR, None),
        granted(cast.NEXT_VILLAGE, "mental_health", -HOUR, None),
    ),
]


@pytest.mark.parametrize("role", ROLES)
def test_a_query_gives_exactly_what_may_be_read(app: Flask, role: str) -> None:
    with app.app_context(), reading() as session:
        feeds = session.scalars(select(Feed)).all()
        for grants in GRANTS:
            actor = Actor("someone", "某人", role, grants)

            by_query = set(
                session.scalars(
                    select(Feed.code).where(in_scope(actor, Feed.area_code, Feed.lane))
                )
            )
            by_feed = set(
                session.scalars(select(Feed.code).where(in_scope(actor, Feed.code, Feed.lane)))
            )
            records = set(
                session.scalars(
                    select(Feed.code).where(
                        in_scope(actor, Feed.area_code), Feed.lane == "record"
                    )
                )
            )

            wanted = {
                feed.code for feed in feeds if may_read(actor, feed.area_code, feed.lane, NOW)
            }
            assert by_query == by_feed == wanted
            assert records == {code for code in wanted if code.endswith(":record")}


def test_the_cases_show_something_and_hide_something() -> None:
    shown = [
        may_read(Actor("x", "x", role, grants), cast.GRID, lane, NOW)
        for role, grants, lane in product(ROLES, GRANTS, LANES)
    ]

    assert any(shown)
    assert not all(shown)
