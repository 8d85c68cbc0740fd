"""The county's clock, by which a day begins."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from server.access.models import County
from server.db import reading
from server.sync.surroundings import Clock


def county_zone() -> ZoneInfo:
    """Return the county's time zone."""
    with reading() as session:
        return ZoneInfo(session.scalars(select(County.time_zone)).one())


def county_clock() -> Clock:
    """Return this moment, and the county's calendar."""
    return Clock(datetime.now(UTC), county_zone())
