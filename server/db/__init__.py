"""The database session, and the only place that knows which engine it runs on."""

from server.db.base import Base, db
from server.db.work import pages, reading, writing

__all__ = ["Base", "db", "pages", "reading", "writing"]
