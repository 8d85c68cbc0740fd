"""What each operation of a batch is answered, and how it is kept in the history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from server.access import audit
from server.access.authorise import may_read
from server.sync.computation import Computation
from server.sync.compute import HELD, Judged, Submitted
from server.sync.operation import hash_of, moment_of
from server.sync.place import feed_code
from server.sync.sent import Kept
from server.sync.working_set import ALIAS
from server.sync.write import Numbers


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of the batch in order, and by operation also of those that waited for it."""

    in_order: list[dict[str, Any]]
    by_id: dict[str, dict[str, Any]]


def answers_of(computation: Computation, numbers: Numbers) -> Answers:
    """Return the answers as phones receive them, once the feeds have given their numbers."""
    by_id = {
        id: _answer(judged, computation, numbers) for id, judged in computation.judged.items()
    }
    in_order = []
    for outcome in computation.outcomes:
        if isinstance(outcome, str):
            in_order.append(by_id[outcome])
        elif isinstance(outcome, Judged):
            in_order.append(_answer(outcome, computation, numbers))
        else:
            in_order.append(outcome)
    return Answers(in_order, by_id)


def _answer(judged: Judged, computation: Computation, numbers: Numbers) -> dict[str, Any]:
    answer = {
        "id": judged.submitted.id,
        **judged.answer.to_json(),
        "feed": None,
        "number": None,
    }
    kept = computation.batch.kept.get(judged.answer.document)
    if not judged.answer.is_final or kept is None:
        return answer
    if not _may_read(judged, computation, kept):
        # Who wrote it while they might, and may read it no more, is told that it is safe: not
        # where it is now, nor whether it met other values there.
        named = judged.submitted.raw["document"]
        return {**answer, "answer": "applied", "document": named, "conflicts": []}
    touched = (judged.answer.document, *judged.conflicts, *judged.answer.conflicts)
    places = [numbers[id] for id in touched if id in numbers]
    found = [number for feed, number in places if feed == kept.feed]
    answer["errors"] = kept.errors
    if found:
        answer |= {"feed": kept.feed, "number": max(found)}
    return answer


def _may_read(judged: Judged, computation: Computation, kept: Kept) -> bool:
    area = kept.feed.partition(":")[0]
    return may_read(judged.submitted.actor, area, kept.lane, computation.clock.now)


def rows_to_keep(computation: Computation, answers: Answers) -> list[dict[str, Any]]:
    """Return the rows of the history; what somebody sends in another's name is not kept."""
    return [
        _stored(judged, answers.by_id[id], computation)
        for id, judged in computation.judged.items()
        if all(each["code"] != "not_yours" for each in judged.answer.errors)
    ]


def _stored(judged: Judged, answer: dict[str, Any], computation: Computation) -> dict[str, Any]:
    return {
        **held_row(judged.submitted, answer, computation.clock.now),
        "status": judged.status,
        "waits_for": judged.waits_for,
        "quarantine_reason": judged.quarantine_reason,
    }


def held_row(submitted: Submitted, answer: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return the row of an operation that is held for now, and waits for nothing known."""
    raw = submitted.raw
    return {
        "id": raw["id"],
        "device_id": raw["device"],
        "device_seq": raw["device_seq"],
        "actor_id": submitted.actor.staff_id,
        "target_id": answer["document"] or raw["document"],
        "kind": raw["kind"],
        "form": raw["form"],
        "captured_at": moment_of(raw["captured_at"]),
        "received_at": now,
        "payload": submitted.payload,
        "payload_hash": hash_of(submitted.payload),
        "status": HELD,
        "waits_for": None,
        "answer": orjson.dumps(answer).decode(),
        "quarantine_reason": None,
    }


def log_of_changes(computation: Computation) -> list[dict[str, Any]]:
    """Return one row of the log for each person and subject whose record was changed."""
    entries: dict[tuple[str, str | None, str], dict[str, Any]] = {}
    for judged in computation.judged.values():
        kept = computation.batch.kept.get(judged.answer.document or "")
        if not judged.answer.is_final or kept is None:
            continue
        actor = judged.submitted.actor
        for subject, feed in _concerned(judged, computation, kept).items():
            key = (actor.staff_id, actor.device_id, subject)
            if key in entries:
                entries[key]["count"] += 1
            else:
                now = computation.clock.now
                entries[key] = audit.entry(
                    actor, "change", now, subject_id=subject, feed_code=feed
                )
    return list(entries.values())


def _concerned(judged: Judged, computation: Computation, kept: Kept) -> dict[str, str]:
    """Return subject -> feed: of a move also whose it was, of a merge or its undo both."""
    named: set[str | None] = set()
    if judged.submitted.raw["kind"] == "move":
        link = judged.submitted.raw["changes"].get("@resident") or {}
        named = {link.get("from"), link.get("to")}
    head = computation.batch.state.documents.get(judged.answer.document)
    if head is not None and head.type == ALIAS:
        named = {head.links.get("resident"), head.body.get("merged_into")}
    others = {
        id: feed_code(known.area, kept.lane)
        for id in named
        if id is not None and (known := computation.batch.subjects.get(id)) is not None
    }
    return {**others, kept.subject: kept.feed}
