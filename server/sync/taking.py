"""Takes what a create, a patch or a decision writes into the head of its document."""

from server.forms.load import Form
from server.sync.finished import finish_first
from server.sync.head import Head
from server.sync.judge import Judged
from server.sync.merge import merge
from server.sync.merging import Merging
from server.sync.working_set import Conflict, WorkingSet


def take(
    merging: Merging, head: Head, form: Form, judged: Judged, conflict: Conflict | None
) -> None:
    """Merge what is written, and keep what it finishes.

    `conflict`: the one that is decided, or reopened.
    """
    is_reopening = merging.is_reopening
    if conflict is not None and not is_reopening:
        _decide(merging, conflict)
    merge(merging, head, form, judged.changes)
    for section in judged.finish:
        finish_first(head, section, merging.stamp)
    if conflict is not None and is_reopening:
        _reopen(merging.state, conflict)


def _decide(merging: Merging, conflict: Conflict) -> None:
    """Close a conflict before its changes merge: one that meets another decision opens anew."""
    if conflict["state"] == "decided":
        merging.decided = conflict["unit"]
    else:
        merging.state.put_conflict({**conflict, "state": "decided", "decision": merging.stamp})


def _reopen(state: WorkingSet, conflict: Conflict) -> None:
    if state.open_conflict(conflict["document"], conflict["unit"]) is None:
        current = state.conflicts[conflict["id"]]
        state.put_conflict({**current, "state": "open", "decision": None})
