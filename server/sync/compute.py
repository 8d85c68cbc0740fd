"""Applies a batch in memory: judged, authorised, merged; nothing is written here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from server.access.authorise import Actor, may_read
from server.forms.load import Form
from server.sync.authority import Departure, quarantine_reason
from server.sync.batch import Batch
from server.sync.engine import apply_operation
from server.sync.head import Head
from server.sync.mending import over_what_it_mends
from server.sync.needs import touched_documents
from server.sync.operation import payload_of, shape_errors
from server.sync.place import HOUSEHOLD, RESIDENT, Place, Unplaced, place_of
from server.sync.problems import Answer, error
from server.sync.target import follows_aliases
from server.sync.units import LINKS
from server.sync.working_set import NotLoaded, WorkingSet

HELD, REJECTED, QUARANTINED = "held", "rejected", "quarantined"
#: A person has looked at a quarantined one and does not let it pass; it is kept.
SET_ASIDE = "set_aside"
FINAL = frozenset({"applied", "merged", "conflict"})
#: Links that lead to a document.
_LEADING = tuple(f"@{link}" for link in LINKS if link not in ("area", "channel"))


@dataclass(slots=True)
class Submitted:
    """An operation as it came, and whose it is."""

    actor: Actor
    raw: Any
    #: Who has looked at it and lets it pass: what it was quarantined for counts no more.
    released_by: Actor | None = None
    #: The refused operation that it mends, where that has been taken since.
    mends: Mapping[str, Any] | None = None
    #: When it first came.
    received_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    #: What is wrong with its shape; nothing else of such a one may be believed.
    errors: list[dict[str, str]] = field(init=False)
    #: Its canonical text; empty where its shape is wrong.
    payload: str = field(init=False)

    def __post_init__(self) -> None:
        self.errors = shape_errors(self.raw)
        self.payload = "" if self.errors else payload_of(self.raw)

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
    """Return the ids that these operations name: documents, conflicts, what they hang on."""
    ids: set[str] = set()
    for each in submitted:
        if each.errors:
            continue
        needed = touched_documents(each.raw, forms)
        ids |= needed.documents | needed.conflicts | set(_links_of(each.raw).values())
    return ids


def _links_of(raw: Mapping[str, Any]) -> dict[str, str]:
    """Return the documents that the changes link to: `@resident`, `@household` …"""
    changes = raw.get("changes") or {}
    found = {part: (changes.get(part) or {}).get("to") for part in _LEADING}
    return {part: id for part, id in found.items() if isinstance(id, str) and id}


def judge_one(batch: Batch, each: Submitted, forms: Mapping[str, Form]) -> Judged:
    """Apply one operation to the batch's working set, and say what became of it."""
    errors = each.errors or foreign_author(each)
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


def foreign_author(each: Submitted) -> list[dict[str, str]]:
    """Return what is wrong where an operation of sound shape names another author or device.

    Both come from the session: what it says must be the same.
    """
    raw, actor = each.raw, each.actor
    errors = []
    if raw.get("actor") not in (None, actor.staff_id):
        errors.append(error("actor", "not_yours"))
    if raw["device"] != actor.device_id:
        errors.append(error("device", "not_yours"))
    return errors


def _judge(batch: Batch, each: Submitted, forms: Mapping[str, Form]) -> Judged:
    raw, state = each.raw, batch.state
    # Whatever is refused from here on takes back its own, not what the one before it did.
    state.begin()
    form = forms.get(raw["form"])
    if form is not None:
        for named in _standing_places(batch, each, forms):
            _judge_place(batch, each, forms, named)
    mark = state.mark()
    answer = apply_operation(state, _written(state, each, form), forms)
    if not answer.is_final:
        return _not_taken(each, answer)
    _leave_sign(batch, each, answer)
    changed = state.changed_since(mark)
    places = [(id, _place(batch, each, state.documents[id], forms)) for id in changed.documents]
    for id, place in places:
        _judge_place(batch, each, forms, Named(None, id, place))
    for id in changed.documents:
        _judge_area(batch, each, state.documents[id])
    return Judged(each, answer, answer.answer, conflicts=tuple(changed.conflicts))


def _with_actor(each: Submitted) -> dict[str, Any]:
    return {**each.raw, "actor": each.actor.staff_id}


def _written(state: WorkingSet, each: Submitted, form: Form | None) -> Mapping[str, Any]:
    raw = _with_actor(each)
    if form is None or each.mends is None:
        return raw
    return over_what_it_mends(state, raw, each.mends, form)


def _leave_sign(batch: Batch, each: Submitted, answer: Answer) -> None:
    """Let the id that a phone gave to a new document lead to where it went.

    Of a resident merged into another the key names the one who stays, and so another id: later
    patches of that phone name the id that it knows.
    """
    raw, state = each.raw, batch.state
    target = answer.document
    if raw["kind"] != "create" or target == raw["document"]:
        return
    if state.find(raw["document"]) is None:
        sign = Head(raw["document"], raw["form"], raw["form_version"])
        sign.links = dict(state.documents[target].links)
        sign.moved_to = target
        sign.retired = {
            "reason": "moved",
            "operation": raw["id"],
            "actor": each.actor.staff_id,
            "at": raw["captured_at"],
        }
        state.put(sign)
        state.keep()


