"""Reads a roster whatever its name says: the first bytes decide."""

from pathlib import Path

from server.services.rosters.html import read_html
from server.services.rosters.sheet import Roster, Unreadable
from server.services.rosters.text import read_text
from server.services.rosters.workbook import read_workbook

#: A roster is megabytes at most.
MOST_BYTES = 50 * 1024 * 1024
_ZIP, _OLD_WORKBOOK, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_PAGE = (b"<html", b"<!doctype html", b"<table", b"<meta")


def read_roster(path: Path) -> Roster:
    """Read a roster from a file.

    Raises:
        Unreadable: it is too large, of a kind that is not read, or damaged.
    """
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("The file is larger than any roster.")
    return read_bytes(path.read_bytes())


def read_bytes(data: bytes) -> Roster:
    """Read a roster from its bytes; otherwise as `read_roster`."""
    if data.startswith(_ZIP):
        return read_workbook(data)
    if data.startswith(_OLD_WORKBOOK):
        raise Unreadable(
            "This is a workbook of the old kind (.xls), or one with a password. Open it in a "
            "spreadsheet and save it as .xlsx or as CSV."
        )
    if data.startswith(_PDF):
        raise Unreadable("This is a PDF. Ask for the list as a spreadsheet or CSV.")
    head = data[:2000].lower()
    if any(mark in head for mark in _PAGE):
        return read_html(data)
    return read_text(data)
