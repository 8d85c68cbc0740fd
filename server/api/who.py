"""Who asks: a phone by its token in a header, a desk by its cookie."""

from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import Request, request
from flask_login import current_user

from server.access.authorise import Actor
from server.access.models import County
from server.extensions import login
from server.problems import NotAllowed, NotAuthenticated, UpgradeNeeded
from server.services import sessions

DESK_COOKIE = "__Host-doorstep"
OLDEST_PROTOCOL, NEWEST_PROTOCOL = 1, 1
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@login.request_loader
def load(incoming: Request) -> sessions.SignedIn | None:
    """Find out who sends this request; None: nobody who is signed in."""
    scheme, _, token = incoming.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return sessions.phone_of(token)
    secret = incoming.cookies.get(DESK_COOKIE)
    if secret:
        refuse_foreign_origin()
        return sessions.desk_of(secret)
    return None


def refuse_foreign_origin() -> None:
    """Refuse an unsafe request that another site's page sent with this desk's cookie.

    Raises:
        NotAllowed: the browser says that it comes from elsewhere.
    """
    if request.method in _SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        raise NotAllowed
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] != request.host:
        raise NotAllowed


def signed_in() -> sessions.SignedIn:
    """Return who asks.

    Raises:
        NotAuthenticated: nobody is signed in.
    """
    if not current_user.is_authenticated:
        raise NotAuthenticated
    return cast(sessions.SignedIn, current_user._get_current_object())


def current_actor() -> Actor:
    """Return the actor of this request.

    Raises:
        NotAuthenticated: nobody is signed in.
    """
    return signed_in().actor


def current_county() -> County:
    """Return the county of this request.

    Raises:
        NotAuthenticated: nobody is signed in.
    """
    return signed_in().county


def phone_only() -> Actor:
    """Return the actor, who must ask from an enrolled phone.

    Raises:
        NotAuthenticated: nobody is signed in.
        NotAllowed: it is a desk: desks hold nothing and sync nothing.
    """
    actor = current_actor()
    if actor.device_id is None:
        raise NotAllowed
    return actor


def require_protocol() -> None:
    """Refuse a phone whose protocol is not known here.

    Raises:
        UpgradeNeeded: it is newer than this server, or names none.
    """
    named = request.headers.get("Doorstep-Protocol", "")
    if not named.isascii() or not named.isdigit():
        raise UpgradeNeeded
    if not OLDEST_PROTOCOL <= int(named) <= NEWEST_PROTOCOL:
        raise UpgradeNeeded


def zone_of(county: County) -> ZoneInfo:
    """Return the county's time zone."""
    return ZoneInfo(county.time_zone)


def moment(at: datetime) -> str:
    """Return a moment as the protocol writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
