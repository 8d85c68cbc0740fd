"""Judges by itself what an operation would write: what no context can mend."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from server.forms.dialect import ABSENT_REASONS
from server.forms.load import Field, Form
from server.forms.validate import type_error
from server.rules.natural_keys import key_values, row_id
from server.sync.problems import Errors, Rejected, error
from server.sync.units import ABSENT, CONFIRMED, Change, units_of
from server.sync.values import Unsound, tidy

KINDS = frozenset(("create", "patch", "resolve", "retire", "move"))
LONGEST_ROW_ID = 64


@dataclass(frozen=True, slots=True)
class Judged:
    """What an operation would write, tidy and of the right types."""

    changes: dict[str, Change]
    #: The sections that it finishes; `*`: all.
    finish: tuple[str, ...]


def judge_shape(operation: Mapping[str, Any]) -> None:
    """Refuse what names no document or kind; who and when may be unset.

    Raises:
        Rejected: with every key that is wrong.
    """
    texts = ["id", "document", "form", "kind"] + ["conflict"] * (
        operation.get("kind") == "resolve"
    )
    wrong = [key for key in texts if not is_name(operation.get(key))]
    if not wrong and operation["kind"] not in KINDS:
        wrong.append("kind")
    version = operation.get("form_version", 1)
    if not isinstance(version, int) or isinstance(version, bool):
        wrong.append("form_version")
    if wrong:
        raise Rejected([error(key, "type") for key in wrong])


def is_name(value: Any) -> bool:
    """Return whether this is a text that names something."""
    try:
        return isinstance(value, str) and tidy(value) is not None
    except Unsound:
        return False


def judge(form: Form, operation: Mapping[str, Any]) -> Judged:
    """Judge what an operation writes, and return it tidy; computed values are left out.

    Raises:
        Rejected: unknown part or section, wrong type, option, length, pattern, literal limit,
            reason, `_row` or row key; all errors that were found.
    """
    errors: Errors = []
    finish = _finished_sections(form, operation.get("finish"), errors)
    changes: dict[str, Change] = {}
    written = operation.get("changes") or {}
    if not isinstance(written, dict):
        raise Rejected([error("changes", "type")])
    for part, change in written.items():
        _judge_part(form, operation["document"], part, change, changes, errors)
    if errors:
        raise Rejected(errors)
    return Judged(changes, finish)


def _finished_sections(form: Form, finish: Any, errors: Errors) -> tuple[str, ...]:
    if finish is True:
        return ("*",)
    if not finish:
        return ()
    if not isinstance(finish, list) or not all(isinstance(name, str) for name in finish):
        errors.append(error("finish", "type"))
        return ()
    known = {section.id for section in form.sections}
    errors += [error(name, "unknown_field") for name in finish if name not in known]
    return tuple(finish)


def _judge_part(
    form: Form,
    document: str,
    part: str,
    change: Any,
    changes: dict[str, Change],
    errors: Errors,
) -> None:
    """Put a sound change of one part into `changes`, or what is wrong with it into `errors`."""
    if part not in units_of(form).by_part:
        if not _is_computed(form, part):
            errors.append(error(part, "unknown_field"))
        return
    try:
        sound = Change(tidy(change.get("from")), tidy(change.get("to")))
    except (Unsound, AttributeError):
        errors.append(error(part, "type"))
        return
    found = list(_errors(form, document, part, sound))
    errors += found
    if not found:
        changes[part] = sound


def _is_computed(form: Form, part: str) -> bool:
    name = part.partition(".")[2] if part.startswith((ABSENT, CONFIRMED)) else part
    field = form.by_id.get(name)
    return field is not None and field.computed


def _errors(form: Form, document: str, part: str, change: Change) -> Iterator[dict[str, str]]:
    saw, to = change
    if part.startswith("@"):
        if not all(value is None or isinstance(value, str) for value in change):
            yield error(part, "type")
    elif part.startswith(ABSENT):
        if to is not None and not (isinstance(to, str) and to in ABSENT_REASONS):
            yield error(part[len(ABSENT) :], "absent_reason")
    elif part.startswith(CONFIRMED):
        if not all(value is None or isinstance(value, bool) for value in change):
            yield error(part, "type")
    else:
        field = form.by_id[part]
        code = _value_error(field, to)
        if code:
            yield error(part, code)
        elif field.type == "group":
            yield from _row_errors(form, document, field, saw or [], to or [])


def _value_error(field: Field, value: Any) -> str | None:
    """Return the first error of one value: its type, then the limits that are plain numbers."""
    if value is None:
        return None
    return type_error(field, value) or _limit_error(field, value)


def _limit_error(field: Field, value: Any) -> str | None:
    if not _is_number(value):
        return None
    least, most = field.definition.get("min"), field.definition.get("max")
    if _is_number(least) and value < least:
        return "min"
    return "max" if _is_number(most) and value > most else None


def _row_errors(
    form: Form, document: str, field: Field, saw: Any, to: list[dict[str, Any]]
) -> Iterator[dict[str, str]]:
    """Judge the rows of a group: their columns, and that each row has an id of its own."""
    if not is_rows(saw):
        yield error(field.id, "type")
        return
    columns = {column.id: column for column in form.columns[field.id]}
    earlier = {row["_row"] for row in saw}
    seen: set[str] = set()
    for i, row in enumerate(to):
        at = f"{field.id}[{i}]"
        for name, value in row.items():
            if name == "_row":
                continue
            column = columns.get(name)
            code = _value_error(column, value) if column else "unknown_field"
            if code:
                yield error(f"{at}.{name}", code)
        code = _row_id_error(document, field, row, earlier, seen)
        if code:
            yield error(f"{at}._row", code)


def _row_id_error(
    document: str, field: Field, row: dict[str, Any], earlier: set[str], seen: set[str]
) -> str | None:
    own = row.get("_row")
    if not isinstance(own, str) or len(own) > LONGEST_ROW_ID:
        return "type"
    if own in seen:
        return "duplicate"
    seen.add(own)
    parts = key_values(row.get(name) for name in field.definition.get("row_key", ()))
    # Judged when the row is new: a later correction of its columns does not change its id.
    if own in earlier or not parts:
        return None
    return None if own == row_id(document, field.id, *parts) else "row_key"


def is_rows(value: Any) -> bool:
    """Return whether this is a list of rows that each have an id."""
    return isinstance(value, list) and all(
        isinstance(row, dict) and isinstance(row.get("_row"), str) for row in value
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
