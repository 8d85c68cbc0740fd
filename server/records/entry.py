"""One document of a resident with what is asked of it again and again, worked out on demand."""

from collections.abc import Iterator, Mapping
from typing import Any

from server.forms.document import Document, day_of, is_finished, lane_of
from server.forms.values import is_set, plain
from server.records.definitions import Definitions, item_of

Body = Mapping[str, Any]
#: A number, an option, or the numbers of one line.
Reading = Any


class Entry:
    """A standing document: its day, its lane, its readings."""

    __slots__ = ("_flat", "body", "day", "definitions", "form", "id", "is_finished", "lane")

    def __init__(self, definitions: Definitions, document: Document) -> None:
        self.definitions = definitions
        self.id: str = document["id"]
        self.form: str = document["form"]
        self.body: Body = document["body"]
        self.day = day_of(definitions.forms, document)
        self.lane = lane_of(definitions.forms, document)
        self.is_finished = is_finished(document)
        self._flat: Flat | None = None

    def flat(self, resident: Body) -> "Flat":
        """Return the document as expressions see it, beside these facts of the resident."""
        if self._flat is None or self._flat.resident is not resident:
            self._flat = Flat(self, resident)
        return self._flat

    def readings(self, resident: Body) -> dict[str, Reading]:
        """Return the whole readings: of two arms the one with the higher first value."""
        return self.flat(resident).readings


class Flat(Mapping[str, Any]):
    """id, form, date and the fields of a document; computed ones with today = its day."""

    __slots__ = ("_computed", "_entry", "_fields", "_readings", "resident")

    def __init__(self, entry: Entry, resident: Body) -> None:
        self.resident = resident
        self._entry = entry
        self._fields = entry.definitions.computed.fields(entry.form) if entry.day else ()
        self._computed: dict[str, Any] | None = None
        self._readings: dict[str, Reading] | None = None

    def get(self, name: str, default: Any = None) -> Any:
        """Return a field; computed ones whatever the body says of them."""
        if name in self._fields:
            return self._calculated()[name]
        if name == "id":
            return self._entry.id
        value = self._entry.body.get(name)
        if value is not None and name[0] != "_":
            return value
        return self._of_document(name, default)

    def __getitem__(self, name: str) -> Any:
        return self.get(name)

    def __iter__(self) -> Iterator[str]:
        names = dict.fromkeys(("id", "form", "date", *self._entry.body, *self._fields))
        return (name for name in names if not name.startswith("_"))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        # It always has an id: nobody needs to count.
        return True

    @property
    def readings(self) -> dict[str, Reading]:
        """Return item -> reading, of those that are whole."""
        if self._readings is None:
            self._readings = self._read()
        return self._readings

    def _of_document(self, name: str, default: Any) -> Any:
        if name == "form":
            return self._entry.form
        return self._entry.day if name == "date" else default

    def _calculated(self) -> dict[str, Any]:
        if self._computed is None:
            entry = self._entry
            of = entry.definitions.computed.of
            self._computed = of(entry.form, entry.body, self.resident, entry.day)
        return self._computed

    def _read(self) -> dict[str, Reading]:
        found: dict[str, Reading] = {}
        for line, fields in self._entry.definitions.lines.get(self._entry.form, {}).items():
            values = [_plain(self.get(field)) for field in fields]
            if all(map(is_set, values)):
                item, value = item_of(line), values if len(values) > 1 else values[0]
                # Equal: the left arm, which stands first.
                if item not in found or values[0] > found[item][0]:
                    found[item] = value
        return found


def _plain(value: Any) -> Any:
    return plain(value) if type(value) is float else value
