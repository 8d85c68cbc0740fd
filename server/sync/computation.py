"""A batch computed in memory: repeats found, the rest judged in order, what waited released."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from sqlalchemy.orm import Session

from server.records.loaded import Loaded
from server.sync.batch import Batch
from server.sync.compute import (
    FINAL,
    HELD,
    QUARANTINED,
    REJECTED,
    SET_ASIDE,
    Judged,
    Submitted,
    foreign_author,
    foretell,
    judge_one,
)
from server.sync.history import read_before, submitted_again, taken_since, waiting_for
from server.sync.models import StoredOperation
from server.sync.needs import follow_ups, goal_of
from server.sync.operation import hash_of, moment_of
from server.sync.problems import Answer, error
from server.sync.refile import Refiling
from server.sync.rows_to_write import Rows
from server.sync.surroundings import Clock


class Computation:
    """A batch computed in memory, ready to be written."""

    def __init__(
        self,
        session: Session,
        submitted: Sequence[Submitted],
        definitions: Loaded,
        clock: Clock,
    ) -> None:
        self.submitted, self.definitions, self.clock = submitted, definitions, clock
        self.batch = Batch(session)
        self.before = read_before(session, submitted)
        #: Operations that stand in the history already, of this batch and of those that waited.
        self.stored = {*self.before.known, *(row.id for row in self.before.waiting)}
        #: Operation -> what became of it: those of the batch, and those that waited for it.
        self.judged: dict[str, Judged] = {}
        #: For each operation of the batch: the id under which it was judged, or its answer.
        self.outcomes: list[str | Judged | dict[str, Any]] = []
        #: What was refused, and counts now: operations that mend it saw what it wrote.
        self._taken: dict[str, StoredOperation] = {}
        self._last_change: dict[str, dict[str, Any]] = {}
        self._judge_all(session)
        refiling = Refiling(self.batch, definitions, clock)
        self.rows: Rows = refiling.refile(self._last_change)

    @property
    def waits_for(self) -> set[str]:
        """Return the documents and conflicts that are still waited for."""
        return {
            each.waits_for
            for each in self.judged.values()
            if each.status == HELD and each.waits_for is not None
        }

    def _judge_all(self, session: Session) -> None:
        waiting = submitted_again(session, self.before.waiting)
        fresh = [each for each in self.submitted if self._stored_answer(each) is None]
        self._taken = taken_since(session, [*fresh, *waiting])
        self._load([*fresh, *waiting])
        for each in self.submitted:
            self.outcomes.append(self._outcome(each))
        self._release(session, waiting)

    def _load(self, submitted: Sequence[Submitted]) -> None:
        """Read what these operations name, and where their moves lead."""
        forms, state = self.definitions.forms, self.batch.state
        self.batch.load(foretell(submitted, forms))
        sound = [each.raw for each in submitted if not each.errors]
        moves = [raw for raw in sound if raw["kind"] == "move"]
        creates = {raw["document"]: raw for raw in sound if raw["kind"] == "create"}
        moved = [(raw, creates[raw["document"]]) for raw in moves if raw["document"] in creates]
        self.batch.load({id for pair in moved for id in goal_of(*pair, forms)})
        while wanted := {id for raw in moves for id in follow_ups(state, raw, forms)}:
            self.batch.load(wanted)

    def _outcome(self, each: Submitted) -> str | Judged | dict[str, Any]:
        # In another's name nothing is judged, nor told of what came under that id.
        if each.errors or foreign_author(each):
            return judge_one(self.batch, each, self.definitions.forms)
        stored = self._stored_answer(each)
        if stored is not None:
            return stored
        id = str(each.raw["id"])
        if id not in self.judged:
            self.judged[id] = self._one(each)
        elif self.judged[id].submitted.payload != each.payload:
            # The same id twice in a batch is judged once; with another content it is no repeat.
            return _reused(each)
        return id

    def _stored_answer(self, each: Submitted) -> Judged | dict[str, Any] | None:
        """Return the answer of a repeat, word for word; None: to be judged, perhaps anew."""
        row = None if each.errors else self.before.known.get(each.raw["id"])
        if row is None:
            return None
        if row.payload_hash != hash_of(each.payload):
            return _reused(each)
        each.received_at = row.received_at
        if row.status == QUARANTINED:
            return _answer_of(row) if each.released_by is None else None
        return _answer_of(row) if row.status in (*FINAL, SET_ASIDE) else None

    def _one(self, each: Submitted) -> Judged:
        mark = self.batch.state.mark()
        each.mends = self._mended_by(each)
        judged = judge_one(self.batch, each, self.definitions.forms)
        if judged.answer.is_final:
            changed = self.batch.state.changed_since(mark)
            self._note_change(each, (*changed.documents, *changed.conflicts))
        return judged

    def _mended_by(self, each: Submitted) -> dict[str, Any] | None:
        """Return the refused operation that this one mends, where it has been taken since."""
        replaced = each.raw.get("replaces") or ""
        here = self.judged.get(replaced)
        if here is not None and here.answer.is_final:
            return dict(here.submitted.raw)
        row = self._taken.get(replaced)
        return dict(orjson.loads(row.payload)) if row is not None else None

    def _note_change(self, each: Submitted, ids: Iterable[str]) -> None:
        at = each.raw["captured_at"]
        stamp = {
            "actor": each.actor.staff_id,
            "at": at,
            "captured_on": self.clock.day(moment_of(at)),
        }
        for id in ids:
            # What was changed last comes last.
            self._last_change.pop(id, None)
            self._last_change[id] = stamp

    def _release(self, session: Session, stored: Sequence[Submitted]) -> None:
        """Judge anew what waited for what this batch has brought, until nothing moves."""
        asked = {each.raw["document"] for each in self.submitted if not each.errors}
        pool = {str(each.raw["id"]): each for each in stored}
        mark = 0
        while brought := self._brought(mark):
            pool |= self._also_waiting(session, brought - asked)
            asked |= brought
            mark = self.batch.state.mark()
            # One that had waited and is held anew stands in both: it is judged once.
            for id, each in {**pool, **self._held_here(brought)}.items():
                judged = self._one(each)
                if judged.status != HELD:
                    pool.pop(id, None)
                # Still held, it may wait for something else now: that must be written down.
                if judged.status != HELD or judged.waits_for not in brought:
                    self.judged[id] = judged

    def _brought(self, mark: int) -> set[str]:
        changed = self.batch.state.changed_since(mark)
        return {*changed.documents, *changed.conflicts}

    def _also_waiting(self, session: Session, ids: set[str]) -> dict[str, Submitted]:
        """Read what waits for documents and conflicts that no operation of the batch names."""
        rows = [row for row in waiting_for(session, ids) if row.id not in self.judged]
        self.stored |= {row.id for row in rows}
        again = submitted_again(session, rows)
        self._taken |= taken_since(session, again)
        self._load(again)
        return {str(each.raw["id"]): each for each in again}

    def _held_here(self, brought: set[str]) -> dict[str, Submitted]:
        """Return the operations judged here already that wait for what has been brought."""
        return {
            id: judged.submitted
            for id, judged in self.judged.items()
            if judged.status == HELD and judged.waits_for in brought
        }


def _reused(each: Submitted) -> Judged:
    """Whatever came first under this id may be somebody else's: nothing is told of it."""
    answer = Answer(REJECTED, each.raw["document"], errors=(error("id", "id_reused"),))
    return Judged(each, answer, REJECTED)


def _answer_of(row: StoredOperation) -> dict[str, Any]:
    answer: dict[str, Any] = orjson.loads(row.answer)
    return answer
