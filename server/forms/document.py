"""What any document tells of itself by its form: its day, its lane, whether it counts."""

from collections.abc import Mapping
from typing import Any

from server.forms.load import Form

#: {id, form, body, links, finished (absent: yes), retired, created_on}
Document = Mapping[str, Any]
Forms = Mapping[str, Form]

#: Programmes and diseases that only their lane may know of.
LANE_OF_CODE = {"severe_mental_illness": "mental_health", "tuberculosis": "tuberculosis"}


def day_of(forms: Forms, document: Document) -> str:
    """Return the day of service as ISO text.

    Of a visit without one it is the planned day, of an alert the day it was raised, of other
    standing documents the day of creation; "" where nothing is known.
    """
    form, body = forms.get(document["form"]), document["body"]
    served = body.get(form.date) if form and form.date else None
    return (
        served
        or body.get("date")
        or body.get("planned_date")
        or body.get("raised_on")
        or document.get("created_on")
        or ""
    )


def lane_of(forms: Forms, document: Document) -> str:
    """Return who may hold a document: an enrolment is in its programme's lane."""
    kind, body = document["form"], document["body"]
    if kind == "programme_enrolment":
        return LANE_OF_CODE.get(body.get("programme"), "record")
    if kind == "alert_follow_up":
        return body.get("lane") or "record"
    form = forms.get(kind)
    return form.lane if form else "record"


def is_standing(document: Document) -> bool:
    """Say whether what a document tells did happen."""
    return not document.get("retired")


def is_finished(document: Document) -> bool:
    """Say whether a document counts: finished, and not retired."""
    return bool(document.get("finished", True)) and is_standing(document)


def is_open_alert(body: Mapping[str, Any]) -> bool:
    """Say whether the follow-up of an alert still waits: not answered, nor taken back."""
    return not (body.get("answered_by") or body.get("reason") or body.get("withdrawn_on"))
