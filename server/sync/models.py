"""Tables of the record itself: documents, operations, feeds, and what left a feed."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Index,
    Integer,
    String,
    Text,
    and_,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base
from server.db.types import Code, Day, Id, Instant

_QUARANTINED = "status = 'quarantined'"
_UNSETTLED = "status IN ('held', 'rejected')"
_MENDING = """payload LIKE '%"replaces":"%'"""


class Document(Base):
    """The head of anything that syncs, conflicts included; its history is its operations."""

    __tablename__ = "document"
    __table_args__ = (
        # A pull is a range read of one feed, in feed order.
        Index("ix_document_feed", "feed_code", "feed_number"),
        # A folder is read whole.
        Index("ix_document_subject", "subject_id"),
        # The conflicts of a document.
        Index("ix_document_about", "about_id"),
        # What waits in an area: conflicts, open alerts.
        Index("ix_document_type_feed", "type", "feed_code"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: The form's id, or `conflict`.
    type: Mapped[str] = mapped_column(Code)
    lane: Mapped[str] = mapped_column(Code)
    #: The resident, household or area whose folder holds it.
    subject_id: Mapped[str] = mapped_column(Id)
    #: Of a conflict: the document that it is about.
    about_id: Mapped[str | None] = mapped_column(Id)
    feed_code: Mapped[str] = mapped_column(Code)
    feed_number: Mapped[int] = mapped_column(BigInteger)
    #: Changes of this document for life; a phone replaces only by a higher one.
    rev: Mapped[int] = mapped_column(BigInteger)
    #: The day of service, of standing documents the day they were created.
    day: Mapped[str] = mapped_column(Day)
    is_complete: Mapped[bool] = mapped_column(Boolean)
    is_retired: Mapped[bool] = mapped_column(Boolean)
    #: The whole document as phones receive it, serialised once: a pull concatenates these.
    head: Mapped[str] = mapped_column(Text)
    #: Unit -> the operation that set it; `_entries`: what each phone has made of it alone. Of
    #: no use on a phone, so kept beside the head.
    provenance: Mapped[str] = mapped_column(Text)


class StoredOperation(Base):
    """An operation as it came, and its answer. Kept for life."""

    __tablename__ = "operation"
    __table_args__ = (
        Index("ix_operation_target", "target_id"),
        # Held ones are looked for when what they wait for appears.
        Index("ix_operation_waits_for", "waits_for"),
        Index("ix_operation_device", "device_id", "device_seq"),
        # The few that wait for a person, among all that ever came.
        Index(
            "ix_operation_quarantined",
            "received_at",
            sqlite_where=text(_QUARANTINED),
            postgresql_where=text(_QUARANTINED),
        ),
        # As few: what is judged anew each day, and counted for the phone that sent it.
        Index(
            "ix_operation_unsettled",
            "status",
            "device_id",
            sqlite_where=text(_UNSETTLED),
            postgresql_where=text(_UNSETTLED),
        ),
        # What mends a refused one: a refused one stays refused for life.
        Index(
            "ix_operation_mending",
            "device_id",
            "device_seq",
            sqlite_where=text(_MENDING),
            postgresql_where=text(_MENDING),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    device_id: Mapped[str] = mapped_column(Id)
    device_seq: Mapped[int] = mapped_column(BigInteger)
    actor_id: Mapped[str] = mapped_column(Id)
    #: Where it went, after `moved_to` and aliases.
    target_id: Mapped[str] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(Code)
    form: Mapped[str] = mapped_column(Code)
    captured_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime] = mapped_column(Instant)
    #: Canonical JSON, and its SHA-256: the same id with another payload is not a repeat.
    payload: Mapped[str] = mapped_column(Text)
    payload_hash: Mapped[str] = mapped_column(String(64))
    #: applied, merged, conflict: final. held, rejected: judged anew.
    #: quarantined: a person decides. set_aside: one has, and it does not count.
    status: Mapped[str] = mapped_column(Code)
    #: Of a held one: the document, conflict or resident that is not known here yet.
    waits_for: Mapped[str | None] = mapped_column(Id)
    #: The answer, as JSON text; a final one is repeated word for word.
    answer: Mapped[str] = mapped_column(Text)
    #: Why it is quarantined; never told to a phone.
    quarantine_reason: Mapped[str | None] = mapped_column(Code)


def is_quarantined() -> ColumnElement[bool]:
    """Return the condition that an operation waits for a person, as its index says it."""
    # Written out: for a bound value SQLite would not take the index.
    return StoredOperation.status == literal_column("'quarantined'")


def is_unsettled(status: str) -> ColumnElement[bool]:
    """Return the condition that an operation is held, or rejected, as their index says it."""
    either: list[ColumnElement[str]] = [literal_column("'held'"), literal_column("'rejected'")]
    return and_(StoredOperation.status.in_(either), StoredOperation.status == status)


def is_mending() -> ColumnElement[bool]:
    """Return the condition that an operation mends another one, as its index says it."""
    # In canonical JSON the quotes of a text are escaped: nobody's words look like this key.
    return StoredOperation.payload.op("LIKE")(literal_column("""'%"replaces":"%'"""))


class Feed(Base):
    """The numbered stream of an area and lane. Its row is locked while a number is taken."""

    __tablename__ = "feed"

    code: Mapped[str] = mapped_column(Code, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code, index=True)
    lane: Mapped[str] = mapped_column(Code)
    #: The newest number; a cursor, nothing else.
    number: Mapped[int] = mapped_column(BigInteger, default=0)
    #: Every `gone` up to this number has been forgotten: an older cursor starts anew.
    forgotten: Mapped[int] = mapped_column(BigInteger, default=0)


class Gone(Base):
    """A document that left a feed: its id and number, nothing of its content."""

    __tablename__ = "gone"

    feed_code: Mapped[str] = mapped_column(Code, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    document_id: Mapped[str] = mapped_column(Id, index=True)
    subject_id: Mapped[str] = mapped_column(Id)
    rev: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(Instant)


class Subject(Base):
    """Whom folders are about: resident, household, area. Its row is the lock of its folders."""

    __tablename__ = "subject"
    __table_args__ = (Index("ix_subject_household", "household_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(Code)
    #: The leaf (of an area: itself) in whose feeds its documents stand.
    area_code: Mapped[str] = mapped_column(Code)
    household_id: Mapped[str | None] = mapped_column(Id)
    #: Counts every change of any document of the subject.
    rev: Mapped[int] = mapped_column(BigInteger)


class Folder(Base):
    """One subject in one lane: its index row, and which of its documents are current."""

    __tablename__ = "folder"
    __table_args__ = (
        Index("ix_folder_feed", "feed_code", "feed_number"),
        # A snapshot goes by subject.
        Index("ix_folder_feed_subject", "feed_code", "subject_id"),
        Index("ix_folder_holds_until", "holds_until"),
    )

    subject_id: Mapped[str] = mapped_column(Id, primary_key=True)
    lane: Mapped[str] = mapped_column(Code, primary_key=True)
    kind: Mapped[str] = mapped_column(Code)
    household_id: Mapped[str | None] = mapped_column(Id)
    feed_code: Mapped[str] = mapped_column(Code)
    feed_number: Mapped[int] = mapped_column(BigInteger)
    #: The index row as JSON text; null: a folder without a resident's form.
    index_row: Mapped[str | None] = mapped_column(Text)
    #: Ids of the current documents, as a JSON list.
    current: Mapped[str] = mapped_column(Text)
    #: The last day on which page and index row stay as they are if nothing is written.
    holds_until: Mapped[str | None] = mapped_column(Day)


class ReadEvent(Base):
    """A folder opened on a phone, per resident and hour, so that a repeat counts once."""

    __tablename__ = "read_event"

    device_id: Mapped[str] = mapped_column(Id, primary_key=True)
    subject_id: Mapped[str] = mapped_column(Id, primary_key=True)
    lane: Mapped[str] = mapped_column(Code, primary_key=True)
    #: UTC, YYYY-MM-DDTHH:00:00Z.
    hour: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
