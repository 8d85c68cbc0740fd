"""Foretells which documents an operation needs, so that a batch is loaded in few statements."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from server.forms.load import Form
from server.sync.head import Head
from server.sync.judge import judge, judge_shape
from server.sync.keys import key_id, new_links
from server.sync.move import new_body
from server.sync.problems import NotTaken
from server.sync.target import conflict_of, follows_aliases, form_of, target_of
from server.sync.values import Unsound, tidy
from server.sync.working_set import NotLoaded, WorkingSet, alias_id


class Needed(NamedTuple):
    """Ids to load. A document is loaded with its open conflicts."""

    documents: frozenset[str]
    conflicts: frozenset[str]


def touched_documents(operation: Mapping[str, Any], forms: Mapping[str, Form]) -> Needed:
    """Return what follows from the operation itself; nothing where its shape is wrong."""
    try:
        judge_shape(operation)
        form = form_of(operation, forms, {})
    except NotTaken:
        return Needed(frozenset(), frozenset())
    documents = {operation["document"]}
    if follows_aliases(form, operation):
        documents.add(alias_id(operation["document"]))
    if operation["kind"] == "create" and (resident := _resident(operation)):
        documents.add(alias_id(resident))
    conflicts = {operation["conflict"]} if operation["kind"] == "resolve" else set()
    return Needed(frozenset(documents), frozenset(conflicts))


def follow_ups(
    state: WorkingSet, operation: Mapping[str, Any], forms: Mapping[str, Form]
) -> frozenset[str]:
    """Return what else must be loaded, as far as what is loaded tells; ask until it is nothing.

    This foretells: where an earlier operation of the batch changes the way, applying raises
    NotLoaded.
    """
    try:
        judge_shape(operation)
        _walk(state, operation, form_of(operation, forms, {}))
    except NotLoaded as missing:
        return frozenset((missing.id,))
    except NotTaken:
        pass
    return frozenset()


def goal_of(
    move: Mapping[str, Any], create: Mapping[str, Any], forms: Mapping[str, Form]
) -> frozenset[str]:
    """Return where a move leads that comes in one batch with what it moves."""
    try:
        form = form_of(move, forms, {})
        begun, changes = judge(form, create).changes, judge(form, move).changes
    except NotTaken:
        return frozenset()
    head = Head(create["document"], form.id, links=new_links({}, begun))
    head.body = new_body(head, form, begun)
    goal = key_id(form, new_links(head.links, changes), new_body(head, form, changes))
    return frozenset((goal,)) if goal is not None else frozenset()


def _walk(state: WorkingSet, operation: Mapping[str, Any], form: Form) -> None:
    """Go the way of the operation, as far as it is known."""
    conflict = conflict_of(state, operation)
    if operation["kind"] not in ("create", "move"):
        target_of(state, operation, form, {}, conflict)
        return
    changes = judge(form, operation).changes
    target = target_of(state, operation, form, changes, conflict).document
    head = state.find(target)
    if operation["kind"] == "move" and head is not None:
        links, body = new_links(head.links, changes), new_body(head, form, changes)
        state.find(key_id(form, links, body) or target)


def _resident(operation: Mapping[str, Any]) -> str | None:
    try:
        resident = tidy(operation["changes"]["@resident"]["to"])
    except (Unsound, KeyError, TypeError):
        return None
    return resident if isinstance(resident, str) else None
