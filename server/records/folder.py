"""The documents of one resident, prepared once for every lane and every day of reading."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.forms.document import LANE_OF_CODE, Document
from server.records.completeness import Judged
from server.records.definitions import Definitions
from server.records.entry import Body, Entry

Facts = Mapping[str, Any]


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
        self._judged: Judged | None = None

    def body_for(self, lanes: frozenset[str]) -> Body:
        """Return the resident's facts without the codes of lanes that are not asked for."""
        if lanes not in self._seen:
            hidden = {code for code, lane in LANE_OF_CODE.items() if lane not in lanes}
            self._seen[lanes] = _without(self.body, hidden)
        return self._seen[lanes]

    def judged(self, day: str) -> Judged:
        """Return what is missing in the basic facts on a day; judged only when it changes."""
        if self._judged is None or not self._judged.holds_on(day):
            self._judged = self.definitions.completeness.judge(self.body, day)
        return self._judged

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


def _without(body: Body, hidden: set[str]) -> Body:
    """Leave out codes; a body that holds none of them is given back as it is."""
    codes = body.get("managed_programmes") or []
    rows = body.get("past_diseases") or []
    kept_codes = [code for code in codes if code not in hidden]
    kept_rows = [row for row in rows if row.get("disease") not in hidden]
    if len(kept_codes) == len(codes) and len(kept_rows) == len(rows):
        return body
    return {**body, "managed_programmes": kept_codes, "past_diseases": kept_rows}
