"""Checks fields and options as they are written, before field sets are spliced in."""

import re
from collections.abc import Mapping
from typing import Any

from server.forms import dialect
from server.forms.grammar import ARITY, KEYWORDS
from server.forms.problems import Problems
from server.forms.values import is_number

_ID = re.compile(r"[a-z_][a-z0-9_]*")
_CODE = re.compile(r"[a-z0-9_]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z]{5}")
_LOINC = re.compile(r"([0-9]{1,6})-([0-9])")
_ALLOWED = (
    ("merge", dialect.MERGES),
    ("carry_forward", dialect.CARRIES),
    ("summary", dialect.SUMMARIES),
    ("suggested_by", frozenset({"schedule"})),
)


def check_label(where: str, label: Any, problems: Problems) -> None:
    """Ask for a text in Chinese and one in English."""
    if not isinstance(label, dict) or set(label) != {"zh-CN", "en"}:
        problems.say(where, f"needs zh-CN and en: {label!r}")
    elif not all(isinstance(text, str) and text.strip() for text in label.values()):
        problems.say(where, f"an empty text: {label!r}")
    elif not _CHINESE.search(label["zh-CN"]) and _WORD.search(label["zh-CN"]):
        problems.say(where, f"zh-CN without a Chinese character: {label['zh-CN']}")
    elif _CHINESE.search(label["en"]):
        problems.say(where, f"en with a Chinese character: {label['en']}")


def check_options(where: str, options: Any, problems: Problems) -> None:
    """Check a list of options: keys, unique codes and printed numbers, labels."""
    if not isinstance(options, list) or not options:
        problems.say(where, "no options")
        return
    for option in options:
        if not isinstance(option, dict):
            problems.say(where, f"no option: {option!r}")
            return
        if unknown := set(option) - dialect.OPTION_KEYS:
            problems.say(where, f"unknown option keys {sorted(unknown)}")
        code = option.get("code")
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            problems.say(where, f"option code {code!r}")
        if not isinstance(option.get("code_no", ""), str):
            problems.say(where, f"code_no of {code} is no text")
        check_label(f"{where}/{code}", option.get("label"), problems)
    for key in ("code", "code_no"):
        for value in _twice([option[key] for option in options if key in option]):
            problems.say(where, f"{key} {value} stands twice")


def check_fields(
    where: str,
    fields: Any,
    shared: Mapping[str, Any],
    problems: Problems,
    nested: bool = False,
) -> None:
    """Check a list of fields; `nested`: a group may not stand in it."""
    if not isinstance(fields, list) or not all(isinstance(f, dict) for f in fields):
        problems.say(where, "fields are a list of fields")
        return
    for field in fields:
        if "use" in field:
            if set(field) != {"use"} or str(field["use"]) not in shared["field_sets"]:
                problems.say(where, f"use of no field set: {field}")
        else:
            _check_field(f"{where}: {field.get('id')}", field, shared, problems, nested)


def _check_field(
    at: str, field: dict[str, Any], shared: Mapping[str, Any], problems: Problems, nested: bool
) -> None:
    kind = field.get("type")
    if str(kind) not in dialect.TYPES:
        problems.say(at, f"type {kind!r}")
        return
    _check_keys(at, field, problems)
    _check_values(at, field, problems)
    _check_limits(at, field, problems)
    if kind in ("choice", "choices"):
        _check_choice(at, field, shared, problems)
    if kind == "group":
        if nested:
            problems.say(at, "a group in a group, or in a field set")
        check_fields(at, field.get("fields"), shared, problems, nested=True)
    if "together" in field and str(field["together"]) not in shared["lines"]:
        problems.say(at, f"line {field['together']} has no text")
    _check_thresholds(at, field, shared, problems)


def _check_keys(at: str, field: dict[str, Any], problems: Problems) -> None:
    name = str(field.get("id"))
    if not _ID.fullmatch(name) or "__" in name or name in KEYWORDS or name in ARITY:
        problems.say(at, "bad id")
    if unknown := set(field) - dialect.FIELD_KEYS - dialect.TYPE_KEYS.get(field["type"], set()):
        problems.say(at, f"unknown keys {sorted(unknown)}")
    check_label(at, field.get("label"), problems)
    for key in ("help", "plain", "unit_label"):
        if key in field:
            check_label(f"{at} {key}", field[key], problems)


