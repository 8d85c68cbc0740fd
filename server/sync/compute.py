"""Applies a batch in memory: judged, authorised, merged; nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.access.authorise import Actor
from server.forms.load import Form
from server.sync.authority import Departure, quarantine_reason
from server.sync.batch import Batch
from server.sync.engine import apply_operation
from server.sync.head import Head
from server.sync.needs import touched_documents
from server.sync.operation import shape_errors
from server.sync.place import Place, Unplaced, place_of
from server.sync.problems import Answer, error
from server.sync.target import follows_aliases
from server.sync.working_set import NotLoaded

HELD, REJECTED, QUARANTINED = "held", "rejected", "quarantined"
FINAL = frozenset({"applied", "merged", "conflict"})


@dataclass(slots=True)
class Submitted:
    """An operation as it came, and whose it is."""

    actor: Actor
    raw: Any
    #: A person has looked at it and lets it pass: what it was quarantined for counts no more.
    is_released: bool = False

    @property
    def id(self) -> str | None:
        """Return the operation's id, when it has one."""
        value = self.raw.get("id") if isinstance(self.raw, dict) else None
        return value if isinstance(value, str) else None


@dataclass(slots=True)
class Judged:
    """What became of an operation."""

    submitted: Submitted
    answer: Answer
    #: applied, merged, conflict, held, rejected, quarantined.
    status: str
    #: The document or conflict whose coming would let a held one be judged anew.
    waits_for: str | None = None
    quarantine_reason: str | None = None
    conflicts: tuple[str, ...] = field(default=())


class Refused(Exception):
    """The operation must not be applied, though its author meant well."""

    def __init__(self, judged: Judged) -> None:
        super().__init__()
        self.judged = judged


def foretell(submitted: Sequence[Submitted], forms: Mapping[str, Form]) -> set[str]:
    """Return the ids that these operations name: documents, conflicts, and what they hang on."""
    ids: set[str] = set()
    for each in submitted:
        if shape_errors(each.raw):
            continue
        needed = touched_documents(each.raw, forms)
        ids |= needed.documents | needed.conflicts | set(_links_of(each.raw).values())
    return ids


def _links_of(raw: Mapping[str, Any]) -> dict[str, str]:
    """Return the documents that the changes link to: `@resident`, `@household` …"""
    changes = raw.get("changes") or {}
    return {
        part: change["to"]
        for part, change in changes.items()
        if part[0] == "@"
        and part not in ("@area", "@channel")
        and isinstance(change.get("to"), str)
    }


def judge_one(batch: Batch, each: Submitted, forms: Mapping[str, Form]) -> Judged:
    """Apply one operation to the batch's working set, and say what became of it."""
    errors = shape_errors(each.raw) or _foreign_author(each)
    if errors:
        document = each.raw.get("document") if isinstance(each.raw, dict) else None
        return Judged(
            each,
            Answer(
                REJECTED, document if isinstance(document, str) else None, errors=tuple(errors)
            ),
            REJECTED,
        )
    while True:
        try:
            return _judge(batch, each, forms)
        except NotLoaded as missing:
            # An earlier operation of the batch has changed the way: rare, and still right.
            batch.state.undo()
            batch.load([missing.id])
        except Refused as refused:
            batch.state.undo()
            return refused.judged


def _foreign_author(each: Submitted) -> list[dict[str, str]]:
    """Actor and device come from the session: what an operation says of them must be the same."""
    raw, actor = each.raw, each.actor
    errors = []
    if raw.get("actor") not in (None, actor.staff_id):
        errors.append(error("actor", "not_yours"))
    if raw["device"] != actor.device_id:
        errors.append(error("device", "not_yours"))
    return errors


