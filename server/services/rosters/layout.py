"""Finds the people in a sheet: its heading, and which rows are none: titles, totals, notes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.services.rosters.headings import meaning_of, meanings_of, plain
from server.services.rosters.sheet import Row, Sheet, column_letter
from server.services.rosters.words import relation_of

#: The heading stands among the first rows, below title, unit and date.
_LOOKED_AT = 30
#: So many columns must be known, the name among them.
_FEWEST_KNOWN = 2
#: Blank below a merged cell: the same place, the same household.
FILLED_DOWN = (
    "township",
    "village",
    "grid",
    "natural_village",
    "household_number",
    "head_name",
    "head_number",
)
_OF_HOUSEHOLD = frozenset({"household_number", "head_name", "head_number"})
_TOTALS = ("合计", "小计", "总计", "共计", "累计")
_NOTES = (
    "注:",
    "注：",
    "备注:",
    "备注：",
    "说明",
    "填表",
    "制表",
    "审核",
    "负责人",
    "单位盖章",
    "第",
)


@dataclass(slots=True)
class Line:
    """A row that tells of a person: meaning -> cell, and meaning -> column."""

    sheet: str
    row: Row
    cells: dict[str, Any]
    columns: Mapping[str, int]
    #: Meanings whose value stood above, in a merged cell.
    filled: tuple[str, ...] = ()
    #: Cells beyond the last heading: what stands where cannot be told.
    is_too_long: bool = False


@dataclass
class Layout:
    """What a sheet holds."""

    title: str
    #: Column -> heading as it was written.
    headings: Mapping[int, str] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    #: Rows that are no person, by kind: empty, title, heading, total, note.
    passed_over: Counter[str] = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)


def lay_out(sheet: Sheet) -> Layout | None:
    """Return the people of a sheet; None where no heading is found."""
    found = _find_heading(sheet.rows)
    if found is None:
        return None
    at, height, meanings = found
    layout = Layout(sheet.title)
    layout.passed_over["title"] = sum(not row.is_empty() for row in sheet.rows[:at])
    _name_columns(layout, sheet.rows[at : at + height], meanings)
    layout.lines = list(_lines(sheet, at + height, meanings, layout))
    return layout


def _find_heading(rows: Sequence[Row]) -> tuple[int, int, list[str | None]] | None:
    """Return where the heading begins, over how many rows it goes, and what columns mean."""
    best: tuple[int, int, int] | None = None
    for at in range(min(len(rows), _LOOKED_AT)):
        for height in (1, 2):
            if at + height > len(rows):
                continue
            meanings = meanings_of([row.cells for row in rows[at : at + height]])
            known = len({each for each in meanings if each})
            is_heading = "name" in meanings and known >= _FEWEST_KNOWN
            if is_heading and (best is None or known > best[0]):
                best = (known, at, height)
    if best is None:
        return None
    _, at, height = best
    if height == 2 and meaning_of(_first(rows[at])) is None and best[0] == _known(rows[at + 1]):
        # The row above tells nothing: it is a title.
        at, height = at + 1, 1
    return at, height, meanings_of([row.cells for row in rows[at : at + height]])


def _known(row: Row) -> int:
    return len({each for each in meanings_of([row.cells]) if each})


def _first(row: Row) -> object:
    return next((cell for cell in row.cells if cell is not None and str(cell).strip()), None)


def _name_columns(layout: Layout, heading: Sequence[Row], meanings: list[str | None]) -> None:
    """Note what each column means; of two that mean the same the first is read."""
    written = {}
    for column, meaning in enumerate(meanings):
        parts = [str(row.cells[column] or "") for row in heading if column < len(row.cells)]
        written[column] = text = " ".join(part.strip() for part in parts if part.strip())
        letter = column_letter(column)
        if meaning is None:
            if text:
                layout.remarks.append(f"Column {letter} ({text}) is not known: left out.")
        elif meaning in layout.columns:
            first = column_letter(layout.columns[meaning])
            layout.remarks.append(
                f"Columns {first} and {letter} both say {written[layout.columns[meaning]]} / "
                f"{text}: {first} is read, {letter} is left aside."
            )
        elif meaning == "left":
            layout.remarks.append(f"Column {letter} ({text}) is of no use here: left out.")
        else:
            layout.columns[meaning] = column
    layout.headings = written


def _lines(
    sheet: Sheet, start: int, meanings: list[str | None], layout: Layout
) -> Iterator[Line]:
    above: dict[str, Any] = {}
    for row in sheet.rows[start:]:
        kind = _kind(row, layout.columns, meanings)
        if kind is not None:
            layout.passed_over[kind] += 1
            if kind != "heading":
                # After a total or an empty row a blank belongs to nobody above.
                above.clear()
            continue
        cells = {
            meaning: row.cells[column] if column < len(row.cells) else None
            for meaning, column in layout.columns.items()
        }
        filled = tuple(_fill(sheet, row, cells, above, layout.columns))
        too_long = any(not _is_blank(cell) for cell in row.cells[len(meanings) :])
        yield Line(sheet.title, row, cells, layout.columns, filled, too_long)


def _fill(
    sheet: Sheet,
    row: Row,
    cells: dict[str, Any],
    above: dict[str, Any],
    columns: Mapping[str, int],
) -> Iterator[str]:
    """Put the value of a merged cell above into the blanks that it covers."""
    village = cells.get("village")
    for meaning in FILLED_DOWN:
        if meaning not in cells:
            continue
        if not _is_blank(cells[meaning]):
            above[meaning] = cells[meaning]
            continue
        spans = sheet.merged.get(columns[meaning], ())
        is_covered = any(row.line in span for span in spans)
        if sheet.forgot_merging:
            is_covered = _is_told_by(meaning, cells, is_same_village=_is_blank(village))
        if is_covered and meaning in above:
            cells[meaning] = above[meaning]
            yield meaning


def _is_told_by(meaning: str, cells: Mapping[str, Any], *, is_same_village: bool) -> bool:
    """Say whether the row itself tells that it belongs to those above: text forgot the merging.

    A relation joins somebody to the household above, a blank village to its township.
    """
    if meaning == "township":
        return is_same_village
    if meaning not in _OF_HOUSEHOLD:
        return True
    relation = relation_of(cells.get("relationship_to_head"))
    return relation is not None and relation[0] != "head"


def _kind(row: Row, columns: Mapping[str, int], meanings: list[str | None]) -> str | None:
    """Return what a row is that tells of nobody; None: of somebody."""
    if row.is_empty():
        return "empty"
    if "name" in meanings_of([row.cells]) and _known(row) >= _FEWEST_KNOWN:
        return "heading"
    texts = [plain(cell) for cell in row.cells if not _is_blank(cell)]
    if any(text.startswith(_TOTALS) for text in texts[:2]):
        return "total"
    name = columns["name"]
    has_name = name < len(row.cells) and not _is_blank(row.cells[name])
    first = str(_first(row) or "").strip()
    if first.startswith(_NOTES) and (not has_name or len(texts) <= 2):
        return "note"
    is_scant = not has_name and len(texts) <= 2 and not (row.unsaved or row.broken)
    return "note" if is_scant else None


def _is_blank(cell: object) -> bool:
    return cell is None or not str(cell).strip()
