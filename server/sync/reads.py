"""Folders opened on a phone, in a stream of their own: kept once per resident and hour."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from server.access import audit
from server.access.authorise import Actor, may_read
from server.db.engine import upsert
from server.sync.models import ReadEvent, Subject
from server.sync.operation import unfit


def note_reads(
    session: Session, actor: Actor, reads: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Keep folders opened offline, once per resident and hour; only those the actor may read.

    Returns the rows that tell of them, for the log; of a repeat there are none.
    One that no database can keep is left out: it must not hold up the operations beside it.
    """
    sound = [each for each in reads if unfit(each) is None]
    if not sound:
        return []
    now = datetime.now(UTC)
    places, known = _places_and_known(session, actor, {each["resident"] for each in sound})
    rows = {
        (each["resident"], each["lane"], each["hour"]): each
        for each in sound
        if each["resident"] in places
        and may_read(actor, places[each["resident"]], each["lane"], now)
    }
    new = rows.keys() - known
    upsert(
        session,
        cast(Table, ReadEvent.__table__),
        [
            {
                "device_id": actor.device_id,
                "subject_id": resident,
                "lane": lane,
                "hour": hour,
                "count": rows[resident, lane, hour]["count"],
            }
            for resident, lane, hour in sorted(rows)
        ],
    )
    return [
        audit.entry(
            actor,
            "read",
            now,
            subject_id=resident,
            count=rows[resident, lane, hour]["count"],
            reason=f"{hour} {rows[resident, lane, hour].get('reason') or ''}".strip(),
        )
        for resident, lane, hour in sorted(new)
    ]


def _places_and_known(
    session: Session, actor: Actor, subjects: set[str]
) -> tuple[dict[str, str], set[tuple[str, str, str]]]:
    """Return the area of each subject, and what this device has told of them before."""
    own = (ReadEvent.subject_id == Subject.id) & (ReadEvent.device_id == actor.device_id)
    rows = session.execute(
        select(Subject.id, Subject.area_code, ReadEvent.lane, ReadEvent.hour)
        .outerjoin(ReadEvent, own)
        .where(Subject.id.in_(subjects))
    ).all()
    places = {row.id: row.area_code for row in rows}
    return places, {(row.id, row.lane, row.hour) for row in rows if row.hour is not None}
