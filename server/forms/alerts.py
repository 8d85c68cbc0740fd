"""What the alerts of a document ask to be done, and which of its values raised them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from server.forms.findings import Findings
from server.forms.load import Form
from server.forms.prepared import Asked, Compare, prepare
from server.forms.values import is_number, is_set


def actions_asked(form: Form, findings: Findings) -> dict[str, str]:
    """Return finding code -> action of every alert that asks for one, in order.

    Actions: urgent_referral, refer, recheck, report, support. Of one code raised in several
    fields one follow-up is made.
    """
    codes = [alert["code"] for alert in findings.alerts]
    return {code: form.actions[code] for code in codes if code in form.actions}


def raised_by(form: Form, body: Mapping[str, Any], code: str) -> dict[str, Any]:
    """Return field -> value of what raised an alert, in the form's order; {} where none did.

    Of a pair both, also where one alone is too high. Where a row of a group raised it, the
    columns of the first such row that are judged by it; else what the check of this code names.
    """
    asked = prepare(form).asked
    found = {one.id for one in asked if _raises(one, body.get(one.id), code)}
    if not found:
        if row := next(_rows(asked, body, code), None):
            return row
        found = {
            name for check in form.checks if check["code"] == code for name in check["fields"]
        }
    lines = {form.by_id[name].together or name for name in found if name in form.by_id}
    return {
        field.id: body[field.id]
        for field in form.fields
        if (field.together or field.id) in lines and is_set(body.get(field.id))
    }


def _rows(
    asked: Iterable[Asked], body: Mapping[str, Any], code: str
) -> Iterator[dict[str, Any]]:
    """Yield of each row of a group that raised it the columns that may raise it."""
    for group in asked:
        columns = [one for one in group.columns or () if _limits_of(one, code)]
        rows = body.get(group.id) if columns else None
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and any(
                _raises(one, row.get(one.id), code) for one in columns
            ):
                yield {one.id: row[one.id] for one in columns if is_set(row.get(one.id))}


def _raises(asked: Asked, value: Any, code: str) -> bool:
    return is_number(value) and any(raises(value, at) for raises, at in _limits_of(asked, code))


def _limits_of(asked: Asked, code: str) -> list[tuple[Compare, float]]:
    return [
        (raises, at)
        for raises, at, finding, is_alert in asked.thresholds
        if is_alert and finding == code
    ]
