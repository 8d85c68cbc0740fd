"""Checks whole forms after splicing: keys, ids, expressions and what they name."""

from collections.abc import Iterator, Mapping
from typing import Any

from server.forms import dialect
from server.forms.check_fields import check_label
from server.forms.grammar import ExpressionError, names_in, parse
from server.forms.problems import Problems

Forms = Mapping[str, Mapping[str, Any]]
_SHARED = "_shared.yaml"


def check_texts(shared: Any, problems: Problems) -> None:
    """Check what `_shared.yaml` holds beside sets: findings and texts, all of them there."""
    if not isinstance(shared, dict) or set(shared) != dialect.SHARED_KEYS:
        problems.say(_SHARED, f"needs the keys {sorted(dialect.SHARED_KEYS)}")
        return
    for part, codes in (
        ("errors", dialect.ERRORS),
        ("absent_reasons", dialect.ABSENT_REASONS),
    ):
        if set(shared[part]) != codes:
            problems.say(_SHARED, f"{part}: {sorted(codes ^ set(shared[part]))} do not fit")
    for part in ("errors", "absent_reasons", "lines"):
        for code, text in shared[part].items():
            check_label(f"{_SHARED}: {code}", text, problems)
    for code, finding in shared["findings"].items():
        if set(finding) - dialect.FINDING_KEYS:
            problems.say(_SHARED, f"keys of finding {code}")
        if finding.get("action", "none") not in dialect.ACTIONS:
            problems.say(_SHARED, f"action of finding {code}: {finding['action']}")
        check_label(f"{_SHARED}: {code}", finding.get("message"), problems)


def place_of(form: Mapping[str, Any]) -> str:
    """Return the file, and where several stand in it the document, for a problem's place."""
    return f"_system.yaml: {form['id']}" if form.get("system") else f"{form['id']}.yaml"


def check_form(
    form: Mapping[str, Any], forms: Forms, shared: Mapping[str, Any], problems: Problems
) -> None:
    """Check one form, spliced, among all forms that its expressions may read."""
    name = place_of(form)
    _check_head(name, form, problems)
    _check_ids(name, form, problems)
    _check_date_and_key(name, form, problems)
    _check_sections(name, form, problems)
    names = _Names(form, forms)
    for at, text, group in _expressions(name, form):
        names.check(at, text, group, problems)
    for field in _all_fields(form):
        _check_choices(f"{name}: {field['id']}", field, problems)
    for check in form.get("checks", []):
        _check_check(name, check, form, shared, problems)


def _check_head(name: str, form: Mapping[str, Any], problems: Problems) -> None:
    if missing := dialect.REQUIRED_FORM_KEYS - set(form):
        problems.say(name, f"without {sorted(missing)}")
    if unknown := set(form) - dialect.FORM_KEYS - {"system"}:
        problems.say(name, f"unknown keys {sorted(unknown)}")
    if type(form.get("version")) is not int or form["version"] < 1:
        problems.say(name, f"version {form.get('version')!r}")
    check_label(name, form.get("title"), problems)
    if form.get("kind") not in dialect.KINDS:
        problems.say(name, f"kind {form.get('kind')!r}")
    if form.get("about") not in dialect.ABOUT:
        problems.say(name, f"about {form.get('about')!r}")


def _check_ids(name: str, form: Mapping[str, Any], problems: Problems) -> None:
    ids = [field["id"] for field in _all_fields(form)]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        problems.say(name, f"field {twice} stands twice")
    for field in _all_fields(form):
        if field["type"] == "group":
            always = {c["id"] for c in field["fields"] if c.get("required") == "always"}
            if missing := set(field.get("row_key", [])) - always:
                problems.say(name, f"row_key needs columns always required: {sorted(missing)}")


def _check_date_and_key(name: str, form: Mapping[str, Any], problems: Problems) -> None:
    types = {field["id"]: field["type"] for field in _top_fields(form)}
    if "date" in form and types.get(form["date"]) not in ("date", "datetime"):
        problems.say(name, f"date names no date field: {form['date']}")
    if form.get("kind") in ("encounter", "event") and "date" not in form:
        problems.say(name, "no date")
    for part in form.get("natural_key", []):
        if part not in types and part not in dialect.DOCUMENT_LINKS:
            problems.say(name, f"natural_key {part}")


