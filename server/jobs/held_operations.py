"""Judges anew what was held or rejected here: a newer version, form or area may take it."""

from collections.abc import Sequence
from typing import Any

import structlog
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from server.access.models import Device
from server.db import pages, reading
from server.problems import Busy
from server.records.loaded import Loaded
from server.services.zone import county_zone
from server.sync.apply import Applied
from server.sync.compute import FINAL, HELD, REJECTED
from server.sync.history import submitted_again
from server.sync.mended import mended
from server.sync.models import StoredOperation, is_unsettled
from server.sync.push import apply_or_each

log = structlog.get_logger()


def judge_again(definitions: Loaded, *, rejected: bool = False) -> int:
    """Judge anew what is held, and waits for no document; return how many count now.

    What waits for a document or conflict is judged when that comes. Held for other reasons are
    those of a newer form, of an area that was not known, and those on which the server failed.
    `rejected`: also what phones sent and an older version refused, unless its author has
    replaced it. A second run changes nothing.
    """
    with reading() as session:
        ids = session.scalars(_waiting(definitions, HELD, StoredOperation.waits_for.is_(None)))
        found = list(ids)
        if rejected:
            own = StoredOperation.device_id.in_(select(Device.id))
            refused = list(session.scalars(_waiting(definitions, REJECTED, own)))
            replaced = mended(session, refused)
            found += [id for id in refused if id not in replaced]
    taken = sum(_judge(page, definitions) for page in pages(found))
    log.info("held operations", judged=len(found), taken=taken)
    return taken


def _waiting(definitions: Loaded, status: str, which: ColumnElement[bool]) -> Any:
    """The oldest first; a form that is still unknown need not be asked again."""
    return (
        select(StoredOperation.id)
        .where(
            is_unsettled(status),
            which,
            StoredOperation.form.in_(list(definitions.forms)),
        )
        .order_by(StoredOperation.received_at, StoredOperation.device_seq)
    )


def _judge(ids: Sequence[str], definitions: Loaded) -> int:
    with reading() as session:
        rows = session.scalars(select(StoredOperation).where(StoredOperation.id.in_(ids))).all()
        again = submitted_again(session, rows)
    try:
        answers, _ = apply_or_each(again, definitions, county_zone(), _nothing, _nothing)
    except Busy:
        # Others write the same records now; the rest comes with the next run.
        log.warning("held operations", skipped=len(ids))
        return 0
    return sum(answer["answer"] in FINAL for answer in answers)


def _nothing(_session: Session, _applied: Applied) -> None:
    """No phone is here whose contact would be noted."""
