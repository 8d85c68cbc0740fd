"""Settings from the environment: name, type, default, meaning; refuses unsafe ones."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from server.forms.compile import SHIPPED

MIB = 1024 * 1024
MIGRATIONS = Path(__file__).parents[1] / "migrations"


class UnsafeSettings(Exception):
    """The server does not start with these settings; the text says why and what to do."""


@dataclass(frozen=True)
class Settings:
    """How this server runs. Each field is read from `DOORSTEP_<NAME>`, but for DATABASE_URL."""

    #: Signs cookies. Without one nothing starts.
    secret_key: str
    #: SQLAlchemy URL; SQLite in the data directory when it is not set.
    database_url: str
    #: Where the embedded database and the county's private key are kept.
    data: Path
    #: production or development. Production refuses sample logins and plain defaults.
    mode: str = "production"
    #: Folders of form definitions; the shipped ones when it is not set. Separated by colons.
    forms: tuple[Path, ...] = field(default=(SHIPPED,))
    #: The built app.
    app: Path = Path("build/app")
    #: How many proxies of ours stand in front: only so many forwarded addresses are believed.
    proxies: int = 0
    #: With less room than this on the disk of the data folder the server is not ready, in MiB.
    min_free_mib: int = 200
    #: Largest body on the wire and when inflated, in bytes.
    max_wire_bytes: int = 2 * MIB
    max_inflated_bytes: int = 8 * MIB


def from_environment() -> Settings:
    """Read the settings.

    Raises:
        UnsafeSettings: there is no secret key, it is too short to protect anything, or another
            setting is not what it must be.
    """
    env = os.environ
    data = Path(env.get("DOORSTEP_DATA", "data")).resolve()
    secret = env.get("DOORSTEP_SECRET_KEY", "")
    if len(secret) < 32:
        raise UnsafeSettings(
            "DOORSTEP_SECRET_KEY is not set, or shorter than 32 characters. Make one with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    mode = env.get("DOORSTEP_MODE", "production")
    if mode not in {"production", "development"}:
        raise UnsafeSettings("DOORSTEP_MODE is neither production nor development.")
    proxies = env.get("DOORSTEP_PROXIES", "0")
    if not (proxies.isascii() and proxies.isdigit() and len(proxies) == 1):
        raise UnsafeSettings("DOORSTEP_PROXIES is not a number from 0 to 9.")
    min_free = env.get("DOORSTEP_MIN_FREE_MIB", "200")
    if not (min_free.isascii() and min_free.isdigit()):
        raise UnsafeSettings("DOORSTEP_MIN_FREE_MIB is not a whole number.")
    folders = [Path(part) for part in env.get("DOORSTEP_FORMS", "").split(":") if part]
    return Settings(
        secret_key=secret,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{data / 'doorstep.sqlite'}",
        data=data,
        mode=mode,
        proxies=int(proxies),
        min_free_mib=int(min_free),
        forms=tuple(folders) or (SHIPPED,),
        app=Path(env.get("DOORSTEP_APP", "build/app")).resolve(),
    )
