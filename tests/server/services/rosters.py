"""Writes rosters as clinics do, and imports them in Zhou Ping's name."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import orjson
from flask import Flask
from openpyxl import Workbook
from sqlalchemy import select

from server.commands.console import acting
from server.db import reading
from server.rules.check_digits import mod_11_2
from server.services.roster_import import Imported, import_roster
from server.services.rosters.files import read_bytes
from server.services.rosters.options import Said
from server.sync.models import Document, StoredOperation

HEADING = (
    "姓名",
    "身份证号",
    "性别",
    "出生日期",
    "本人电话",
    "村",
    "网格",
    "户编号",
    "与户主关系",
)


def number(born: str, sequence: int = 1) -> str:
    """An identity number of nobody: county 329901 is not assigned."""
    first_17 = f"329901{born.replace('-', '')}{sequence:03d}"
    return first_17 + mod_11_2(first_17)


def row(name: str = "陈阿妹", **cells: Any) -> list[Any]:
    """A row of HEADING for somebody of Wang's first grid."""
    usual = {"村": "上湾村", "网格": "第1网格"}
    given = {"姓名": name, **usual, **cells}
    return [given.get(heading, "") for heading in HEADING]


def text_of(*rows: Sequence[Any], heading: Iterable[Any] = HEADING) -> str:
    """Rows as CSV."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue()


def workbook(*sheets: Sequence[Sequence[Any]], titles: Sequence[str] = ()) -> bytes:
    """Sheets of rows as .xlsx."""
    book = Workbook()
    book.remove(book.active)
    for at, rows in enumerate(sheets):
        sheet = book.create_sheet(titles[at] if titles else f"S{at}")
        for each in rows:
            sheet.append(list(each))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def take(app: Flask, roster: str | bytes, *, trial: bool = False, **said: Any) -> Imported:
    """Import a roster; `said`: options of the import, and `area`."""
    data = roster.encode() if isinstance(roster, str) else roster
    area = said.pop("area", None)
    with app.app_context():
        options = Said(**said, today=date(2026, 11, 25))
        return import_roster(
            acting("zhou", "system"), read_bytes(data), options, area=area, is_trial=trial
        )


def residents(app: Flask) -> list[dict[str, Any]]:
    """Every resident's document, by name."""
    return sorted(documents(app, "resident_basic"), key=lambda each: each["body"]["name"])


def documents(app: Flask, type: str) -> list[dict[str, Any]]:
    """Every document of a form."""
    with app.app_context(), reading() as session:
        return [
            orjson.loads(head)
            for head in session.scalars(select(Document.head).where(Document.type == type))
        ]


def operations(app: Flask) -> list[dict[str, Any]]:
    """Every operation that was kept, oldest first."""
    with app.app_context(), reading() as session:
        kept = session.scalars(
            select(StoredOperation.payload).order_by(StoredOperation.device_seq)
        )
        return [orjson.loads(payload) for payload in kept]


def reasons(imported: Imported, weight: str | None = None) -> list[str]:
    """What was noted, as one would read it."""
    return [
        f"{note.line} {note.column} {note.value}: {note.reason}"
        for note in imported.notes
        if weight is None or note.weight == weight
    ]
