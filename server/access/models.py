"""Tables of places, people, their rights and their devices."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base
from server.db.types import Code, Id, Instant


class County(Base):
    """The one county that this database belongs to."""

    __tablename__ = "county"

    code: Mapped[str] = mapped_column(Code, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    time_zone: Mapped[str] = mapped_column(String(40), default="Asia/Shanghai")
    #: New after each restore from backup; part of every cursor.
    generation: Mapped[str] = mapped_column(Id)
    #: The public half of the key for which phones seal unsent work, as JWK text.
    public_key: Mapped[str] = mapped_column(Text)
    key_id: Mapped[str] = mapped_column(String(16))
    #: How long a device may stay away before its password is asked again.
    lease_days: Mapped[int] = mapped_column(Integer, default=14)
    #: Counts changes of areas and staff, so that phones learn new names.
    directory_version: Mapped[int] = mapped_column(Integer, default=1)
    #: Made by the sample command: sample logins exist only in such a database.
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class Area(Base):
    """A node of the tree county, township, village or community, grid.

    The code of a node begins with the code of every node above it.
    """

    __tablename__ = "area"

    code: Mapped[str] = mapped_column(Code, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(Code)
    parent_code: Mapped[str | None] = mapped_column(Code, ForeignKey("area.code"), index=True)


class Institution(Base):
    """A health institution: clinic, station, centre, bureau."""

    __tablename__ = "institution"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(Code)
    area_code: Mapped[str] = mapped_column(Code, ForeignKey("area.code"))


class Staff(Base):
    """An account of one person who works here."""

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(Code)
    institution_id: Mapped[str | None] = mapped_column(Id, ForeignKey("institution.id"))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)


class Grant(Base):
    """A right: who, which area, which lanes, from when until when, on what ground."""

    __tablename__ = "access_grant"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"), index=True)
    area_code: Mapped[str] = mapped_column(Code, ForeignKey("area.code"))
    #: Names of lanes, separated by spaces.
    lanes: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    ground: Mapped[str] = mapped_column(String(120))


class Slip(Base):
    """A one-time code that lets one person enrol one phone."""

    __tablename__ = "enrolment_slip"

    #: SHA-256 of the code: a copied database enrols nobody.
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    issued_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Device(Base):
    """One person's store on one phone."""

    __tablename__ = "device"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"), index=True)
    #: Three people on one phone are three devices with one phone.
    phone_id: Mapped[str] = mapped_column(Id)
    #: Public half of the signing key, as JWK text.
    signing_key: Mapped[str] = mapped_column(Text)
    app_version: Mapped[str] = mapped_column(String(40), default="")
    enrolled_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    #: Reported lost: what comes from it waits for a person, always.
    is_lost: Mapped[bool] = mapped_column(Boolean, default=False)
    lease_until: Mapped[datetime] = mapped_column(Instant)
    #: The last time without a lease: since it ran out, until the phone was heard of again.
    lapsed_at: Mapped[datetime | None] = mapped_column(Instant)
    renewed_at: Mapped[datetime | None] = mapped_column(Instant)
    last_contact_at: Mapped[datetime | None] = mapped_column(Instant)
    #: The highest running number that arrived, and how many different ones: a gap is an alarm.
    highest_seq: Mapped[int] = mapped_column(Integer, default=0)
    seq_count: Mapped[int] = mapped_column(Integer, default=0)
    #: Two operations came under one number: the phone was copied.
    is_copied: Mapped[bool] = mapped_column(Boolean, default=False)
    #: When the newest nonce that was signed had been given: older ones are worth nothing.
    nonce_used_at: Mapped[datetime | None] = mapped_column(Instant)


class DeviceSession(Base):
    """An unlocked phone's session: 15 minutes, prolonged by use."""

    __tablename__ = "device_session"

    #: SHA-256 of the token.
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    device_id: Mapped[str] = mapped_column(Id, ForeignKey("device.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)


class DeskSession(Base):
    """A desk's session: 30 minutes, prolonged by use up to a working day, revocable."""

    __tablename__ = "desk_session"

    #: SHA-256 of the secret in the cookie.
    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    #: No use prolongs it beyond this.
    ends_at: Mapped[datetime] = mapped_column(Instant)


class LoginAttempt(Base):
    """Logins of one name from one address since the last that succeeded: the pause grows."""

    __tablename__ = "login_attempt"

    #: SHA-256 of name and address, so that the table lists nobody.
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int] = mapped_column(Integer)
    blocked_until: Mapped[datetime] = mapped_column(Instant)


class AuditEntry(Base):
    """Who read or changed whose record, when and why. Rows are only ever added."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_subject_at", "subject_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[str] = mapped_column(Id)
    device_id: Mapped[str | None] = mapped_column(Id)
    #: change, read, disclosed (a folder went to a phone), bootstrap, decide, import …
    action: Mapped[str] = mapped_column(Code)
    subject_id: Mapped[str | None] = mapped_column(Id)
    feed_code: Mapped[str | None] = mapped_column(Code)
    count: Mapped[int] = mapped_column(Integer, default=1)
    reason: Mapped[str] = mapped_column(String(200), default="")
