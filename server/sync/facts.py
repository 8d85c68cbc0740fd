"""What projections read of a resident: documents, household, visits, open conflicts."""

from typing import Any

from server.sync.place import RESIDENT
from server.sync.surroundings import Surroundings


def facts_of_resident(around: Surroundings, subject: str, heads: list[str]) -> dict[str, Any]:
    """Return what the projections read: documents, household, visits, conflicts."""
    state = around.batch.state
    home = state.documents[subject].links.get("household")
    visits = [
        id
        for id in (around.batch.of_subject(home) if home else ())
        if id in state.documents and id != home
    ]
    others = [id for id in heads if state.documents[id].type != RESIDENT]
    return {
        "today": around.clock.today,
        "lane": "record",
        "resident": facts_of(around, subject),
        "household": facts_of(around, home) if home and home in state.documents else None,
        "documents": [facts_of(around, id) for id in others],
        "visits": [facts_of(around, id) for id in visits],
        "conflicts": [
            conflict
            for about in (subject, *others, *([home] if home else []))
            for conflict in state.open_conflicts(about)
        ],
        "last_service_on": _last_service_elsewhere(around, others),
    }


def _last_service_elsewhere(around: Surroundings, heads: list[str]) -> str | None:
    """The bare day of the newest service in another lane; nothing else of it is told."""
    kept = around.batch.kept
    days = [
        kept[id].day
        for id in heads
        if kept[id].lane != "record"
        and kept[id].is_complete
        and not kept[id].is_retired
        and around.forms[around.batch.state.documents[id].type].kind == "encounter"
    ]
    return max(days, default=None)


def facts_of(around: Surroundings, id: str) -> dict[str, Any]:
    """Return a document as the projections read it."""
    head, kept = around.batch.state.documents[id], around.batch.kept[id]
    return {
        "id": id,
        "form": head.type,
        "body": head.body,
        "links": head.links,
        "finished": kept.is_complete,
        "retired": head.retired,
        "created_on": kept.created_on,
    }
