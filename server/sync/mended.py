"""Which refused operations their authors have mended since: a later one takes their place."""

from collections.abc import Iterable

import orjson
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from server.db import pages
from server.sync.models import StoredOperation, is_mending


def mended(session: Session, refused: Iterable[str]) -> set[str]:
    """Return which of these operations another one of the same device replaces."""
    found: set[str] = set()
    for page in pages(list(refused)):
        # What mends one comes after it: all that the device wrote before need not be read.
        first = (
            select(
                StoredOperation.device_id, func.min(StoredOperation.device_seq).label("number")
            )
            .where(StoredOperation.id.in_(page))
            .group_by(StoredOperation.device_id)
            .subquery()
        )
        payloads = session.scalars(
            select(StoredOperation.payload)
            .join(
                first,
                and_(
                    StoredOperation.device_id == first.c.device_id,
                    StoredOperation.device_seq > first.c.number,
                ),
            )
            .where(is_mending())
        )
        named = (str(orjson.loads(payload).get("replaces")) for payload in payloads)
        found.update(set(page).intersection(named))
    return found
