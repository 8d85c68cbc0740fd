"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, String
from sqlalchemy.types import TypeDecorator

#: Ids of documents, operations, staff, devices: UUIDs as text, lower case with hyphens.
Id = String(36)
#: Codes of areas (division codes and what extends them), forms, lanes and states.
Code = String(40)
#: A calendar day as text, YYYY-MM-DD.
Day = String(10)


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC. SQLite forgets time zones: it would read eight hours wrong."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Store UTC; a moment without a zone is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give aware moments in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
