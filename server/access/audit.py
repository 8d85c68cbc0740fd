"""The log of who read or changed whose record, in the transaction of what it tells."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, cast

import uuid_utils
from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from server.access.authorise import Actor
from server.access.models import AuditEntry
from server.db import writing


def entry(actor: Actor, action: str, at: datetime, **what: Any) -> dict[str, Any]:
    """Return a row of the log. `what`: subject_id, feed_code, count, reason."""
    row = {"subject_id": None, "feed_code": None, "count": 1, "reason": "", **what}
    return {
        "id": str(uuid_utils.uuid7()),
        "at": at,
        "actor_id": actor.staff_id,
        "device_id": actor.device_id,
        "action": action,
        **row,
    }


def log(session: Session, entries: Iterable[dict[str, Any]]) -> None:
    """Add rows to the log, in one statement."""
    rows = list(entries)
    if rows:
        session.execute(insert(cast(Table, AuditEntry.__table__)), rows)


def log_shown(actor: Actor, shown: Iterable[tuple[str, str]], reason: str) -> None:
    """Log what somebody at a desk is about to see, in a transaction of its own.

    `shown`: subject and feed of each thing; one row for each subject tells how many.
    """
    counts, now = Counter(shown), datetime.now(UTC)
    if not counts:
        return
    with writing() as session:
        log(
            session,
            [
                entry(
                    actor,
                    "read",
                    now,
                    subject_id=subject,
                    feed_code=feed,
                    count=count,
                    reason=reason,
                )
                for (subject, feed), count in sorted(counts.items())
            ],
        )
