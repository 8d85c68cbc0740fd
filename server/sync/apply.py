"""The one way in: authorise, validate, merge, head, history, projection, feed; one transaction."""

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import and_, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.access import audit
from server.access.actors import actors_of
from server.db import reading, writing
from server.db.engine import is_worth_repeating
from server.problems import Busy
from server.records.loaded import Loaded
from server.sync.batch import Batch
from server.sync.compute import HELD, QUARANTINED, Judged, Submitted, foretell, judge_one
from server.sync.models import StoredOperation
from server.sync.operation import hash_of, moment_of, payload_of, shape_errors
from server.sync.problems import Answer, error
from server.sync.refile import Clock, Refiling, Rows
from server.sync.write import (
    MovedMeanwhile,
    Numbers,
    lock_feeds,
    lock_subjects,
    write_operations,
    write_rows,
)

#: Tries without locks before the feeds are locked first.
OPTIMISTIC_TRIES = 3
MOST_TRIES = 12


@dataclass
class Applied:
    """The answers of a batch, in order, and what it did."""

    answers: list[dict[str, Any]]
    #: Operations of this batch that had not been stored before.
    new_ids: set[str]
    #: Numbers of a device that came with two different operations: the phone was copied.
    copied: bool
    touched_subjects: set[str]


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
        self.repeats: dict[str, dict[str, Any]] = {}
        self.stored_ids: set[str] = set()
        self.copied = False
        self.judged: list[Judged] = []
        self.released: list[Judged] = []
        self._last_change: dict[str, dict[str, Any]] = {}
        self.rows = self._compute(session)

    def _compute(self, session: Session) -> Rows:
        held = self._read_operations(session)
        fresh = [each for each in self.submitted if (each.id or "") not in self.repeats]
        waiting = self._actors(session, held)
        self.batch.load(foretell([*fresh, *waiting], self.definitions.forms))
        seen: set[str] = set()
        for each in fresh:
            # The same operation twice in one batch: the first one's answer is for both.
            if each.id is None or each.id not in seen:
                self.judged.append(self._one(each))
            seen.add(each.id or "")
        self._release(session, waiting)
        return Refiling(self.batch, self.definitions, self.clock).refile(self._last_change)

    def _one(self, each: Submitted) -> Judged:
        mark = self.batch.state.mark()
        judged = judge_one(self.batch, each, self.definitions.forms)
        if judged.answer.is_final:
            changed = self.batch.state.changed_since(mark)
            at = each.raw["captured_at"]
            stamp = {
                "actor": each.actor.staff_id,
                "at": at,
                "captured_on": self.clock.day(moment_of(at)),
            }
            for id in (*changed.documents, *changed.conflicts):
                self._last_change.pop(id, None)
                self._last_change[id] = stamp
        return judged

    def _read_operations(self, session: Session) -> list[StoredOperation]:
        """Read what came before: repeats, copies of a device, and what waits for this batch."""
        sound = [each.raw for each in self.submitted if not shape_errors(each.raw)]
        if not sound:
            return []
        ids = {raw["id"] for raw in sound}
        awaited = {raw["document"] for raw in sound}
        numbers = {raw["device_seq"] for raw in sound}
        rows = session.scalars(
            select(StoredOperation).where(
                or_(
                    StoredOperation.id.in_(ids),
                    and_(
                        StoredOperation.waits_for.in_(awaited), StoredOperation.status == HELD
                    ),
                    and_(
                        StoredOperation.device_id.in_({raw["device"] for raw in sound}),
                        StoredOperation.device_seq.in_(numbers),
                    ),
                )
            )
        ).all()
        by_number = {(row.device_id, row.device_seq): row.id for row in rows}
        hashes = {raw["id"]: hash_of(payload_of(raw)) for raw in sound}
        for row in rows:
            if row.id in ids:
                self.stored_ids.add(row.id)
                self._repeat(row, hashes[row.id])
        self.copied = any(
            by_number.get((raw["device"], raw["device_seq"]), raw["id"]) != raw["id"]
            for raw in sound
            if raw["device_seq"] > 0
        )
        return [
            row
            for row in rows
            if row.id not in ids and row.status == HELD and row.waits_for in awaited
        ]

    def _repeat(self, row: StoredOperation, payload_hash: str) -> None:
        if row.payload_hash != payload_hash:
            answer = Answer("rejected", row.target_id, errors=(error("id", "id_reused"),))
            self.repeats[row.id] = _answer_json(row.id, answer, None)
        elif row.status in ("applied", "merged", "conflict", QUARANTINED):
            self.repeats[row.id] = orjson.loads(row.answer)

    def _actors(self, session: Session, held: Iterable[StoredOperation]) -> list[Submitted]:
        rows = list(held)
        if not rows:
            return []
        actors = actors_of(session, {(row.actor_id, row.device_id) for row in rows})
        return [
            Submitted(actors[row.actor_id, row.device_id], orjson.loads(row.payload))
            for row in sorted(rows, key=lambda row: (row.received_at, row.id))
            if (row.actor_id, row.device_id) in actors
        ]

    def _release(self, session: Session, waiting: list[Submitted]) -> None:
        """Judge anew what waited for documents that this batch has brought, until nothing moves."""
        done: set[str] = set()
        while waiting:
            brought: set[str] = set()
            for each in waiting:
                done.add(each.id or "")
                judged = self._one(each)
                if judged.status != HELD:
                    self.released.append(judged)
                    brought.add(each.raw["document"])
                    brought.update(judged.conflicts)
            waiting = [
                each for each in self._waiting_for(session, brought) if each.id not in done
            ]
            self.batch.load(foretell(waiting, self.definitions.forms))

    def _waiting_for(self, session: Session, ids: set[str]) -> list[Submitted]:
        if not ids:
            return []
        rows = session.scalars(
            select(StoredOperation).where(
                StoredOperation.waits_for.in_(ids), StoredOperation.status == HELD
            )
        )
        return self._actors(session, rows)