def _check_values(at: str, field: dict[str, Any], problems: Problems) -> None:
    for key, allowed in _ALLOWED:
        if key in field and str(field[key]) not in allowed:
            problems.say(at, f"{key} {field[key]!r}")
    if field["type"] == "ref" and str(field.get("to")) not in dialect.REFERENCES:
        problems.say(at, f"ref to {field.get('to')!r}")
    if field.get("merge") == "union" and field["type"] not in ("choices", "group"):
        problems.say(at, "union of something that is no list")
    if _is_measurement(field) and field.get("carry_forward") in ("copy", "tap"):
        problems.say(at, "a measurement is never carried into a new document")
    if "plain" in field and "summary" not in field:
        problems.say(at, "plain without summary")
    if (
        "required" in field
        and field["required"] != "always"
        and not _is_when(field["required"])
    ):
        problems.say(at, f"required {field['required']!r}")
    if "core" in field and field["core"] is not True and not _is_when(field["core"]):
        problems.say(at, f"core {field['core']!r}")
    if "loinc" in field and not _is_loinc(str(field["loinc"])):
        problems.say(at, f"check digit of LOINC {field['loinc']}")


def _check_limits(at: str, field: dict[str, Any], problems: Problems) -> None:
    for key in ("decimals", "max_length", "max_rows"):
        if key in field and (type(field[key]) is not int or field[key] < 0):
            problems.say(at, f"{key} {field[key]!r}")
    for key in ("min", "max"):
        if key in field and not isinstance(field[key], str) and not is_number(field[key]):
            problems.say(at, f"{key} {field[key]!r}")
    limits: list[Any] = [field.get("min"), field.get("max")]
    if all(map(is_number, limits)) and limits[0] > limits[1]:
        problems.say(at, "min is above max")
    if "pattern" in field:
        try:
            re.compile(field["pattern"])
        except (re.error, TypeError) as error:
            problems.say(at, f"pattern: {error}")


def _check_choice(
    at: str, field: dict[str, Any], shared: Mapping[str, Any], problems: Problems
) -> None:
    options = field.get("options")
    if not isinstance(options, str):
        check_options(at, options, problems)
    elif options not in shared["option_sets"]:
        problems.say(at, f"option set {options} does not exist")


def _check_thresholds(
    at: str, field: dict[str, Any], shared: Mapping[str, Any], problems: Problems
) -> None:
    for level in ("warn", "alert"):
        thresholds = field.get(level, [])
        for threshold in thresholds if isinstance(thresholds, list) else [thresholds]:
            if not _is_threshold(threshold) or (level == "alert" and "code" not in threshold):
                problems.say(at, f"{level} {threshold!r}")
            elif threshold.get("code", dialect.LOW) not in shared["findings"]:
                problems.say(at, f"finding {threshold['code']} has no text")


def _is_threshold(threshold: Any) -> bool:
    if not isinstance(threshold, dict):
        return False
    bounds = [threshold[key] for key in threshold if key in dialect.BOUNDS]
    return (
        len(bounds) == 1
        and is_number(bounds[0])
        and set(threshold) <= dialect.BOUNDS | {"code"}
    )


def _is_measurement(field: dict[str, Any]) -> bool:
    return field["type"] in dialect.NUMERIC and not field.keys().isdisjoint(
        ("loinc", "alert", "summary")
    )


def _is_when(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"when"}


def _is_loinc(code: str) -> bool:
    """Whether the check digit is right. Source: LOINC, MOD 10 (Luhn)."""
    match = _LOINC.fullmatch(code)
    if match is None:
        return False
    total = int(match[2])
    for place, digit in enumerate(reversed(match[1])):
        doubled = int(digit) * (2 - place % 2)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0


def _twice(values: list[Any]) -> list[Any]:
    return sorted({str(value) for value in values if values.count(value) > 1})
