"""Who finished what of a document, and whether all of it is finished."""

from collections.abc import Mapping
from typing import Any

from server.forms.load import Form
from server.forms.prepared import prepare
from server.forms.scopes import FormScope
from server.forms.validate import Context, validate
from server.sync.head import Head

#: The section that stands for all of them.
ALL = "*"


def is_finished(head: Head, form: Form, context: Context) -> bool:
    """Return whether a document is finished: all of it, or each of its sections that is shown.

    A correction leaves it finished. The context is that of `validate`; its `today` is the
    document's date.
    """
    done = head.finished
    if ALL in done or not done:
        return bool(done)
    scope = FormScope(_sound_values(head.body, form, context), prepare(form), context)
    shown_if = prepare(form).sections
    return all(
        section.id in done or (section.id in shown_if and not shown_if[section.id](scope))
        for section in form.sections
    )


def _sound_values(body: Mapping[str, Any], form: Form, context: Context) -> dict[str, Any]:
    """Return what expressions may read: values of their fields' types, and computed ones."""
    by_id = prepare(form).by_id
    sound = {
        name: value
        for name, value in body.items()
        if name in by_id and by_id[name].check(value) is None
    }
    return sound | validate(form, body, context).computed


def finish_first(head: Head, section: str, finished: dict[str, Any]) -> None:
    """Keep who finished a section: of several the earliest captured, then the lower id."""
    before = head.finished.get(section)
    head.finished[section] = min(before, finished, key=_captured) if before else finished


def _captured(finished: Mapping[str, Any]) -> tuple[str, str]:
    return str(finished.get("at") or ""), str(finished.get("operation"))
