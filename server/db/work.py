"""Units of work: one transaction each, begun as a reader or as a writer."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from sqlalchemy.orm import Session

from server.db.base import db
from server.db.engine import reading_options

#: Records of one transaction: whoever writes meanwhile waits no longer than for this.
PAGE = 100


def pages(ids: Iterable[str]) -> Iterator[list[str]]:
    """Return ids in pages, each for a transaction of its own."""
    rest = iter(ids)
    while page := list(islice(rest, PAGE)):
        yield page


@contextmanager
def reading() -> Iterator[Session]:
    """Read in one transaction, which sees one state of the database from its first query on."""
    session = db.session()
    session.rollback()
    session.connection(execution_options=reading_options(session.get_bind()))
    try:
        yield session
    finally:
        session.rollback()


@contextmanager
def writing() -> Iterator[Session]:
    """Write in one transaction: committed when the block ends, rolled back when it raises.

    On SQLite the write lock is taken at once, so keep it short: no hashing, no network inside.
    """
    session = db.session()
    session.rollback()
    session.connection(execution_options={"write": True})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
