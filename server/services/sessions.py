"""Sessions of desks (password, 30 minutes) and of phones (signature, 15 minutes)."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from server.access.actors import grants_of, on_device
from server.access.authorise import Actor
from server.access.models import County, DeskSession, Device, DeviceSession, Staff
from server.db import reading, writing
from server.problems import DeviceRevoked, NotAuthenticated
from server.services import passwords
from server.services.signatures import is_signed

PHONE_LIFE = timedelta(minutes=15)
DESK_LIFE = timedelta(minutes=30)
#: A session is prolonged when less than this is left: one write in ten minutes at most.
PROLONG_BELOW = timedelta(minutes=5)
#: No use keeps a desk open for longer than a working day.
DESK_LIFE_IN_ALL = timedelta(hours=12)
NONCE_LIFE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks, in which county, and when the session ends by itself."""

    actor: Actor
    county: County
    #: Of a desk: its cookie must not be used from elsewhere.
    is_desk: bool

    # What Flask-Login asks of whom it loads.
    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return the staff id."""
        return self.actor.staff_id


def fingerprint(secret: str) -> str:
    """Return what the database keeps of a token: copying it signs nobody in."""
    return hashlib.sha256(secret.encode()).hexdigest()


def phone_of(token: str) -> SignedIn | None:
    """Return whose phone this token belongs to, or None when the session has ended."""
    now = datetime.now(UTC)
    with reading() as session:
        found = session.execute(
            select(DeviceSession.expires_at, Device, Staff, County)
            .join(Device, Device.id == DeviceSession.device_id)
            .join(Staff, Staff.id == Device.staff_id)
            .join(County, County.code != "")
            .where(DeviceSession.token_hash == fingerprint(token))
        ).first()
        if found is None or found.expires_at <= now or not found.Staff.is_active:
            return None
        device, staff = found.Device, found.Staff
        if device.revoked_at is not None and device.revoked_at <= now:
            raise DeviceRevoked
        actor = on_device(_actor(session, staff), device, found.County.lease_days)
        signed_in = SignedIn(actor, found.County, False)
        session.expunge_all()
    if found.expires_at - now < PROLONG_BELOW:
        _prolong(
            DeviceSession, DeviceSession.token_hash == fingerprint(token), now + PHONE_LIFE
        )
    return signed_in


def desk_of(secret: str) -> SignedIn | None:
    """Return who sits at the desk with this cookie, or None when the session has ended."""
    now = datetime.now(UTC)
    with reading() as session:
        found = session.execute(
            select(DeskSession.expires_at, DeskSession.ends_at, Staff, County)
            .join(Staff, Staff.id == DeskSession.staff_id)
            .join(County, County.code != "")
            .where(DeskSession.secret_hash == fingerprint(secret))
        ).first()
        if found is None or found.expires_at <= now or not found.Staff.is_active:
            return None
        signed_in = SignedIn(_actor(session, found.Staff), found.County, True)
        session.expunge_all()
    if found.expires_at - now < DESK_LIFE - PHONE_LIFE:
        until = min(now + DESK_LIFE, found.ends_at)
        if until > found.expires_at:
            _prolong(DeskSession, DeskSession.secret_hash == fingerprint(secret), until)
    return signed_in


def _actor(session: Session, staff: Staff) -> Actor:
    grants = grants_of(session, [staff.id]).get(staff.id, ())
    return Actor(staff.id, staff.name, staff.role, grants)


def _prolong(
    table: type[DeviceSession] | type[DeskSession], which: object, until: datetime
) -> None:
    with writing() as session:
        session.execute(
            update(table).where(which).values(expires_at=until),  # type: ignore[arg-type]  # a condition on either table
            execution_options={"synchronize_session": False},
        )


# ---- desks -------------------------------------------------------------------------------


def open_desk(username: str, password: str, address: str) -> tuple[str, Staff]:
    """Sign a person in at a desk; return the cookie's secret and who it is.

    Raises:
        NotAuthenticated, TooManyTries, Busy: as passwords.check.
    """
    staff = passwords.check(username, password, address)
    secret = secrets.token_urlsafe(32)
    with writing() as session:
        now = datetime.now(UTC)
        session.execute(delete(DeskSession).where(DeskSession.expires_at <= now))
        session.add(
            DeskSession(
                secret_hash=fingerprint(secret),
                staff_id=staff.id,
                expires_at=now + DESK_LIFE,
                ends_at=now + DESK_LIFE_IN_ALL,
            )
        )
    return secret, staff


def close_desk(secret: str) -> None:
    """End a desk's session: the cookie is worth nothing afterwards."""
    with writing() as session:
        session.execute(
            delete(DeskSession).where(DeskSession.secret_hash == fingerprint(secret))
        )


