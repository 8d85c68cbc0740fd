"""The shape of an operation and its limits; what its changes mean is judged elsewhere."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

Operation = Mapping[str, Any]
Errors = list[dict[str, str]]

MOST_PARTS = 1_000
DEEPEST = 16
LONGEST_TEXT = 20_000
LARGEST_NUMBER = 2**53
#: A phone that wrote an operation each second would come here after 68 years.
HIGHEST_SEQ = 2**31 - 1
#: Clocks may be wrong; outside of these years a day cannot be told in every time zone.
FIRST_YEAR, LAST_YEAR = 1900, 2200

KINDS = frozenset({"create", "patch", "resolve", "retire", "move"})

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_AREA = re.compile(r"[0-9A-Za-z]{1,30}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_count(value: Any) -> bool:
    return type(value) is int and 1 <= value < LARGEST_NUMBER


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and _MOMENT.fullmatch(value) is not None and _exists(value)


def _exists(moment: str) -> bool:
    try:
        return FIRST_YEAR <= moment_of(moment).year <= LAST_YEAR
    except (ValueError, OverflowError):
        return False


def _is_finish(value: Any) -> bool:
    return value is True or (
        isinstance(value, list) and len(value) <= 50 and all(isinstance(s, str) for s in value)
    )


def _is_changes(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= MOST_PARTS
        and all(
            0 < len(part) <= 200 and isinstance(change, dict) and set(change) <= {"from", "to"}
            for part, change in value.items()
        )
    )


def _leads_somewhere(part: str, to: Any) -> bool:
    """A link holds an id, `@area` the code of an area; what else it names can never come."""
    if to is None or to == "":
        return True
    if part == "@area":
        return isinstance(to, str) and _AREA.fullmatch(to) is not None
    return _is_id(to) or (part == "@channel" and isinstance(to, str) and len(to) <= 40)


_REQUIRED = {
    "id": _is_id,
    "device": _is_id,
    "device_seq": lambda value: _is_count(value) and value <= HIGHEST_SEQ,
    "document": _is_id,
    "form": lambda value: isinstance(value, str) and _CODE.fullmatch(value) is not None,
    "form_version": lambda value: _is_count(value) and value < 1_000_000,
    "kind": lambda value: isinstance(value, str) and value in KINDS,
    "captured_at": _is_moment,
}
_OPTIONAL = {
    "captured_at_raw": _is_moment,
    "actor": _is_id,
    "changes": _is_changes,
    "finish": _is_finish,
    "reason": lambda value: isinstance(value, str) and 0 < len(value) <= 200,
    "undo": lambda value: value is True,
    "conflict": _is_id,
    "reopen": lambda value: value is True,
    "replaces": _is_id,
    "cause": _is_id,
}


def shape_errors(raw: Any) -> Errors:
    """Return what is wrong with the shape of an operation as it came; empty: nothing.

    Codes: `type` (not an object, a key missing or of another shape), `unknown_key`, `text`
    (NUL, half a character, too long), `number` (beyond 2^53, not finite), `depth`.
    """
    if not isinstance(raw, dict):
        return [{"field": "operation", "code": "type"}]
    errors = [
        {"field": key, "code": "type"}
        for key, is_good in _REQUIRED.items()
        if not is_good(raw.get(key))
    ]
    for key, value in raw.items():
        if key in _OPTIONAL:
            if value is not None and not _OPTIONAL[key](value):
                errors.append({"field": key, "code": "type"})
        elif key not in _REQUIRED:
            errors.append(
                {"field": key if _is_clean(key) else "operation", "code": "unknown_key"}
            )
    return errors or list(_value_errors(raw))


def _value_errors(raw: dict[str, Any]) -> Iterator[dict[str, str]]:
    for key, value in raw.items():
        if key == "changes":
            for part, change in (value or {}).items():
                code = unfit(change) or unfit(part)
                if not code and part[0] == "@" and not _leads_somewhere(part, change.get("to")):
                    code = "type"
                if code:
                    yield {"field": part if _is_clean(part) else "changes", "code": code}
        elif code := unfit(value):
            yield {"field": key, "code": code}


def unfit(value: Any, depth: int = 0) -> str | None:
    """Return why a JSON value cannot be kept by both databases, or None."""
    if depth > DEEPEST:
        return "depth"
    if isinstance(value, str):
        return None if _is_clean(value) else "text"
    if isinstance(value, float):
        return None if abs(value) < LARGEST_NUMBER else "number"
    if isinstance(value, int):
        return None if -LARGEST_NUMBER < value < LARGEST_NUMBER else "number"
    if isinstance(value, dict):
        return next(
            filter(None, (unfit(k, depth) or unfit(v, depth + 1) for k, v in value.items())),
            None,
        )
    if isinstance(value, list):
        return next(filter(None, (unfit(v, depth + 1) for v in value)), None)
    return None


def _is_clean(text: str) -> bool:
    """Half of a surrogate pair and NUL are stored by SQLite and refused by PostgreSQL."""
    if len(text) > LONGEST_TEXT or "\x00" in text:
        return False
    return not any("\ud800" <= character <= "\udfff" for character in text)


def moment_of(text: str) -> datetime:
    """Return the moment that an operation names, aware, in UTC.

    Raises:
        ValueError: there is no such moment.
    """
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


def payload_of(raw: Any) -> str:
    """Return the operation as canonical JSON, in ASCII: equal ones give equal texts."""
    return json.dumps(raw, sort_keys=True, separators=(",", ":"))


def hash_of(payload: str) -> str:
    """Return the SHA-256 of a payload: the same id with another payload is not a repeat."""
    return hashlib.sha256(payload.encode("ascii")).hexdigest()
