"""A roster as it was read: sheets of rows, before anybody says what a column means."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

#: Text, number, date, truth value, or None.
Cell = str | int | float | date | time | None


class Unreadable(Exception):
    """The file cannot be read; the text says why and what to do."""


@dataclass(slots=True)
class Row:
    """One row: its line in the file (of a workbook: in the sheet), and what is odd about it."""

    line: int
    cells: Sequence[Any]
    #: Columns whose bytes are no text of the file's encoding, or half of a character.
    broken: frozenset[int] = frozenset()
    #: Columns whose value a formula gave, as it was stored.
    computed: frozenset[int] = frozenset()
    #: Columns that hold a formula without a stored value.
    unsaved: frozenset[int] = frozenset()

    def is_empty(self) -> bool:
        """Say whether nothing stands in it: spaces of any kind are nothing."""
        if self.unsaved or self.broken:
            return False
        return all(cell is None or not str(cell).strip() for cell in self.cells)


@dataclass(slots=True)
class Sheet:
    """A sheet of a workbook, or a whole text file."""

    title: str
    rows: list[Row]
    #: Day zero of serial numbers; the workbook says which.
    epoch: date = date(1899, 12, 30)
    #: Column -> spans of lines that are one merged cell.
    merged: dict[int, list[range]] = field(default_factory=dict)
    #: Whether cells merged downwards were lost in writing the file, as in text.
    forgot_merging: bool = True


@dataclass(slots=True)
class Roster:
    """What was read of a file, and what was left."""

    sheets: list[Sheet]
    #: How the bytes were read: an encoding, or a format.
    read_as: str
    #: What was left, and what is odd: sheets that are hidden, filtered rows …
    remarks: list[str] = field(default_factory=list)


def column_letter(column: int) -> str:
    """Return how a spreadsheet calls a column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
