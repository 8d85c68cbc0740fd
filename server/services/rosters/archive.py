"""Looks into a workbook before it is read: how large it unpacks, what its XML declares."""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO
from xml.parsers import expat

from server.services.rosters.sheet import Unreadable

#: A roster of 100,000 rows unpacks to some 60 MB.
MOST_BYTES = 150 * 1024 * 1024
MOST_PARTS = 2_000
_XML = (".xml", ".rels", ".vml")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass
class Look:
    """What a sheet's XML tells beside its values."""

    hidden_rows: int = 0
    hidden_columns: int = 0
    #: Last row with a value: formatting may go on to the end of the sheet.
    last_row: int = 0
    last_column: int = 0
    #: Column -> spans of rows that are one merged cell.
    merged: dict[int, list[range]] = field(default_factory=dict)


def look_into(file: BinaryIO) -> dict[str, Look]:
    """Return what each sheet's XML tells, by its path in the archive.

    Raises:
        Unreadable: it is no archive, unpacks to too much, or its XML declares entities.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise Unreadable("The workbook unpacks to more than a roster holds.")
            looks = {}
            for part in parts:
                if PurePosixPath(part.filename).suffix.lower() in _XML:
                    looks[part.filename] = _look(archive, part)
            return {path: look for path, look in looks.items() if "worksheets/" in path}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as damage:
        raise Unreadable(
            f"The workbook is damaged or locked: save it again. ({damage})"
        ) from None


def _look(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Look:
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.StartElementHandler = reader.begin
    try:
        with archive.open(part) as file:
            parser.ParseFile(file)
    except expat.ExpatError:
        raise Unreadable("The workbook's XML is damaged: open it and save it again.") from None
    return reader.look


class _Reader:
    def __init__(self) -> None:
        self.look = Look()
        self._row = self._column = 0

    def refuse(self, *_declaration: object) -> None:
        # No spreadsheet writes one: it is how entities are made to grow, or to read files.
        raise Unreadable("The workbook's XML declares a document type: it is not read.")

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self.look.hidden_rows += attributes.get("hidden") in ("1", "true")
        elif tag == "c" and (found := _REFERENCE.fullmatch(attributes.get("r", ""))):
            self._column = _number(found[1])
        elif tag in ("v", "is", "f") and self._row:
            self.look.last_row = max(self.look.last_row, self._row)
            self.look.last_column = max(self.look.last_column, self._column)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            self.look.hidden_columns += 1
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _merge(self, reference: str) -> None:
        ends = _REFERENCE.findall(reference)
        if len(ends) == 2 and ends[0][1] != ends[1][1]:
            column = _number(ends[0][0]) - 1
            rows = range(int(ends[0][1]), int(ends[1][1]) + 1)
            self.look.merged.setdefault(column, []).append(rows)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
