"""Reads rosters that are web pages called .xls: some systems export nothing else."""

from html.parser import HTMLParser

from server.services.rosters.sheet import Roster, Row, Sheet
from server.services.rosters.text import read_text


def read_html(data: bytes) -> Roster:
    """Read the tables of a page, all rows as one sheet."""
    decoded = read_text(data)
    text = "\n".join(
        "\t".join(str(cell) for cell in row.cells) for row in decoded.sheets[0].rows
    )
    tables = _Tables()
    tables.feed(text)
    return Roster(
        [Sheet("", [Row(number, cells) for number, cells in enumerate(tables.rows, start=1)])],
        f"HTML, {decoded.read_as}",
    )


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._is_in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._is_in_cell = True
            # A cell over several columns: what follows stays in its own column.
            span = dict(attrs).get("colspan") or "1"
            self._extra = min(int(span), 100) - 1 if span.isdigit() else 0
        elif tag == "br" and self._is_in_cell:
            self.rows[-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._is_in_cell:
            self.rows[-1] += [""] * self._extra
            self._is_in_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self.rows[-1][-1] += data
