"""One row while it is read: its cells, what is taken of them, and what is noted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from server.forms.field_types import type_error
from server.forms.load import Form
from server.services.rosters.dates import EXPECTED, NoDate, read_day, read_partial
from server.services.rosters.entry import ASKED, REFUSED, SAID, Body, Entry, Note
from server.services.rosters.layout import Layout, Line
from server.services.rosters.numbers import masked
from server.services.rosters.sheet import column_letter
from server.services.rosters.words import is_nothing, tidy


@dataclass(frozen=True, slots=True)
class Rows:
    """What all rows of one sheet share."""

    layout: Layout
    #: Day 0 of the workbook's dates.
    epoch: date
    form: Form
    today: date


class Reading:
    """One row while it is read."""

    def __init__(self, rows: Rows, line: Line) -> None:
        self.layout, self.epoch, self.form = rows.layout, rows.epoch, rows.form
        self.today, self.line = rows.today, line
        self.entry = Entry(line)
        self.body: Body = self.entry.body

    def cell(self, meaning: str) -> Any:
        """Return what stands in the column of this meaning, or None."""
        return self.line.cells.get(meaning)

    def note(self, weight: str, meaning: str | None, reason: str, value: object = None) -> None:
        """Note something on a column, or on the whole row."""
        column = self.line.columns.get(meaning or "", None)
        shown = self.cell(meaning) if value is None and meaning else value
        hidden = meaning in ("id_number", "head_number")
        headed = ""
        if column is not None:
            headed = f"{column_letter(column)} {self.layout.headings.get(column, '')}"
        text = masked(shown) if hidden else str(shown if shown is not None else "")[:60]
        row = self.line.row
        self.entry.notes.append(
            Note(weight, self.line.sheet, row.line, headed.strip(), text, reason)
        )

    def put(self, name: str, value: Any) -> None:
        """Take a value if its field can hold it; else note why not, and keep what was typed."""
        field_, code = self.form.by_id[name], None
        code = type_error(field_, value)
        if code is None:
            self.body[name] = value
        else:
            self.note(ASKED, name, f"does not fit the field ({code})")
            self.keep(name, value)

    def keep(self, meaning: str, value: object = None) -> None:
        """Keep what was typed beside the record."""
        column = self.line.columns.get(meaning)
        heading = self.layout.headings.get(column, meaning) if column is not None else ""
        text = tidy(self.cell(meaning) if value is None else value)
        self.entry.as_typed.append(f"{heading}:{text}")

    def check_cells(self) -> None:
        """Refuse a row with cells that cannot be read for certain."""
        row, by_column = self.line.row, {c: m for m, c in self.line.columns.items()}
        for column in sorted(row.broken):
            meaning = by_column.get(column)
            self.note(REFUSED, meaning, "holds bytes that are no text", "…")
            if meaning is None:
                break
        for column in sorted(row.unsaved & by_column.keys()):
            self.note(
                REFUSED,
                by_column[column],
                "holds a formula without a stored value: open the workbook in a spreadsheet "
                "and save it again, or paste the column as values",
                "",
            )
        for column in sorted(row.computed & by_column.keys()):
            self.note(
                SAID, by_column[column], "comes from a formula: its stored value was read"
            )
        if self.line.is_too_long:
            self.note(
                REFUSED, None, "has more cells than there are headings: a comma too many?"
            )

    def day(self, meaning: str) -> date | None:
        """Return a day, or None with a note."""
        cell = self.cell(meaning)
        if isinstance(cell, str) and is_nothing(cell):
            return None
        try:
            return read_day(cell, self.epoch, self.today)
        except NoDate as why:
            self.note(ASKED, meaning, f"{why}; expected {EXPECTED}")
            return None

    def partial(self, meaning: str) -> str | None:
        """Return a year, month or day, or None with a note."""
        cell = self.cell(meaning)
        if isinstance(cell, str) and is_nothing(cell):
            return None
        try:
            return read_partial(cell, self.epoch, self.today)
        except NoDate as why:
            self.note(ASKED, meaning, f"{why}; expected a year, a month, or {EXPECTED}")
            return None

    def heading(self, meaning: str) -> str:
        """Return what the column of this meaning is headed, or nothing."""
        column = self.line.columns.get(meaning)
        return self.layout.headings.get(column, "") if column is not None else ""
