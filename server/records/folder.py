"""The documents of one resident, prepared once for every lane and every day of reading."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.forms.document import LANE_OF_CODE, Document, day_of, is_finished, lane_of
from server.forms.values import is_set, plain
from server.records.definitions import Definitions, item_of

Body = Mapping[str, Any]
Facts = Mapping[str, Any]
#: A number, an option, or the numbers of one line.
Reading = Any


class Entry:
    """A standing document with what is asked of it again and again."""

    __slots__ = ("_flat", "body", "day", "document", "form", "id", "is_finished", "lane")

    def __init__(self, definitions: Definitions, document: Document) -> None:
        self.document = document
        self.id: str = document["id"]
        self.form: str = document["form"]
        self.body: Body = document["body"]
        self.day = day_of(definitions.forms, document)
        self.lane = lane_of(definitions.forms, document)
        self.is_finished = is_finished(document)
        self._flat: tuple[Body, dict[str, Any]] | None = None

    def flat(self, definitions: Definitions, resident: Body) -> dict[str, Any]:
        """Return the document as expressions see it: id, form, date, fields, computed ones too.

        Computed fields are read with today = the document's day.
        """
        if self._flat is None or self._flat[0] is not resident:
            self._flat = (resident, self._flattened(definitions, resident))
        return self._flat[1]

    def readings(self, definitions: Definitions, resident: Body) -> dict[str, Reading]:
        """Return the whole readings: of two arms the one with the higher first value."""
        lines = definitions.lines.get(self.form)
        if not lines:
            return {}
        flat = self.flat(definitions, resident)
        found: dict[str, Reading] = {}
        for line, fields in lines.items():
            values = [_plain(flat.get(field)) for field in fields]
            if all(map(is_set, values)):
                item, value = item_of(line), values if len(values) > 1 else values[0]
                # Equal: the left arm, which stands first.
                if item not in found or values[0] > found[item][0]:
                    found[item] = value
        return found

    def _flattened(self, definitions: Definitions, resident: Body) -> dict[str, Any]:
        flat = {"id": self.id, "form": self.form, "date": self.day}
        flat.update((k, v) for k, v in self.body.items() if k[0] != "_" and k != "id")
        if self.day:
            flat.update(definitions.computed.of(self.form, self.body, resident, self.day))
        return flat


class Folder:
    """One resident: who it is, where, and every standing document, oldest first."""

    def __init__(self, definitions: Definitions, facts: Facts) -> None:
        self.definitions = definitions
        self.facts = facts
        self.today: str = facts["today"]
        self.resident: Document = facts["resident"]
        self.body: Body = self.resident["body"]
        self.home: Body = (facts.get("household") or {}).get("body") or {}
        self.entries = entries_of(definitions, facts["documents"])
        self.visits = entries_of(definitions, facts.get("visits") or ())
        self.lanes = frozenset({"record"} | {entry.lane for entry in self.entries})
        self._seen: dict[frozenset[str], Body] = {}

    def body_for(self, lanes: frozenset[str]) -> Body:
        """Return the resident's facts without the codes of lanes that are not asked for."""
        if lanes not in self._seen:
            hidden = {code for code, lane in LANE_OF_CODE.items() if lane not in lanes}
            self._seen[lanes] = _without(self.body, hidden)
        return self._seen[lanes]

    @property
    def closure(self) -> Entry | None:
        """Return the closure that holds: the newest that no reopening names."""
        reopened = {e.body.get("closure") for e in self.entries if e.form == "record_reopening"}
        closures = [
            entry
            for entry in self.entries
            if entry.form == "record_closure" and entry.is_finished and entry.id not in reopened
        ]
        return closures[-1] if closures else None


def entries_of(definitions: Definitions, documents: Iterable[Document]) -> list[Entry]:
    """Return the standing ones of these documents, oldest first by (day, id)."""
    standing = [Entry(definitions, doc) for doc in documents if not doc.get("retired")]
    return sorted(standing, key=lambda entry: (entry.day, entry.id))


def _plain(value: Any) -> Any:
    return plain(value) if type(value) is float else value


def _without(body: Body, hidden: set[str]) -> Body:
    """Leave out codes; a body that holds none of them is given back as it is."""
    codes = body.get("managed_programmes") or []
    rows = body.get("past_diseases") or []
    kept_codes = [code for code in codes if code not in hidden]
    kept_rows = [row for row in rows if row.get("disease") not in hidden]
    if len(kept_codes) == len(codes) and len(kept_rows) == len(rows):
        return body
    return {**body, "managed_programmes": kept_codes, "past_diseases": kept_rows}
