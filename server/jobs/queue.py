"""The queue of jobs: a file beside the embedded database, or the county's PostgreSQL."""

from huey import Huey, PostgresHuey, SqliteHuey

from server.config import Settings

QUEUE_FILE = "jobs.sqlite"


def make_queue(settings: Settings) -> Huey:
    """Return the queue of this server. Jobs leave no result behind."""
    if settings.database_url.startswith("sqlite"):
        path = settings.data / QUEUE_FILE
        return SqliteHuey("doorstep", results=False, filename=str(path))
    dsn = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    return PostgresHuey("doorstep", results=False, dsn=dsn)
