"""Conflicts: what lost is offered, until a person or a later value decides."""

from collections.abc import Mapping
from typing import Any

from server.rules.natural_keys import natural_id
from server.sync.head import Head
from server.sync.units import UnitValue
from server.sync.values import same
from server.sync.working_set import Conflict, WorkingSet

#: Keys: value, saw, device, operation, actor, at.
Offer = Mapping[str, Any]

#: What is known of a value that has stood since before anybody noted who set it.
NOBODY = {"operation": None, "actor": None, "at": None}


def offer(
    state: WorkingSet, head: Head, name: str, standing: UnitValue, offered: Offer
) -> Conflict:
    """Add an offer to the open conflict of a unit; where there is none, one opens."""
    conflict = state.open_conflict(head.id, name)
    if conflict is None:
        conflict = {
            # Of two that lose at once the first names it: phones and centre agree on the id.
            "id": natural_id("conflict", head.id, name, offered["operation"]),
            "document": head.id,
            "unit": name,
            "state": "open",
            "standing": {"value": standing, **head.by.get(name, NOBODY)},
            "offers": [],
            "decision": None,
        }
    return state.put_conflict({**conflict, "offers": [*conflict["offers"], offered]})


def own_offer(conflict: Conflict | None, device: Any, saw: UnitValue) -> Offer | None:
    """Return the offer that this device goes on from: its own, with the value that it saw."""
    for offered in conflict["offers"] if conflict else ():
        if offered["device"] == device and same(offered["value"], saw):
            own: Offer = offered
            return own
    return None


def replace(state: WorkingSet, conflict: Conflict, old: Offer, new: Offer) -> Conflict:
    """Let an author's second edit take the place of the offer that it goes on from."""
    offers = [new if offered is old else offered for offered in conflict["offers"]]
    return state.put_conflict({**conflict, "offers": offers})


def withdraw(state: WorkingSet, conflict: Conflict, old: Offer) -> None:
    """Take an offer back; with the last one the conflict is overtaken, and still shows it."""
    left = [offered for offered in conflict["offers"] if offered is not old]
    if left:
        state.put_conflict({**conflict, "offers": left})
    else:
        state.put_conflict({**conflict, "state": "overtaken"})


def settle(state: WorkingSet, document: str, name: str, standing: UnitValue) -> None:
    """Let the offers go that have come to stand; without any the conflict is overtaken."""
    conflict = state.open_conflict(document, name)
    if conflict is None:
        return
    left = [offer for offer in conflict["offers"] if not same(offer["value"], standing)]
    if not left:
        state.put_conflict({**conflict, "state": "overtaken"})
    elif len(left) < len(conflict["offers"]):
        state.put_conflict({**conflict, "offers": left})


def overtake_all(state: WorkingSet, document: str, by: Mapping[str, Any] | None = None) -> None:
    """Close what is open of a document that is emptied.

    `by`: the move that took one side of it away; nothing is left to decide then, ever.
    """
    for conflict in state.open_conflicts(document):
        state.put_conflict({**conflict, "state": "overtaken", "decision": by})


def is_void(conflict: Conflict) -> bool:
    """Return whether a side of this conflict has been moved away, as another person's."""
    return conflict["state"] == "overtaken" and conflict["decision"] is not None


def carry(state: WorkingSet, document: str, target: str) -> None:
    """Let what is open of a document move along with it."""
    for conflict in state.open_conflicts(document):
        state.put_conflict({**conflict, "state": "overtaken"})
        join(state, carried(conflict, target))


def join(state: WorkingSet, conflict: Conflict) -> None:
    """Let what is open wait here, in one conflict with what is open of its unit already."""
    there = state.open_conflict(conflict["document"], conflict["unit"])
    if there is None:
        state.put_conflict(conflict)
    else:
        state.put_conflict({**there, "offers": [*there["offers"], *conflict["offers"]]})


def carried(conflict: Conflict, target: str) -> Conflict:
    """Return a conflict as it stands once its document has been moved there."""
    return {**conflict, "id": carried_id(conflict, target), "document": target}


def carried_id(conflict: Conflict, target: str) -> str:
    """Return the id under which a conflict stands once its document has been moved there."""
    first = conflict["offers"][0]["operation"]
    return natural_id("conflict", target, conflict["unit"], first)
