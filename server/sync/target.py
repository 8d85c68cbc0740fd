"""Finds where an operation goes, once what it names has been moved or merged."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from server.forms.load import Form
from server.sync import entries
from server.sync.keys import key_id, new_links
from server.sync.offers import carried_id
from server.sync.problems import Held, Rejected, error
from server.sync.units import Change
from server.sync.working_set import ALIAS, Conflict, NotLoaded, WorkingSet


class Target(NamedTuple):
    """The document that an operation goes to, and its changes as they are for that one."""

    document: str
    changes: dict[str, Change]


def form_of(
    operation: Mapping[str, Any], forms: Mapping[str, Form], known: Mapping[str, int]
) -> Form:
    """Return the form that an operation was written with.

    Raises:
        Held: the form, or this version of it, is not known here yet.
    """
    form = forms.get(operation["form"])
    if form is None:
        raise Held([error("form", "unknown_form")])
    if operation.get("form_version", 1) > known.get(form.id, form.version):
        raise Held([error("form_version", "newer")])
    return form


def target_of(
    state: WorkingSet,
    operation: Mapping[str, Any],
    form: Form,
    changes: dict[str, Change],
    conflict: Conflict | None,
) -> Target:
    """Follow a moved document and a merged resident to where the operation goes.

    `conflict`: the one that is decided, or reopened, where it is now.

    Raises:
        Held: there is no such document here yet.
        Rejected: the id of a create is not the one that its key gives.
        NotLoaded: one on the way is not in the working set.
    """
    if operation["kind"] == "create":
        return _target_of_create(state, operation["document"], form, changes)
    target = entries.now_at(state, operation)
    if conflict is not None:
        target = state.now_at(conflict["document"])
    if follows_aliases(form, operation):
        target = state.stays(target)
    if state.find(target) is None:
        raise Held([error("document", "unknown")])
    return Target(target, changes)


def follows_aliases(form: Form, operation: Mapping[str, Any]) -> bool:
    """Return whether the document may be the record of a resident merged into another.

    Such a record has no natural key. A decision stays with the document of its conflict.
    """
    return not form.natural_key and operation["kind"] not in ("create", "resolve")


def _target_of_create(
    state: WorkingSet, document: str, form: Form, changes: dict[str, Change]
) -> Target:
    links = new_links({}, changes)
    values = {part: change.to for part, change in changes.items() if part[0] not in "@_"}
    wanted = key_id(form, links, values)
    if wanted is not None and wanted != document:
        raise Rejected([error("document", "natural_key")])
    resident = links.get("resident")
    # Merging somebody a second time speaks of the one given up, not of the one who stays.
    if resident is None or form.id == ALIAS:
        return Target(document, changes)
    stays = state.stays(resident)
    if stays == resident:
        return Target(document, changes)
    moved = {**changes, "@resident": changes["@resident"]._replace(to=stays)}
    return Target(key_id(form, new_links({}, moved), values) or document, moved)


def conflict_of(state: WorkingSet, operation: Mapping[str, Any]) -> Conflict | None:
    """Return the conflict that a decision names, where it is now; None of any other operation.

    Raises:
        Held: there is no such conflict here yet.
        Rejected: it is a conflict of another document.
        NotLoaded: it, or its document, or one on the way, is not in the working set.
    """
    if operation["kind"] != "resolve":
        return None
    conflict = state.conflicts.get(operation["conflict"])
    if conflict is None:
        if not state.is_known(operation["conflict"]):
            raise NotLoaded(operation["conflict"])
        raise Held([error("conflict", "unknown")])
    # Who may decide here must not close what lies elsewhere.
    if state.now_at(conflict["document"]) != state.now_at(operation["document"]):
        raise Rejected([error("conflict", "unknown")])
    return _now(state, conflict)


def _now(state: WorkingSet, conflict: Conflict) -> Conflict:
    """Follow a conflict that was open when what it is about was moved: it went along."""
    seen: set[str] = set()
    while conflict["id"] not in seen:
        seen.add(conflict["id"])
        head = state.find(conflict["document"])
        if head is None or conflict["state"] != "overtaken":
            break
        goals = entries.left_for(head) | ({head.moved_to} if head.moved_to else set())
        for id in sorted(carried_id(conflict, goal) for goal in goals):
            if not state.is_known(id):
                raise NotLoaded(id)
            conflict = state.conflicts.get(id, conflict)
    return conflict
