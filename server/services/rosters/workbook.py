"""Reads rosters that are workbooks (.xlsx): values as they are stored, never computed anew."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from server.services.rosters.archive import Look, look_into
from server.services.rosters.sheet import Roster, Row, Sheet, Unreadable

MOST_ROWS, MOST_COLUMNS = 200_000, 300


def read_workbook(data: bytes) -> Roster:
    """Read the visible sheets of a workbook, their hidden rows too; say what was left.

    Raises:
        Unreadable: see `look_into`; or it is no workbook of a kind that is read.
    """
    looks = look_into(BytesIO(data))
    with warnings.catch_warnings():
        # Validation and other extensions that a roster has no use for.
        warnings.simplefilter("ignore")
        written, stored = _open(data, stored=False), _open(data, stored=True)
        roster = Roster([], "xlsx")
        for sheet in written.worksheets:
            look = looks.get(str(getattr(sheet, "_worksheet_path", "")).lstrip("/"), Look())
            if sheet.sheet_state != "visible":
                roster.remarks.append(f"Sheet {sheet.title} is hidden: left out.")
            elif look.last_row:
                read = _sheet(sheet, stored[sheet.title], look, roster.remarks)
                roster.sheets.append(read)
        written.close()
        stored.close()
    return roster


def _open(data: bytes, *, stored: bool) -> Any:
    try:
        return load_workbook(BytesIO(data), read_only=True, data_only=stored, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, TypeError) as reason:
        raise Unreadable(
            f"The workbook cannot be read ({type(reason).__name__}): save it again as .xlsx."
        ) from None


def _sheet(sheet: Any, stored: Any, look: Look, remarks: list[str]) -> Sheet:
    if look.last_row > MOST_ROWS:
        raise Unreadable(f"Sheet {sheet.title} has more than {MOST_ROWS} rows: divide it.")
    for count, what in ((look.hidden_rows, "rows"), (look.hidden_columns, "columns")):
        if count:
            remarks.append(f"Sheet {sheet.title}: {count} {what} are hidden; they were read.")
    rows = list(_rows(sheet, stored, look))
    epoch = sheet.parent.epoch.date()
    return Sheet(sheet.title, rows, epoch, look.merged, forgot_merging=False)


def _rows(sheet: Any, stored: Any, look: Look) -> Iterator[Row]:
    columns = min(max(look.last_column, 1), MOST_COLUMNS)
    span = {"min_row": 1, "max_row": look.last_row, "max_col": columns}
    pairs = zip(sheet.iter_rows(**span), stored.iter_rows(**span), strict=False)
    for line, (written, kept) in enumerate(pairs, start=1):
        formulas = [i for i, cell in enumerate(written) if cell.data_type == "f"]
        cells = [cell.value for cell in kept]
        if not formulas:
            yield Row(line, cells)
            continue
        unsaved = frozenset(i for i in formulas if cells[i] is None)
        yield Row(line, cells, computed=frozenset(formulas) - unsaved, unsaved=unsaved)
