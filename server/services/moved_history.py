"""What moves have to do with a record's history: what came from elsewhere, and what went."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.sync.compute import FINAL
from server.sync.models import StoredOperation
from server.sync.sent import ENTRIES

#: A document that was moved and moved again: from this depth on it goes round in a circle.
MOST_MOVES = 8


class Moves:
    """The moves of one record's documents, as far as what stands in them tells of any."""

    def __init__(self) -> None:
        #: Where something has gone that stood in one of these documents.
        self._goals: set[str] = set()
        #: Devices whose entries stand here, and operations of others in them; None: not known.
        self._devices: set[str] | None = set()
        self._others: set[str] = set()
        #: Documents that say nothing of entries: all that was moved there belongs to them.
        self._untold: set[str] = set()

    def note(self, head: Mapping[str, Any], provenance: Mapping[str, Any]) -> None:
        """Take note of a document: what it holds of whom, and where what stood in it is."""
        entries = provenance.get(ENTRIES) or ()
        if not entries:
            self._untold.add(head["id"])
        self._goals.update(entry["moved_to"] for entry in entries if entry["moved_to"])
        if head["moved_to"]:
            self._goals.add(head["moved_to"])
        for entry in entries:
            if not entry["moved_to"]:
                self._know(entry)

    def _know(self, entry: Mapping[str, Any]) -> None:
        self._others.update(entry["others"])
        if not entry["hands"]:
            self._devices = None
        elif self._devices is not None:
            self._devices.update(hand["device"] for hand in entry["hands"])

    def came(self, session: Session, own: set[str]) -> list[StoredOperation]:
        """Return what was entered for another day or person, and has been moved here since.

        Nothing of what others have entered there, before or after: it is not about this one.
        """
        known, new = set(own), set(own)
        left: dict[str, StoredOperation] = {}
        for _ in range(MOST_MOVES):
            for move in _moves_to(session, new):
                source = orjson.loads(move.payload)["document"]
                left[source] = move
                if move.target_id in self._untold:
                    self._untold.add(source)
            new = left.keys() - known
            if not new:
                break
            known |= new
        rows = session.scalars(
            select(StoredOperation).where(
                StoredOperation.target_id.in_(known - own), StoredOperation.status.in_(FINAL)
            )
        )
        return [row for row in rows if self._is_about(row, left[row.target_id])]

    def _is_about(self, row: StoredOperation, move: StoredOperation) -> bool:
        after = row.received_at > move.received_at or (
            (row.received_at, row.device_id) == (move.received_at, move.device_id)
            and row.device_seq > move.device_seq
        )
        if after:
            return False
        if self._devices is None or move.target_id in self._untold:
            return True
        return row.device_id in self._devices or row.id in self._others

    def went(self, session: Session, own: set[str]) -> list[StoredOperation]:
        """Return the moves by which something has left these documents for other people's."""
        moves = _moves_to(session, self._goals - own)
        return [move for move in moves if orjson.loads(move.payload)["document"] in own]


def _moves_to(session: Session, documents: Iterable[str]) -> list[StoredOperation]:
    """Read the moves to these documents, in the order of arrival."""
    wanted = set(documents)
    if not wanted:
        return []
    rows = session.scalars(
        select(StoredOperation)
        .where(
            StoredOperation.target_id.in_(wanted),
            StoredOperation.kind == "move",
            StoredOperation.status.in_(FINAL),
        )
        .order_by(StoredOperation.received_at, StoredOperation.device_seq)
    )
    return list(rows)