class Named(NamedTuple):
    """A document that an operation names or changes, and where it belongs."""

    #: The link by which it is named, `document` or `conflict`; None: it is changed.
    part: str | None
    id: str
    place: Place


def _standing_places(
    batch: Batch, each: Submitted, forms: Mapping[str, Form]
) -> Iterator[Named]:
    """Give where all stands that the operation names and that is known here."""
    for part, id in _named(batch.state, each.raw, forms[each.raw["form"]]).items():
        head = batch.state.find(id)
        if head is not None:
            yield Named(part, id, _place(batch, each, head, forms))


def _named(state: WorkingSet, raw: Mapping[str, Any], form: Form) -> dict[str, str]:
    named = dict(_links_of(raw))
    if raw["kind"] == "create":
        return {**named, "document": raw["document"]}
    if raw["kind"] == "resolve":
        # One that names another document than its conflict's is refused for that.
        conflict = state.conflicts.get(raw.get("conflict") or "")
        return {**named, "conflict": conflict["document"]} if conflict else named
    target = state.now_at(raw["document"])
    return {**named, "document": state.stays(target) if follows_aliases(form, raw) else target}


def _place(batch: Batch, each: Submitted, head: Head, forms: Mapping[str, Form]) -> Place:
    try:
        return place_of(batch.state, head, forms)
    except Unplaced as unplaced:
        raise Refused(_unplaced(each, unplaced)) from None


def _judge_place(
    batch: Batch, each: Submitted, forms: Mapping[str, Form], named: Named
) -> None:
    if each.released_by is not None:
        _judge_release(each, each.released_by, forms, named)
        return

    def reason_with(departures: list[Departure]) -> str | None:
        form = forms[each.raw["form"]]
        came = each.received_at
        return quarantine_reason(each.actor, each.raw, form, named.place, departures, came)

    reason = reason_with([])
    if reason == "area":
        # Rare, and only then worth a query: it may have stood elsewhere when this was written.
        reason = reason_with(_departures(batch, each, named))
    if reason is not None:
        raise Refused(_quarantined(each, forms, reason, named.part))


def _judge_release(
    each: Submitted, released_by: Actor, forms: Mapping[str, Form], named: Named
) -> None:
    """Who lets it pass must be able to look, where it comes from and where it goes."""
    place = named.place
    if not may_read(released_by, place.area, place.lane, datetime.now(UTC)):
        raise Refused(_quarantined(each, forms, "area", named.part))


def _departures(batch: Batch, each: Submitted, named: Named) -> list[Departure]:
    """Return when the document, or the record of whom it is about, left an area."""
    ids = {named.id, named.place.subject}
    if named.part in (None, "document"):
        # What was written to may have been moved, or merged into another, meanwhile.
        ids.add(each.raw["document"])
    if named.part is None:
        ids.update(_links_of(each.raw).values())
    batch.load_departures(ids)
    return [left for id in ids for left in batch.departures[id]]


def _judge_area(batch: Batch, each: Submitted, head: Head) -> None:
    """A household lies in its leaf. An unknown area waits; one with areas below is wrong."""
    area = head.links.get("area")
    if area is None:
        return
    batch.load_areas([area])
    if area not in batch.areas:
        raise Refused(_unplaced(each, Unplaced("@area", None)))
    if not batch.areas[area] and head.type in (RESIDENT, HOUSEHOLD):
        answer = Answer(REJECTED, each.raw["document"], errors=(error("@area", "not_a_leaf"),))
        raise Refused(Judged(each, answer, REJECTED))


def _not_taken(each: Submitted, answer: Answer) -> Judged:
    """Of what is held: what would let it be judged anew, where that is something that comes."""
    unknown = {found["field"] for found in answer.errors if found["code"] == "unknown"}
    waits_for = None
    if answer.answer == HELD and unknown:
        waits_for = each.raw["conflict" if "conflict" in unknown else "document"]
    return Judged(each, answer, answer.answer, waits_for)


def _unplaced(each: Submitted, unplaced: Unplaced) -> Judged:
    answer = Answer(HELD, each.raw["document"], errors=(error(unplaced.part, "unknown"),))
    return Judged(each, answer, HELD, unplaced.id)


def _quarantined(
    each: Submitted, forms: Mapping[str, Form], reason: str, part: str | None
) -> Judged:
    """The answer differs in nothing from that to an operation on what is not known here."""
    # What is wrong in itself is wrong wherever it goes.
    alone = apply_operation(WorkingSet(whole=True), _with_actor(each), forms)
    if alone.answer == REJECTED:
        return Judged(each, alone, REJECTED)
    if any(found["field"] in ("form", "form_version") for found in alone.errors):
        return Judged(each, alone, alone.answer)
    errors = (error(_unknown_part(each.raw, part), "unknown"),)
    answer = Answer(HELD, each.raw["document"], errors=errors)
    return Judged(each, answer, QUARANTINED, None, reason)


def _unknown_part(raw: Mapping[str, Any], part: str | None) -> str:
    if part is not None and part != "document":
        return part
    if part is None and "@area" in (raw.get("changes") or {}):
        return "@area"
    if raw["kind"] != "create":
        return "document"
    links = _links_of(raw)
    return next((link for link in ("@resident", "@household") if link in links), "@area")
