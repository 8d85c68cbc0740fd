"""One operation of a person at a desk, which is looked at before it stands."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from server.access.authorise import Actor
from server.forms.load import Form
from server.problems import Invalid
from server.records.loaded import loaded
from server.services.writing import new_id, signing
from server.services.writing_causes import Foresight
from server.services.zone import county_zone
from server.sync.apply import Applied, apply
from server.sync.compute import FINAL


def write_one(
    actor: Actor,
    form: Form,
    document: str,
    kind: str,
    changes: Mapping[str, Any],
    *,
    is_good: Callable[[Session, str], None] | None = None,
    **keys: Any,
) -> dict[str, Any]:
    """Write one operation in the actor's name, with what follows from it; return its answer.

    `is_good` looks at what it made, inside the transaction, and is told its id: whatever it
    raises takes it back.

    Raises:
        Invalid: it cannot be taken as it is; nothing was written.
        Busy: others kept changing the same record; nothing was written.
    """
    raw = {
        "id": new_id(),
        "document": document,
        "form": form.id,
        "form_version": form.version,
        "kind": kind,
        "captured_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "changes": dict(changes),
        **keys,
    }
    definitions, zone = loaded(), county_zone()
    sign = signing([actor])
    whole = Foresight(definitions.forms, zone).with_what_follows([sign(actor, raw)], sign)

    def look(session: Session, applied: Applied) -> None:
        answer = applied.answers[0]
        if answer["answer"] not in FINAL:
            raise Invalid(errors=answer["errors"])
        if is_good is not None:
            is_good(session, raw["id"])

    return apply(whole, definitions, zone, look).answers[0]
