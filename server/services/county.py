"""Setting up: the county with its key pair, areas with their feeds, staff with their rights."""

import base64
import json
import os
import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uuid_utils
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from server.access.authorise import LANES
from server.access.models import Area, County, Grant, Institution, Staff
from server.db import reading, writing
from server.services.passwords import hash_password
from server.sync.models import Feed, Subject
from server.sync.place import feed_code
from server.sync.write import lock_feeds

#: The private half of the county's key; it never leaves the centre.
KEY_FILE = "county_key.pem"
_AREA_CODE = re.compile(r"[0-9A-Za-z]{1,30}")


def set_up(code: str, name: str, data: Path, *, is_sample: bool = False) -> None:
    """Make the county of this database: its generation, and the key pair that phones seal for.

    Raises:
        FileExistsError: a private key is in the data directory already: it is never replaced.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    _keep_private_key(key, data / KEY_FILE)
    numbers = key.public_key().public_numbers()
    jwk = {"kty": "EC", "crv": "P-256", "x": _b64(numbers.x), "y": _b64(numbers.y)}
    with writing() as session:
        session.add(
            County(
                code=code,
                name=name,
                generation=str(uuid_utils.uuid7()),
                public_key=json.dumps(jwk),
                key_id=jwk["x"][:8],
                time_zone="Asia/Shanghai",
                lease_days=14,
                directory_version=1,
                is_sample=is_sample,
            )
        )


def begin_generation() -> str:
    """Give the county a new generation, as after a restore, and return it.

    Each phone then pulls from the start, and offers again what it was told is safe.

    Raises:
        NoResultFound: no county has been set up.
    """
    generation = str(uuid_utils.uuid7())
    with writing() as session:
        session.scalars(select(County)).one().generation = generation
    return generation


def _keep_private_key(key: ec.EllipticCurvePrivateKey, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text)


def _b64(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()


def read_county() -> County:
    """Return the county of this database.

    Raises:
        NoResultFound: none has been set up.
    """
    with reading() as session:
        county = session.scalars(select(County)).one()
        session.expunge(county)
        return county


class UnsoundArea(Exception):
    """An area cannot be added as it is given; the text says why."""


def add_areas(areas: Iterable[dict[str, Any]]) -> int:
    """Add areas {code, name, kind, parent}, each with a feed per lane; return how many are new.

    Known ones stay. A parent stands before what lies below it; only the county has none.

    Raises:
        UnsoundArea: a code is none or does not begin with the one above it, the area above is
            not known, or somebody is filed in it. Of all the areas none is added.
    """
    with writing() as session:
        known = set(session.scalars(select(Area.code)))
        new = [area for area in areas if area["code"] not in known]
        _require_uninhabited(session, known & {area["parent"] for area in new})
        for area in new:
            _require_sound(area, known)
            known.add(area["code"])
            _add_area(session, area)
        directory_changed(session)
    return len(new)


def _require_sound(area: dict[str, Any], known: Collection[str]) -> None:
    code, parent = area["code"], area["parent"]
    if not _AREA_CODE.fullmatch(code):
        raise UnsoundArea(f"{code!r} is no code of an area.")
    if parent is None and area["kind"] == "county" and not known:
        return
    if parent not in known:
        raise UnsoundArea(f"{code}: the area above it, {parent}, is not known.")
    # Rights, feeds and lists read from a code where it lies.
    if not code.startswith(parent) or code == parent:
        raise UnsoundArea(f"{code} does not begin with the code above it, {parent}.")


def _require_uninhabited(session: Session, parents: Collection[str]) -> None:
    """Who is filed in a leaf would afterwards be read by all who work in any area below it."""
    # Nobody is filed there from here on; a push that was computed before notices it.
    lock_feeds(session, [feed_code(parent, lane) for parent in parents for lane in LANES])
    inhabited = session.scalar(
        select(Subject.area_code)
        .where(Subject.area_code.in_(parents), Subject.kind != "area")
        .order_by(Subject.area_code)
        .limit(1)
    )
    if inhabited is not None:
        raise UnsoundArea(
            f"Households or residents are filed in {inhabited}: whoever works in an area below "
            "would read them. Areas are divided before anybody is filed in them."
        )


def _add_area(session: Session, area: dict[str, Any]) -> None:
    code = area["code"]
    session.add(
        Area(code=code, name=area["name"], kind=area["kind"], parent_code=area["parent"])
    )
    for lane in LANES:
        session.add(
            Feed(code=feed_code(code, lane), area_code=code, lane=lane, number=0, forgotten=0)
        )
    # Each area is there before the ones below it name it.
    session.flush()


def add_institution(id: str, name: str, kind: str, area_code: str) -> None:
    """Add a health institution."""
    with writing() as session:
        session.add(Institution(id=id, name=name, kind=kind, area_code=area_code))


def add_staff(
    username: str,
    name: str,
    role: str,
    password: str,
    *,
    id: str | None = None,
    institution_id: str | None = None,
) -> str:
    """Add an account and return its id; it sees nothing until it is granted something."""
    staff_id = id or str(uuid_utils.uuid7())
    hashed = hash_password(password)
    with writing() as session:
        session.add(
            Staff(
                id=staff_id,
                username=username,
                name=name,
                role=role,
                institution_id=institution_id,
                password_hash=hashed,
                is_active=True,
            )
        )
        directory_changed(session)
    return staff_id


def grant(
    staff_id: str,
    area_code: str,
    lanes: Iterable[str] = ("record",),
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    ground: str = "employment",
) -> str:
    """Grant a person an area with all below it, in these lanes; return the grant's id."""
    grant_id = str(uuid_utils.uuid7())
    with writing() as session:
        session.add(
            Grant(
                id=grant_id,
                staff_id=staff_id,
                area_code=area_code,
                lanes=" ".join(lanes),
                starts_at=starts_at or datetime(2000, 1, 1, tzinfo=UTC),
                ends_at=ends_at,
                ground=ground,
            )
        )
        directory_changed(session)
    return grant_id


def end_grant(grant_id: str, at: datetime) -> None:
    """End a right at this moment; what was captured before is still taken."""
    with writing() as session:
        session.execute(update(Grant).where(Grant.id == grant_id).values(ends_at=at))
        directory_changed(session)


def end_grants(staff_id: str, area: str, at: datetime) -> int:
    """End every right of a person to just this area at this moment; return how many there were.

    What was captured before is still taken.
    """
    with writing() as session:
        ended = session.scalars(
            update(Grant)
            .where(
                Grant.staff_id == staff_id,
                Grant.area_code == area,
                or_(Grant.ends_at.is_(None), Grant.ends_at > at),
            )
            .values(ends_at=at)
            .returning(Grant.id),
            execution_options={"synchronize_session": False},
        ).all()
        directory_changed(session)
    return len(ended)


def directory_changed(session: Session) -> None:
    """Let phones learn that areas, staff or rights are others now."""
    session.execute(update(County).values(directory_version=County.directory_version + 1))
