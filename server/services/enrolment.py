"""A phone becomes a device: by a password, and a one-time slip from a supervisor."""

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from server.access.authorise import Actor, is_within
from server.access.models import County, Device, Grant, Slip, Staff
from server.db import reading, writing
from server.problems import Invalid, NotAllowed, NotAuthenticated, NotFound
from server.services import passwords
from server.services.sessions import fingerprint
from server.services.signatures import public_key_of

SLIP_LIFE = timedelta(hours=24)
#: No letters or digits that are mistaken for one another when read aloud.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a new device is told."""

    device: Device
    staff: Staff
    county: County


def issue_slip(actor: Actor, staff_id: str) -> str:
    """Return a one-time code, valid for a day, with which this person enrols one phone.

    Raises:
        NotAllowed: the actor is neither supervisor nor administrator.
        NotFound: no such person, or one outside the actor's areas.
    """
    if actor.role not in {"supervisor", "administrator"}:
        raise NotAllowed
    with reading() as session:
        person = session.get(Staff, staff_id)
        areas = session.scalars(select(Grant.area_code).where(Grant.staff_id == staff_id)).all()
    scope = [grant.area_code for grant in actor.scope(datetime.now(UTC))]
    is_own = actor.role == "administrator" or any(
        is_within(area, above) for area in areas for above in scope
    )
    if person is None or not is_own:
        raise NotFound
    return make_slip(staff_id, issued_by=actor.staff_id)


def make_slip(staff_id: str, issued_by: str | None = None) -> str:
    """Write a slip and return its code; also for commands, which have no actor."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(8))
    with writing() as session:
        session.add(
            Slip(
                code_hash=fingerprint(code),
                staff_id=staff_id,
                issued_by=issued_by,
                expires_at=datetime.now(UTC) + SLIP_LIFE,
            )
        )
    return code


def enrol(
    *,
    username: str,
    password: str,
    slip: str,
    device: str,
    phone: str,
    signing_key: dict[str, Any],
    app_version: str,
    address: str,
) -> Enrolled:
    """Enrol a phone as a device of this person; the same enrolment again is answered alike.

    Raises:
        NotAuthenticated: name, password or slip is wrong, used or too old: they look alike.
        TooManyTries, Busy: as passwords.check.
        Invalid: the signing key is no P-256 key, or the device id is taken.
    """
    key = _key_text(signing_key)
    staff = passwords.check(username, password, address)
    now = datetime.now(UTC)
    with writing() as session:
        county = session.scalars(select(County)).one()
        known = session.get(Device, device)
        if known is not None and (known.staff_id, known.signing_key) != (staff.id, key):
            raise Invalid(errors=[{"field": "device", "code": "taken"}])
        if known is None:
            # Locked: two phones must not both use the one slip.
            paper = session.get(Slip, fingerprint(slip.strip().upper()), with_for_update=True)
            if (
                paper is None
                or paper.staff_id != staff.id
                or paper.used_at is not None
                or paper.expires_at <= now
            ):
                raise NotAuthenticated
            paper.used_at = now
            known = Device(
                id=device,
                staff_id=staff.id,
                phone_id=phone,
                signing_key=key,
                app_version=app_version,
                enrolled_at=now,
                lease_until=now + timedelta(days=county.lease_days),
            )
            session.add(known)
        session.flush()
        session.expunge(known)
        session.expunge(county)
    return Enrolled(known, staff, county)


def _key_text(jwk: dict[str, Any]) -> str:
    try:
        public_key_of(jwk)
    except (ValueError, KeyError, TypeError):
        raise Invalid(errors=[{"field": "signing_key", "code": "type"}]) from None
    return json.dumps({name: jwk[name] for name in ("kty", "crv", "x", "y")})
