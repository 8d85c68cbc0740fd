"""Checks names and passwords: slow to guess, never slower for a clinic than for a guesser."""

import hashlib
import threading
from datetime import UTC, datetime, timedelta
from typing import cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from server.access.models import LoginAttempt, Staff
from server.db import reading, writing
from server.db.engine import upsert
from server.problems import Busy, NotAuthenticated, TooManyTries

#: OWASP's minimum: 19 MiB, two passes; memory times threads is what a small server must bear.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: Hashes at once; the rest waits for a moment, then is told to come again.
_HASHING = threading.BoundedSemaphore(2)
_WAIT_SECONDS = 5
#: Tries that cost nothing; each later one doubles the pause, up to an hour.
FREE_TRIES = 5
#: What is kept of failed tries after the pause has ended.
FORGET_AFTER = timedelta(days=1)
#: What an unknown name is checked against, so that it takes as long as a known one.
_NOBODY = HASHER.hash("nobody has this password")
SHORTEST = 8


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return HASHER.hash(password)


def check(username: str, password: str, address: str) -> Staff:
    """Return whose name and password these are.

    Raises:
        NotAuthenticated: unknown name, wrong password or closed account: the three look alike.
        TooManyTries: this name failed too often from this address.
        Busy: too many are signing in at this moment.
    """
    key = hashlib.sha256(f"{username}|{address}".encode()).hexdigest()
    if not _HASHING.acquire(timeout=_WAIT_SECONDS):
        raise Busy(retry_after_seconds=_WAIT_SECONDS)
    try:
        _count_try(key)
        with reading() as session:
            staff = session.scalar(select(Staff).where(Staff.username == username))
            if staff is not None:
                session.expunge(staff)
        # Outside the transaction: hashing takes longer than any query.
        is_right = _verify(staff.password_hash if staff else _NOBODY, password)
    finally:
        _HASHING.release()
    if staff is None or not is_right or not staff.is_active:
        raise NotAuthenticated
    with writing() as session:
        session.execute(delete(LoginAttempt).where(LoginAttempt.key == key))
    return staff


def _verify(kept: str, password: str) -> bool:
    try:
        return HASHER.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _count_try(key: str) -> None:
    """Count a try before it is judged: many at once are counted like many in turn."""
    now = datetime.now(UTC)
    with writing() as session:
        session.execute(
            delete(LoginAttempt).where(LoginAttempt.blocked_until < now - FORGET_AFTER)
        )
        attempt = _attempt(session, key, now)
        if attempt.blocked_until > now:
            pause = int((attempt.blocked_until - now).total_seconds()) + 1
            raise TooManyTries(retry_after_seconds=pause)
        attempt.tries += 1
        doublings = attempt.tries - FREE_TRIES
        pause = min(3600, 2 ** min(doublings, 12)) if doublings > 0 else 0
        attempt.blocked_until = now + timedelta(seconds=pause)


def _attempt(session: Session, key: str, now: datetime) -> LoginAttempt:
    """Return the row of this key, locked; a new one when there was none."""
    new = {"key": key, "tries": 0, "blocked_until": now}
    upsert(session, cast(Table, LoginAttempt.__table__), [new], keep=("tries", "blocked_until"))
    return session.get_one(LoginAttempt, key, with_for_update=True)
