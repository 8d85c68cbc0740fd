"""Whether an operation written with some version of a form can be taken here."""

from collections.abc import Mapping
from enum import Enum

from server.forms.load import Form


class Reading(Enum):
    """What becomes of an operation, by the form and version it was written with."""

    TAKEN = "taken"
    #: Newer than what this server knows, or of a form not known here: it waits.
    HELD = "held"
    #: Not a version number at all.
    REFUSED = "refused"


def reading_of(forms: Mapping[str, Form], form_id: str, version: object) -> Reading:
    """Say whether an operation of this form and version is taken.

    Older versions are read with the newest: ids are never renamed nor given another meaning.
    """
    if type(version) is not int or version < 1:
        return Reading.REFUSED
    form = forms.get(form_id)
    if form is None or version > form.version:
        return Reading.HELD
    return Reading.TAKEN


def version_after(form: Form, standing: int, written: int) -> int:
    """Return the version of a document after an operation written with `written`.

    A document of facts rises to the newest taken; an encounter keeps its first.
    """
    return max(standing, written) if form.kind == "facts" else standing
