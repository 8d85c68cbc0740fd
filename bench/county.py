"""What an administrator waits for: a roster of thousands, and the sample county."""

import csv
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from flask_migrate import upgrade

from bench.reporting import report, timed
from server import create_app
from server.config import Settings
from server.db import db
from server.services.sample_county import fill_sample, set_up_sample
from tests.browser.server import SECRET, RunningServer
from tests.server.many import GIVEN, SURNAMES
from tests.server.services.rosters import HEADING, number, row, take, text_of, workbook


def rosters_against_floor(rows: int) -> None:
    """A roster as .csv and as .xlsx, each into a county of its own."""
    roster = [_person(at) for at in range(rows)]
    text = text_of(*roster)
    floor = min(timed(lambda: _write_as_rows(text)) for _ in range(3))
    for kind, data in ((".csv", text), (".xlsx", workbook([HEADING, *roster]))):
        with _folder() as folder:
            server = RunningServer(folder)
            seconds = timed(lambda data=data, app=server.app: take(app, data))  # type: ignore[misc]
            server.close()
        report(f"import of {rows} rows, {kind}", seconds, floor, "its cells in a table", 3_000)


def sample_against_floor(residents: int) -> None:
    """The county of `make run`, as its documents are written once."""
    with _folder() as folder:
        url = f"sqlite:///{folder / 'doorstep.sqlite'}"
        settings = Settings(secret_key=SECRET, database_url=url, data=folder, app=Path("none"))
        app = create_app(settings)
        with app.app_context():
            upgrade()
            set_up_sample(folder)
            seconds = timed(lambda: fill_sample(residents))
            db.session.remove()
            db.engine.dispose()
        floor = min(timed(lambda: _copy_documents(folder)) for _ in range(3))
    report(f"a sample county of {residents}", seconds, floor, "its documents copied once", 200)


def _person(at: int) -> list[str]:
    born = (date(1930, 1, 1) + timedelta(days=(at * 37) % 25_000)).isoformat()
    given = GIVEN[at % len(GIVEN)] + GIVEN[(at // 7) % len(GIVEN)]
    return row(
        SURNAMES[at % len(SURNAMES)] + given,
        身份证号=number(born, at % 999 + 1),
        户编号=str(at // 3),
    )


def _write_as_rows(text: str) -> None:
    rows = list(csv.reader(StringIO(text)))
    with _folder() as folder:
        database = sqlite3.connect(folder / "floor.sqlite")
        database.execute(
            f"CREATE TABLE cells ({', '.join(f'c{n}' for n in range(len(rows[0])))})"
        )
        marks = ", ".join("?" for _ in rows[0])
        database.executemany(f"INSERT INTO cells VALUES ({marks})", rows)
        database.commit()
        database.close()


def _copy_documents(folder: Path) -> None:
    database = sqlite3.connect(folder / "doorstep.sqlite")
    database.execute("CREATE TABLE floor AS SELECT * FROM document")
    database.commit()
    database.execute("DROP TABLE floor")
    database.commit()
    database.close()


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="doorstep-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