# ---- phones ------------------------------------------------------------------------------


def make_nonce(device_id: str) -> str:
    """Return what the device is to sign: the time, sealed by the server, which keeps nothing.

    So nobody who merely asks can spoil a nonce that the device is about to sign. An unknown
    device gets one too, of no use to it.
    """
    now = datetime.now(UTC)
    return _sealer(device_id).sign(str(int(now.timestamp() * 1_000_000))).decode()


def _given_at(device_id: str, nonce: str) -> datetime | None:
    """Return when this server gave this nonce to this device; None: it did not."""
    try:
        given = int(_sealer(device_id).unsign(nonce))
    except BadSignature:
        return None
    return datetime.fromtimestamp(given / 1_000_000, UTC)


def _sealer(device_id: str) -> Signer:
    return Signer(
        current_app.config["SECRET_KEY"],
        salt=f"doorstep-nonce|{device_id}",
        key_derivation="hmac",
        digest_method=hashlib.sha256,
    )


@dataclass(frozen=True, slots=True)
class PhoneSession:
    """A new session of a phone."""

    token: str
    staff: Staff
    county: County
    lease_until: datetime


def open_phone(device_id: str, nonce: str, signature: str) -> PhoneSession:
    """Open a phone's session by its device's signature of the nonce; the lease begins anew.

    Raises:
        NotAuthenticated: device, nonce or signature is wrong: they look alike.
        DeviceRevoked: the signature is right, and the device has been revoked.
    """
    now = datetime.now(UTC)
    given_at = _given_at(device_id, nonce)
    if given_at is None or given_at + NONCE_LIFE <= now:
        raise NotAuthenticated
    with writing() as session:
        # Locked: two requests must not both use the one nonce.
        device = session.get(Device, device_id, with_for_update=True)
        if device is None or not is_signed(
            device.signing_key,
            f"doorstep-session|{device_id}|{nonce}".encode(),
            _bytes_of(signature),
        ):
            raise NotAuthenticated
        if device.nonce_used_at is not None and given_at <= device.nonce_used_at:
            raise NotAuthenticated
        device.nonce_used_at = given_at
        if device.revoked_at is not None and device.revoked_at <= now:
            raise DeviceRevoked
        staff = session.get_one(Staff, device.staff_id)
        if not staff.is_active:
            raise NotAuthenticated
        county = session.scalars(select(County)).one()
        device.last_contact_at = now
        if device.lease_until < now:
            # The new lease must not cover what was captured since the old one ran out.
            device.lapsed_at, device.renewed_at = device.lease_until, now
        device.lease_until = max(device.lease_until, now + timedelta(days=county.lease_days))
        token = secrets.token_urlsafe(32)
        session.execute(delete(DeviceSession).where(DeviceSession.expires_at <= now))
        session.add(
            DeviceSession(
                token_hash=fingerprint(token), device_id=device_id, expires_at=now + PHONE_LIFE
            )
        )
        session.flush()
        lease_until = device.lease_until
        session.expunge(staff)
        session.expunge(county)
    return PhoneSession(token, staff, county, lease_until)


def close_phone(token: str) -> None:
    """End a phone's session, as locking does."""
    with writing() as session:
        session.execute(
            delete(DeviceSession).where(DeviceSession.token_hash == fingerprint(token))
        )


def _bytes_of(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""
