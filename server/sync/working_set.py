"""The documents and conflicts that a batch of operations works on, in memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from server.rules.natural_keys import natural_id
from server.sync.head import Head

#: The system document that says into which resident another one has been merged.
ALIAS = "resident_alias"

#: Keys: id, document, unit, state (open, decided, overtaken), standing, offers, decision.
#: Never changed in place: a changed conflict is put in the place of the one that stood.
Conflict = Mapping[str, Any]


class NotLoaded(LookupError):
    """A document or conflict that an operation turned out to need is not in the working set.

    Load it, a document with its open conflicts, and apply the operation again: nothing has
    changed.
    """

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.id = id


@dataclass(frozen=True, slots=True)
class Touched:
    """The documents and conflicts that have changed, by id, in the order they were first."""

    documents: tuple[str, ...]
    conflicts: tuple[str, ...]


class WorkingSet:
    """Documents and conflicts as they stand, and which of them an operation has changed.

    Either all there is (`whole=True`), or what has been loaded: asking for anything else then
    raises NotLoaded. A document is loaded together with its open conflicts.
    """

    def __init__(
        self,
        documents: Iterable[Head] = (),
        conflicts: Iterable[Conflict] = (),
        aliases: Mapping[str, str] | None = None,
        *,
        whole: bool = False,
    ) -> None:
        self.documents: dict[str, Head] = {}
        self.conflicts: dict[str, Conflict] = {}
        #: Resident given up -> who stays.
        self.aliases: dict[str, str] = dict(aliases or {})
        self._whole = whole
        self._asked: set[str] = set()
        #: Document -> unit -> its open conflict.
        self._open: dict[str, dict[str, str]] = {}
        self._steps = 0
        self._touched_documents: dict[str, int] = {}
        self._touched_conflicts: dict[str, int] = {}
        self._journal = _Journal()
        self.load((), documents, conflicts)

    def load(
        self,
        asked: Iterable[str],
        documents: Iterable[Head] = (),
        conflicts: Iterable[Conflict] = (),
    ) -> None:
        """Take in what a query found, and which ids it asked for, of documents and conflicts.

        An id that was asked for and not found does not exist. What is here already stays.
        """
        self._asked.update(asked)
        for head in documents:
            if head.id not in self.documents:
                self.documents[head.id] = head
                self._follow_alias(head)
        for conflict in conflicts:
            if conflict["id"] not in self.conflicts:
                self.conflicts[conflict["id"]] = conflict
                self._index(conflict)

    def is_known(self, id: str) -> bool:
        """Return whether it is known if this document or conflict exists."""
        return self._whole or id in self.documents or id in self._asked or id in self.conflicts

    def find(self, document: str) -> Head | None:
        """Return what stands of a document, to read only; None where there is none.

        Raises:
            NotLoaded: nobody has asked for it yet.
        """
        head = self.documents.get(document)
        if head is None and not self.is_known(document):
            raise NotLoaded(document)
        return head

    def stays(self, resident: str) -> str:
        """Return who stays of a resident that may have been merged into another.

        Raises:
            NotLoaded: the document that would say so has not been asked for yet.
        """
        seen: set[str] = set()
        # Two merges that name each other would lead round for ever.
        while resident not in seen:
            seen.add(resident)
            if resident in self.aliases:
                resident = self.aliases[resident]
            else:
                self.find(alias_id(resident))
        return resident

    def now_at(self, document: str) -> str:
        """Return where a document has been moved to, or its own id.

        Raises:
            NotLoaded: one on the way has not been asked for yet.
        """
        seen: set[str] = set()
        while document not in seen:
            seen.add(document)
            head = self.find(document)
            if head is not None and head.moved_to:
                document = head.moved_to
        return document

    def open_conflict(self, document: str, unit: str) -> Conflict | None:
        """Return the open conflict of a unit, to read only."""
        units = self._open.get(document)
        found = units.get(unit) if units else None
        return self.conflicts[found] if found else None

    def open_conflicts(self, document: str) -> list[Conflict]:
        """Return the open conflicts of a document, to read only."""
        return [self.conflicts[found] for found in self._open.get(document, {}).values()]

    def begin(self) -> None:
        """Begin an operation: from here on `undo` takes back everything."""
        self._steps += 1
        self._journal = _Journal()

    def mark(self) -> int:
        """Return a mark for `changed_since`."""
        return self._steps

    def changed_since(self, mark: int = 0) -> Touched:
        """Return which documents and conflicts were changed after this mark."""
        return Touched(
            tuple(id for id, step in self._touched_documents.items() if step > mark),
            tuple(id for id, step in self._touched_conflicts.items() if step > mark),
        )

    def change(self, document: str) -> Head:
        """Return the head of a known document, to be changed in this operation."""
        if document not in self._journal.documents:
            before = self.documents[document]
            self.put(before.copy())
        return self.documents[document]

    def put(self, head: Head) -> Head:
        """Let this be what stands of its document, and return it."""
        self._journal.documents.setdefault(head.id, self.documents.get(head.id))
        self.documents[head.id] = head
        return head

    def put_conflict(self, conflict: Conflict) -> Conflict:
        """Let this stand in the place of the conflict of the same id, and return it."""
        before = self.conflicts.get(conflict["id"])
        self._journal.conflicts.setdefault(conflict["id"], before)
        self._unindex(before)
        self.conflicts[conflict["id"]] = conflict
        self._index(conflict)
        return conflict

    def keep(self) -> None:
        """End an operation: note what it has changed; an equal head is no change."""
        journal = self._journal
        for id, before in list(journal.documents.items()):
            if before is not None and before == self.documents[id]:
                self.documents[id] = before
                del journal.documents[id]
                continue
            journal.steps.append((self._touched_documents, id, self._touched_documents.get(id)))
            self._touched_documents[id] = self._steps
            if self.documents[id].type == ALIAS:
                journal.aliases = journal.aliases or dict(self.aliases)
                self._follow_alias(self.documents[id])
        for id in journal.conflicts:
            journal.steps.append((self._touched_conflicts, id, self._touched_conflicts.get(id)))
            self._touched_conflicts[id] = self._steps

    def undo(self) -> None:
        """Take back the last operation, kept or not."""
        journal, self._journal = self._journal, _Journal()
        for id, head in journal.documents.items():
            _restore(self.documents, id, head)
        # First all out, then all in: two conflicts of one unit may have changed places.
        for id in journal.conflicts:
            self._unindex(self.conflicts.get(id))
        for id, conflict in journal.conflicts.items():
            _restore(self.conflicts, id, conflict)
            if conflict is not None:
                self._index(conflict)
        for touched, id, step in reversed(journal.steps):
            _restore(touched, id, step)
        if journal.aliases is not None:
            self.aliases = journal.aliases

    def _index(self, conflict: Conflict) -> None:
        if conflict["state"] == "open":
            units = self._open.setdefault(conflict["document"], {})
            units.setdefault(conflict["unit"], conflict["id"])

    def _unindex(self, conflict: Conflict | None) -> None:
        if conflict is None or conflict["state"] != "open":
            return
        units = self._open.get(conflict["document"], {})
        if units.get(conflict["unit"]) == conflict["id"]:
            del units[conflict["unit"]]

    def _follow_alias(self, head: Head) -> None:
        """Keep the aliases true to a document that says who was merged into whom."""
        given_up = head.links.get("resident")
        if head.type != ALIAS or given_up is None:
            return
        stays = head.body.get("merged_into")
        if head.retired is None and isinstance(stays, str):
            self.aliases[given_up] = stays
        else:
            self.aliases.pop(given_up, None)


class _Journal:
    """What stood before the operation at work; None: nothing stood."""

    def __init__(self) -> None:
        self.documents: dict[str, Head | None] = {}
        self.conflicts: dict[str, Conflict | None] = {}
        self.steps: list[tuple[dict[str, int], str, int | None]] = []
        self.aliases: dict[str, str] | None = None


def alias_id(resident: str) -> str:
    """Return the id of the document that says into whom a resident has been merged."""
    return natural_id(ALIAS, resident)


def _restore(kept: dict[str, Any], id: str, before: Any) -> None:
    if before is None:
        kept.pop(id, None)
    else:
        kept[id] = before
