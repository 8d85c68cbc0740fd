"""Checks names and passwords: slow to guess, never slower for a clinic than for a guesser."""

import hashlib
import threading
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, select

from server.access.models import LoginAttempt, Staff
from server.db import reading, writing
from server.problems import Busy, NotAuthenticated, TooManyTries

#: OWASP's minimum: 19 MiB, two passes; memory times threads is what a small server must bear.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: Hashes at once; the rest waits for a moment, then is told to come again.
_HASHING = threading.BoundedSemaphore(2)
_WAIT_SECONDS = 5
#: Failures that cost nothing; each later one doubles the pause, up to an hour.
FREE_FAILURES = 5
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
    with reading() as session:
        attempt = session.get(LoginAttempt, key)
        now = datetime.now(UTC)
        if attempt is not None and attempt.blocked_until > now:
            raise TooManyTries(
                retry_after_seconds=int((attempt.blocked_until - now).total_seconds()) + 1
            )
        staff = session.scalar(select(Staff).where(Staff.username == username))
        if staff is not None:
            session.expunge(staff)
    # Outside the transaction: hashing takes longer than any query.
    is_right = _verify(staff.password_hash if staff else _NOBODY, password)
    if staff is None or not is_right or not staff.is_active:
        _note_failure(key)
        raise NotAuthenticated
    if attempt is not None:
        with writing() as session:
            session.execute(delete(LoginAttempt).where(LoginAttempt.key == key))
    return staff


def _verify(kept: str, password: str) -> bool:
    if not _HASHING.acquire(timeout=_WAIT_SECONDS):
        raise Busy(retry_after_seconds=_WAIT_SECONDS)
    try:
        return HASHER.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    finally:
        _HASHING.release()


def _note_failure(key: str) -> None:
    with writing() as session:
        attempt = session.get(LoginAttempt, key)
        failures = (attempt.failures if attempt else 0) + 1
        pause = (
            min(3600, 2 ** max(0, failures - FREE_FAILURES)) if failures > FREE_FAILURES else 0
        )
        until = datetime.now(UTC) + timedelta(seconds=pause)
        if attempt is None:
            session.add(LoginAttempt(key=key, failures=failures, blocked_until=until))
        else:
            attempt.failures, attempt.blocked_until = failures, until
