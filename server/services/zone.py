"""The county's clock, by which a day begins."""

from zoneinfo import ZoneInfo

from sqlalchemy import select

from server.access.models import County
from server.db import reading


def county_zone() -> ZoneInfo:
    """Return the county's time zone."""
    with reading() as session:
        return ZoneInfo(session.scalars(select(County.time_zone)).one())
