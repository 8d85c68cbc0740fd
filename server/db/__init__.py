"""The database session, and the only place that knows which engine it runs on."""

from server.db.base import Base, db
from server.db.work import reading, writing

__all__ = ["Base", "db", "reading", "writing"]
