"""Settings of a test's server."""

from pathlib import Path
from typing import Any

from server.config import Settings

#: All form files: those that are offered, and those that only the vectors speak of.
FORMS = (Path("forms").resolve(), Path("tests/forms").resolve())


def settings_for(url: str, data: Path, **changes: Any) -> Settings:
    """Return settings for this database and this folder, with some changed."""
    return Settings(
        secret_key="k" * 40,
        database_url=url,
        data=data,
        forms=FORMS,
        app=Path("build/none"),
        **changes,
    )