def apply(
    submitted: Sequence[Submitted],
    definitions: Loaded,
    zone: ZoneInfo,
    after: Callable[[Session, Applied], None] | None = None,
) -> Applied:
    """Apply operations and answer each; everything or nothing of the batch is written.

    What one operation does to a document: docs/record.md. A repeat of a final answer is answered
    word for word and changes nothing. `after` runs inside the transaction.

    Raises:
        Busy: others kept changing the same records; nothing was written.
        Exception: whatever a broken definition or database raises; nothing was written.
    """
    feeds: set[str] = set()
    for attempt in range(MOST_TRIES):
        clock = Clock(datetime.now(UTC), zone)
        try:
            if attempt < OPTIMISTIC_TRIES:
                with reading() as session:
                    computation = Computation(session, submitted, definitions, clock)
                feeds = computation.rows.feeds
                with writing() as session:
                    lock_subjects(session, computation.rows.expected)
                    return _write(session, computation, after)
            with writing() as session:
                # Everybody who changes these folders needs these locks: nothing moves from here.
                lock_feeds(session, feeds)
                computation = Computation(session, submitted, definitions, clock)
                feeds = computation.rows.feeds
                lock_subjects(session, computation.rows.expected)
                return _write(session, computation, after)
        except MovedMeanwhile:
            continue
        except DBAPIError as failure:
            if not is_worth_repeating(failure):
                raise
            time.sleep(random.uniform(0, 0.02 * (attempt + 1)))  # noqa: S311  # not a secret
    raise Busy(retry_after_seconds=5)


def _write(
    session: Session,
    computation: Computation,
    after: Callable[[Session, Applied], None] | None,
) -> Applied:
    numbers = write_rows(session, computation.rows)
    answers = dict(computation.repeats)
    stored = []
    for judged in (*computation.judged, *computation.released):
        answer = _answer_json(
            judged.submitted.id, judged.answer, _read_at(judged, computation, numbers)
        )
        if judged.submitted.id is not None:
            answers[judged.submitted.id] = answer
        if not shape_errors(judged.submitted.raw) and not _is_foreign(judged):
            stored.append(_stored(judged, answer, computation.clock.now))
    write_operations(session, stored)
    _audit(session, computation)
    applied = Applied(
        [_answer_of(each, answers, computation) for each in computation.submitted],
        {row["id"] for row in stored} - computation.stored_ids,
        computation.copied,
        {row["id"] for row in computation.rows.subjects},
    )
    if after is not None:
        after(session, applied)
    return applied


def _is_foreign(judged: Judged) -> bool:
    """What somebody sends in another's name is not kept under that name."""
    return any(each["code"] == "not_yours" for each in judged.answer.errors)


def _answer_of(
    each: Submitted, answers: Mapping[str, dict[str, Any]], computation: Computation
) -> dict[str, Any]:
    if each.id is not None and each.id in answers:
        return answers[each.id]
    nameless = (judged for judged in computation.judged if judged.submitted is each)
    judged = next(nameless)
    return _answer_json(each.id, judged.answer, None)


def _read_at(
    judged: Judged, computation: Computation, numbers: Numbers
) -> tuple[str, int] | None:
    """Where the effect will be read: the newest number of what the operation touched."""
    if not judged.answer.is_final:
        return None
    touched = [
        numbers[id]
        for id in (judged.answer.document, *judged.conflicts, *judged.answer.conflicts)
        if id in numbers
    ]
    return max(touched, key=lambda each: each[1]) if touched else None


def _answer_json(
    id: str | None, answer: Answer, read_at: tuple[str, int] | None
) -> dict[str, Any]:
    feed, number = read_at or (None, None)
    return {"id": id, **answer.to_json(), "feed": feed, "number": number}


def _stored(judged: Judged, answer: dict[str, Any], now: datetime) -> dict[str, Any]:
    raw, actor = judged.submitted.raw, judged.submitted.actor
    payload = payload_of(raw)
    return {
        "id": raw["id"],
        "device_id": raw["device"],
        "device_seq": raw["device_seq"],
        "actor_id": actor.staff_id,
        "target_id": answer["document"] or raw["document"],
        "kind": raw["kind"],
        "form": raw["form"],
        "captured_at": moment_of(raw["captured_at"]),
        "received_at": now,
        "payload": payload,
        "payload_hash": hash_of(payload),
        "status": judged.status,
        "waits_for": judged.waits_for,
        "answer": orjson.dumps(answer).decode(),
        "quarantine_reason": judged.quarantine_reason,
    }


def _audit(session: Session, computation: Computation) -> None:
    """One row for each person and subject whose record this batch changed."""
    entries: dict[tuple[str, str | None, str], dict[str, Any]] = {}
    for judged in (*computation.judged, *computation.released):
        kept = computation.batch.kept.get(judged.answer.document or "")
        if not judged.answer.is_final or kept is None:
            continue
        actor = judged.submitted.actor
        key = (actor.staff_id, actor.device_id, kept.subject)
        if key in entries:
            entries[key]["count"] += 1
        else:
            entries[key] = audit.entry(
                actor,
                "change",
                computation.clock.now,
                subject_id=kept.subject,
                feed_code=kept.feed,
            )
    audit.log(session, entries.values())
