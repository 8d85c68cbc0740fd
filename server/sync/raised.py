"""Alerts that several phones have raised: they stand for as long as one of them does."""

from collections.abc import Mapping

from server.sync import entries
from server.sync.head import Head
from server.sync.merging import Merging
from server.sync.policies import MERGED
from server.sync.units import Change
from server.sync.working_set import WorkingSet

#: The system document that says what an alert asks for.
ALERT = "alert_follow_up"
WITHDRAWN = "withdrawn_on"


def raise_anew(merging: Merging, head: Head) -> None:
    """Let an alert that was withdrawn stand again: another phone, which raises it, knew not."""
    if head.type == ALERT and head.body.pop(WITHDRAWN, None) is not None:
        head.by[WITHDRAWN] = merging.stamp
        merging.hows.add(MERGED)


def raised_by(head: Head) -> set[str]:
    """Return the document that raised an alert, where that says for whom one withdraws it."""
    is_shared = head.type == ALERT and len(entries.standing(head)) > 1
    return {str(head.body.get("cause"))} if is_shared else set()


def counts_for_all(
    state: WorkingSet, head: Head, hand: entries.Hand, changes: Mapping[str, Change]
) -> bool:
    """Return whether what an operation writes in a document counts for everybody.

    Who moved their own entry out of a document withdraws what that alone had raised: whoever
    is left in the document has raised it, too. To raise it again counts whoever does it.

    Raises:
        NotLoaded: the document that raised it has not been asked for yet.
    """
    causes = raised_by(head)
    if not causes or WITHDRAWN not in changes or changes[WITHDRAWN].to is None:
        return True
    cause = state.find(*causes)
    if cause is None or cause.retired or not entries.standing(cause):
        return True
    gone = [entry for entry in cause.entries if entry["moved_to"]]
    is_gone = any(entries.is_of(entry, "device", hand) for entry in gone)
    return not is_gone or any(
        entries.is_of(entry, "device", hand) for entry in entries.standing(cause)
    )
