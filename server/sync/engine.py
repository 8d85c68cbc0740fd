"""Applies one operation to the documents and conflicts that stand: the pure heart of sync."""

from collections.abc import Mapping
from typing import Any

from server.forms.load import Form
from server.sync import entries, offers
from server.sync.alone import follow
from server.sync.head import Head
from server.sync.judge import Judged, is_name, judge, judge_shape
from server.sync.keys import key_changes, key_id
from server.sync.merging import Merging
from server.sync.move import move
from server.sync.policies import MERGED
from server.sync.problems import Answer, NotTaken, Rejected, error
from server.sync.raised import counts_for_all, raise_anew
from server.sync.taking import take
from server.sync.target import conflict_of, form_of, target_of
from server.sync.units import Change
from server.sync.working_set import Conflict, NotLoaded, WorkingSet

#: Why a document is retired, where nobody says.
DID_NOT_HAPPEN = "did_not_happen"
#: The reason of who takes back what they have just said: it is their own word alone.
TAKEN_BACK = "undo"
LONGEST_REASON = 200


def apply_operation(
    state: WorkingSet,
    operation: Mapping[str, Any],
    forms: Mapping[str, Form],
    known: Mapping[str, int] | None = None,
) -> Answer:
    """Apply one operation to what stands; of one that is held or rejected nothing is taken.

    `known` gives the newest version of a form that counts as known, where that is not the one
    that is loaded. Whether the operation has come before is the caller's matter, and so is who
    may write it. `state.undo()` takes back what this has done.

    Raises:
        NotLoaded: it needs a document that is not in the working set; nothing has changed.
    """
    state.begin()
    try:
        answer = _apply(state, operation, forms, known or {})
    except NotTaken as refusal:
        state.undo()
        document = refusal.document or operation.get("document")
        return Answer(refusal.answer, document, errors=tuple(refusal.errors))
    except NotLoaded:
        state.undo()
        raise
    state.keep()
    return answer


def _apply(
    state: WorkingSet,
    operation: Mapping[str, Any],
    forms: Mapping[str, Form],
    known: Mapping[str, int],
) -> Answer:
    judge_shape(operation)
    form = form_of(operation, forms, known)
    judged = judge(form, operation)
    conflict = conflict_of(state, operation)
    target, changes = target_of(state, operation, form, judged.changes, conflict)
    merging = Merging(state, operation)
    head = _head(merging, operation, form, target, changes)
    if operation["kind"] == "retire":
        _retire(merging, head, operation)
    elif operation["kind"] == "move" and any(_is_key(form, part) for part in changes):
        target = move(merging, head, form, changes)
    else:
        _write(merging, head, form, operation, Judged(changes, judged.finish), conflict)
    return Answer(merging.answer(), target, tuple(merging.conflicts))


def _head(
    merging: Merging,
    operation: Mapping[str, Any],
    form: Form,
    target: str,
    changes: Mapping[str, Change],
) -> Head:
    """Return the head to write to: what stands, or a new one; empty where a create revives."""
    state, kind = merging.state, operation["kind"]
    version = operation.get("form_version", 1)
    standing = state.find(target)
    if standing is None:
        return state.put(Head(target, form.id, version))
    _judge_target(standing, kind, form, changes)
    head = state.change(target)
    if kind == "create" and head.retired:
        offers.overtake_all(state, target)
        head.empty()
        head.version = version
        merging.hows.add(MERGED)
    elif form.kind == "facts":
        head.version = max(head.version, version)
    return head


def _judge_target(standing: Head, kind: str, form: Form, changes: Mapping[str, Change]) -> None:
    if standing.type != form.id:
        raise Rejected([error("form", "type")], standing.id)
    if kind not in ("patch", "resolve"):
        return
    wrong = key_changes(form, changes)
    # An id always says its key: this would be a move. Where the id is free nothing is said.
    if wrong and key_id(form, standing.links, standing.body) == standing.id:
        raise Rejected([error(part, "natural_key") for part in wrong], standing.id)


def _is_key(form: Form, part: str) -> bool:
    return part.lstrip("@") in form.natural_key


def _retire(merging: Merging, head: Head, operation: Mapping[str, Any]) -> None:
    """Keep a document that did not happen, out of every list; or bring it back."""
    reason = operation.get("reason", DID_NOT_HAPPEN)
    if not is_name(reason) or len(reason) > LONGEST_REASON:
        raise Rejected([error("reason", "type")])
    if operation.get("undo"):
        head.retired = None
    elif reason == TAKEN_BACK and _others_wrote(merging, head):
        merging.hows.add(MERGED)
    elif not head.retired:
        head.retired = {"reason": reason, **merging.stamp}


def _others_wrote(merging: Merging, head: Head) -> bool:
    """Return whether something that stands comes from somebody else."""
    begun = (entry["hands"][0] for entry in entries.standing(head) if entry["hands"])
    actor = merging.stamp["actor"]
    return any(own["actor"] != actor for own in (*head.by.values(), *begun))


def _write(
    merging: Merging,
    head: Head,
    form: Form,
    operation: Mapping[str, Any],
    written: Judged,
    conflict: Conflict | None,
) -> None:
    """Take what a create, a patch or a decision writes, for all and for the author's entry."""
    state = merging.state
    if conflict is not None and offers.is_void(conflict):
        # Of the two that differed one was another person's, and is there: no choice is left.
        merging.hows.add(MERGED)
        return
    is_for_all = counts_for_all(state, head, merging.hand, written.changes)
    if operation["kind"] == "create" and form.natural_key:
        entries.begin(state, head, merging.hand, operation.get("form_version", 1))
        raise_anew(merging, head)
    if is_for_all:
        take(merging, head, form, written, conflict)
    else:
        merging.hows.add(MERGED)
    follow(head, merging, operation, form, written, conflict)