def _judge(batch: Batch, each: Submitted, forms: Mapping[str, Form]) -> Judged:
    raw, state = each.raw, batch.state
    form = forms.get(raw["form"])
    if form is not None:
        _judge_places(batch, each, form, _standing_places(batch, each, forms))
    mark = state.mark()
    answer = apply_operation(state, _with_actor(each), forms)
    if not answer.is_final:
        return _not_taken(each, answer)
    assert form is not None
    changed = state.changed_since(mark)
    places = []
    for id in changed.documents:
        head = state.documents[id]
        try:
            places.append(place_of(state, head, forms))
        except Unplaced as unplaced:
            raise Refused(_unplaced(each, unplaced)) from None
        _judge_area(batch, each, head)
    _judge_places(batch, each, form, places)
    return Judged(each, answer, answer.answer, conflicts=tuple(changed.conflicts))


def _with_actor(each: Submitted) -> dict[str, Any]:
    return {**each.raw, "actor": each.actor.staff_id}


def _standing_places(
    batch: Batch, each: Submitted, forms: Mapping[str, Form]
) -> list[tuple[str, Place]]:
    """Return where all stands that the operation names and that is known here."""
    raw, state = each.raw, batch.state
    named = dict(_links_of(raw))
    if raw["kind"] != "create":
        target = state.now_at(raw["document"])
        form = forms[raw["form"]]
        named["document"] = state.stays(target) if follows_aliases(form, raw) else target
        if conflict := state.conflicts.get(raw.get("conflict") or ""):
            named["conflict"] = conflict["document"]
    elif state.find(raw["document"]) is not None:
        named["document"] = raw["document"]
    places = []
    for part, id in named.items():
        head = state.find(id)
        if head is not None:
            try:
                places.append((part, place_of(state, head, forms)))
            except Unplaced as unplaced:
                raise Refused(_unplaced(each, unplaced)) from None
    return places


def _judge_places(
    batch: Batch,
    each: Submitted,
    form: Form,
    places: Sequence[tuple[str, Place] | Place],
) -> None:
    for found in places:
        part, place = found if isinstance(found, tuple) else (None, found)
        if each.is_released:
            continue
        reason = quarantine_reason(
            each.actor, each.raw, form, [place], _departures(batch, each, place)
        )
        if reason is not None:
            raise Refused(_quarantined(each, reason, part))


def _departures(batch: Batch, each: Submitted, place: Place) -> list[Departure]:
    """Return when the document, or the record of whom it is about, left a feed."""
    ids = {place.subject, each.raw["document"]}
    batch.load_departures(ids)
    return [left for id in ids for left in batch.departures[id]]


def _judge_area(batch: Batch, each: Submitted, head: Head) -> None:
    """A household lies in its leaf: an area that is not here waits, one with areas below is wrong."""
    area = head.links.get("area")
    if area is None:
        return
    batch.load_areas([area])
    if area not in batch.areas:
        raise Refused(_unplaced(each, Unplaced("@area", None)))
    if not batch.areas[area] and head.type in ("household", "resident_basic"):
        answer = Answer(REJECTED, each.raw["document"], errors=(error("@area", "not_a_leaf"),))
        raise Refused(Judged(each, answer, REJECTED))


def _not_taken(each: Submitted, answer: Answer) -> Judged:
    waits_for = None
    if answer.answer == HELD:
        codes = {each_error["field"] for each_error in answer.errors}
        waits_for = each.raw.get("conflict") if "conflict" in codes else each.raw["document"]
    return Judged(each, answer, answer.answer, waits_for)


def _unplaced(each: Submitted, unplaced: Unplaced) -> Judged:
    answer = Answer(HELD, each.raw["document"], errors=(error(unplaced.part, "unknown"),))
    return Judged(each, answer, HELD, unplaced.id)


def _quarantined(each: Submitted, reason: str, part: str | None) -> Judged:
    """The answer differs in nothing from that to an operation on what is not known here."""
    is_create = each.raw["kind"] == "create"
    field = part if part and part[0] == "@" else "@area" if is_create else part or "document"
    if is_create and part == "document":
        links = _links_of(each.raw)
        field = next((link for link in ("@resident", "@household") if link in links), "@area")
    answer = Answer(HELD, each.raw["document"], errors=(error(field, "unknown"),))
    return Judged(each, answer, QUARANTINED, None, reason)
