"""Reads rosters that are text: any encoding that spreadsheets write, any separator."""

import csv
from collections.abc import Iterator, Sequence

from server.services.rosters.headings import count_known
from server.services.rosters.sheet import Roster, Row, Sheet

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_SEPARATORS = (",", "\t", ";", "，", "|")
#: Lines that are looked at to find encoding and separator.
_LOOKED_AT = 40
#: A cell with more line breaks is a quotation mark that nobody closed.
_MOST_LINES = 12


def read_text(data: bytes) -> Roster:
    """Read a text file: BOM, strict UTF-8, else GB18030, as what Chinese spreadsheets save.

    Bytes that are no text make their own cell broken, never the file.
    """
    encoding, text = _decoded(data)
    lines = text.splitlines(keepends=True)
    separator = _separator(lines)
    rows = [
        Row(number, cells, frozenset(i for i, cell in enumerate(cells) if _is_broken(cell)))
        for number, cells in _records(lines, separator)
    ]
    return Roster([Sheet("", rows)], encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding, _decode(data[len(bom) :], encoding)
    if b"\x00" in data:
        # UTF-16 without a BOM: its separators have a zero on one side.
        encoding = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
        return encoding, _decode(data, encoding)
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # One broken byte must not decide: the headings do, then how much is broken.
    readings = {encoding: _decode(data, encoding) for encoding in ("gb18030", "utf-8")}
    best = max(readings, key=lambda each: _rank(readings[each]))
    return best, readings[best]


def _decode(data: bytes, encoding: str) -> str:
    """Decode; what is no text stays as half characters, which are found again in the cell."""
    if encoding.startswith("utf-16"):
        return data.decode(
            encoding, errors="surrogatepass" if len(data) % 2 == 0 else "replace"
        )
    return data.decode(encoding, errors="surrogateescape")


def _rank(text: str) -> tuple[int, int]:
    head = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])
    return count_known(head), -sum(_is_half(character) for character in text)


def _is_broken(cell: str) -> bool:
    return any(_is_half(character) or character == "\x00" for character in cell)


def _is_half(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def _separator(lines: Sequence[str]) -> str:
    """Return what parts the cells: of the candidates the one that parts most, evenly."""
    looked_at = [line for line in lines[:_LOOKED_AT] if line.strip()]

    def parted(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in looked_at]
        heading = max((count_known(line, separator) for line in looked_at), default=0)
        return heading, sum(1 for count in counts if count)

    return max(_SEPARATORS, key=parted)


def _records(lines: Sequence[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells). A quoted cell may break its line; a stray quote eats no row."""
    at = 0
    while at < len(lines):
        cells, taken = _record(lines, at, separator)
        yield at + 1, cells
        at += taken


def _record(lines: Sequence[str], at: int, separator: str) -> tuple[list[str], int]:
    for count in range(1, _MOST_LINES + 1):
        if at + count > len(lines):
            break
        joined = "".join(lines[at : at + count]).rstrip("\r\n")
        if joined.count('"') % 2 == 0:
            # csv wants lines, and joins those of an open quotation again.
            pieces = joined.splitlines(keepends=True)
            parsed = list(csv.reader(pieces, delimiter=separator))
            if len(parsed) <= 1:
                return (parsed[0] if parsed else []), count
            break
    return lines[at].rstrip("\r\n").replace('"', "").split(separator), 1