def _check_sections(name: str, form: Mapping[str, Any], problems: Problems) -> None:
    seen = set()
    for section in form["sections"]:
        at = f"{name}: section {section.get('id')}"
        if unknown := set(section) - dialect.SECTION_KEYS:
            problems.say(at, f"unknown keys {sorted(unknown)}")
        if "id" not in section or section["id"] in seen:
            problems.say(at, "no id, or one that stands twice")
        seen.add(section.get("id"))
        check_label(at, section.get("title"), problems)


def _check_choices(at: str, field: Mapping[str, Any], problems: Problems) -> None:
    options = field.get("options", [])
    if field.get("merge") == "status" and not all("rank" in option for option in options):
        problems.say(at, "merge status needs ranks")
    codes = [option["code"] for option in options]
    if codes and "default" in field and field["default"] not in codes:
        problems.say(at, f"default {field['default']} is no option")


def _check_check(
    name: str,
    check: Mapping[str, Any],
    form: Mapping[str, Any],
    shared: Mapping[str, Any],
    problems: Problems,
) -> None:
    at = f"{name}: check {check.get('code')}"
    if set(check) != dialect.CHECK_KEYS or check["level"] not in dialect.LEVELS:
        problems.say(at, f"keys or level: {sorted(check)}")
        return
    if check["code"] not in shared["findings"]:
        problems.say(at, "its finding has no text")
    known = set(_own_names(form))
    if not check["fields"] or not set(check["fields"]) <= known:
        problems.say(at, f"unknown fields in {check['fields']}")


class _Names:
    """What the expressions of one form may name."""

    def __init__(self, form: Mapping[str, Any], forms: Forms) -> None:
        self.own = set(_own_names(form)) | dialect.CONTEXT_NAMES
        self.columns = {
            field["id"]: set(_with_companions(field["fields"]))
            for field in _top_fields(form)
            if field["type"] == "group"
        }
        self.spaces = {
            space: set(_own_names(forms[other or form["id"]]))
            for space, other in dialect.SPACES.items()
            if (other or form["id"]) in forms
        }

    def check(self, at: str, text: Any, group: str | None, problems: Problems) -> None:
        try:
            tree = parse(text)
        except ExpressionError as error:
            problems.say(at, f"{error}, in: {text}")
            return
        for name in names_in(tree):
            if not self._knows(name, group):
                problems.say(at, f"unknown name {name} in: {text}")

    def _knows(self, name: str, group: str | None) -> bool:
        if name in self.own or (group is not None and name in self.columns[group]):
            return True
        head, _, tail = name.partition(".")
        return tail in self.columns.get(head, ()) or tail in self.spaces.get(head, ())


def _expressions(name: str, form: Mapping[str, Any]) -> Iterator[tuple[str, Any, str | None]]:
    """Yield every expression of a form: its place, its text, the group whose row it sees."""
    if "applies_if" in form:
        yield name, form["applies_if"], None
    for section in form["sections"]:
        if "show_if" in section:
            yield f"{name}: section {section['id']}", section["show_if"], None
    for check in form.get("checks", []):
        if "when" in check:
            yield f"{name}: check {check.get('code')}", check["when"], None
    for field in _top_fields(form):
        yield from _of_field(f"{name}: {field['id']}", field, None)
        for column in field.get("fields", []):
            yield from _of_field(f"{name}: {column['id']}", column, field["id"])


def _of_field(
    at: str, field: Mapping[str, Any], group: str | None
) -> Iterator[tuple[str, Any, str | None]]:
    for key in ("show_if", "prefill", "suggest", "computed"):
        if key in field:
            yield at, field[key], group
    for key in ("min", "max"):
        if isinstance(field.get(key), str):
            yield at, field[key], group
    for key in ("required", "core"):
        if isinstance(field.get(key), dict):
            yield at, field[key]["when"], group


def _top_fields(form: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for section in form["sections"]:
        yield from section["fields"]


def _all_fields(form: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for field in _top_fields(form):
        yield field
        yield from field.get("fields", [])


def _own_names(form: Mapping[str, Any]) -> Iterator[str]:
    return _with_companions(_top_fields(form))


def _with_companions(fields: Any) -> Iterator[str]:
    for field in fields:
        yield field["id"]
        for option in field.get("options", []):
            if option.get("specify"):
                yield f"{field['id']}__{option['code']}"
