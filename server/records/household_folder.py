"""Which documents of a household are current: the household itself and its visits of late."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.records.current import first_day_of_last_year


def current_of_household(documents: Iterable[Mapping[str, Any]], today: str) -> set[str]:
    """Return the ids of the current ones.

    The household; visits that are not finished, of this and the last calendar year, with a
    next attempt today or ahead; and the two newest finished ones: more than its residents'
    pages read.
    """
    since, kept, finished = first_day_of_last_year(today), set(), []
    for document in documents:
        body = document["body"]
        day = body.get("visit_date") or body.get("planned_date") or ""
        rows = body.get("visit_items") or ()
        is_ahead = any((row.get("item_next_attempt_date") or "") >= today for row in rows)
        if document["form"] != "visit" or not document["finished"] or day >= since or is_ahead:
            kept.add(document["id"])
        if document["form"] == "visit" and document["finished"] and not document["retired"]:
            finished.append((day, document["id"]))
    return kept | {id for _, id in sorted(finished)[-2:]}
