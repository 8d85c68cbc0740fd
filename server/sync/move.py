"""Moves a document that was entered for the wrong person, date or mode."""

from collections.abc import Mapping
from typing import Any

from server.forms.load import Form
from server.sync import offers
from server.sync.finished import finish_first
from server.sync.head import Head
from server.sync.keys import key_id, new_links
from server.sync.merge import merge
from server.sync.merging import Merging
from server.sync.problems import Rejected, error
from server.sync.units import ABSENT, CONFIRMED, Change, units_of
from server.sync.values import same, tidy


def move(merging: Merging, head: Head, form: Form, changes: Mapping[str, Change]) -> str:
    """Move what stands to the document whose id the new key gives; return where it is then.

    The old document is emptied and retired, naming `moved_to`. The new one takes body,
    version, finish and open conflicts, merging by value if it exists. Moved elsewhere
    meanwhile: a conflict of that key value, and nothing moves.

    Raises:
        Rejected: these changes give no other key.
    """
    standing = _standing(head)
    if _is_there_already(standing, changes):
        return head.id
    links, body = new_links(head.links, changes), new_body(head, form, changes)
    target = key_id(form, links, body)
    if target is None or target == head.id:
        raise Rejected([error("document", "natural_key")])
    if _is_elsewhere(merging, head, form, standing, changes):
        return head.id
    there = merging.state.find(target)
    if there is not None and there.type != form.id:
        raise Rejected([error("document", "natural_key")])
    if there is None or there.retired:
        _take_whole(merging, head, target, links, body)
    else:
        _merge_into(merging, merging.state.change(target), head, form, body)
    offers.carry(merging.state, head.id, target)
    head.body, head.finished, head.by = {}, {}, {}
    head.retired, head.moved_to = {"reason": "moved", **merging.stamp}, target
    return target


def _standing(head: Head) -> dict[str, Any]:
    """Return all that stands of a document as parts."""
    parts: dict[str, Any] = {f"@{link}": id for link, id in head.links.items()}
    parts |= {name: tidy(value) for name, value in head.body.items() if name[0] != "_"}
    parts |= {ABSENT + name: why for name, why in (head.body.get("_absent") or {}).items()}
    parts |= {CONFIRMED + name: True for name in head.body.get("_confirmed") or ()}
    return parts


def _is_there_already(standing: Mapping[str, Any], changes: Mapping[str, Change]) -> bool:
    """Return whether another phone has made the very same move: nothing is left to do."""
    return all(same(standing.get(part), change.to) for part, change in changes.items()) and any(
        not same(change.saw, change.to) for change in changes.values()
    )


def new_body(head: Head, form: Form, changes: Mapping[str, Change]) -> dict[str, Any]:
    """Return the body as it is after these changes, whatever stood."""
    body = dict(head.body)
    for unit in units_of(form).touched(changes):
        written = {part: changes[part].to for part in unit.parts if part in changes}
        if unit.field is not None and written:
            unit.write(body, unit.clean({**unit.read(body), **written}))
    return body


def _is_elsewhere(
    merging: Merging,
    head: Head,
    form: Form,
    standing: Mapping[str, Any],
    changes: Mapping[str, Change],
) -> bool:
    """Let a person decide between two moves: this one, and one that came first.

    What has come to stand already is not asked again; all the rest is offered, so that nothing
    that the author entered is lost.
    """
    rest = {part: c for part, c in changes.items() if not same(standing.get(part), c.to)}
    met = [part for part, change in rest.items() if same(standing.get(part), change.saw)]
    if len(met) == len(rest):
        return False
    for part, change in rest.items():
        unit = units_of(form).lone(part)
        sides = (unit.clean({part: side}) for side in (standing.get(part), *change))
        if part in met:
            merging.contest(head, part, *sides)
        else:
            merging.unit(head, unit, part, *sides)
    return True


def _take_whole(
    merging: Merging, head: Head, target: str, links: dict[str, str], body: dict[str, Any]
) -> None:
    offers.overtake_all(merging.state, target)
    moved = head.copy()
    moved.id, moved.links, moved.body = target, links, body
    moved.retired = moved.moved_to = None
    merging.state.put(moved)


def _merge_into(
    merging: Merging, there: Head, head: Head, form: Form, body: dict[str, Any]
) -> None:
    parts = _standing(Head(head.id, head.type, body=body))
    known = units_of(form).by_part
    changes = {part: Change(None, value) for part, value in parts.items() if part in known}
    merge(merging, there, form, changes)
    for section, finished in head.finished.items():
        finish_first(there, section, finished)
    if form.kind == "facts":
        there.version = max(there.version, head.version)
