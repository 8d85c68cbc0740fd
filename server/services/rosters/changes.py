"""What a later roster changes in a record: a changed value, never a blank."""

from collections.abc import Mapping
from typing import Any

from server.forms.load import Form

Body = dict[str, Any]
Changes = dict[str, tuple[Any, Any]]

#: Said by an option or by the first import, not news of the person.
_NOT_NEWS = frozenset({"id_type", "phone_owner"})


def changes_of(form: Form, standing: Mapping[str, Any], roster: Mapping[str, Any]) -> Changes:
    """Return part -> (what stands, what it becomes); empty where the roster brings nothing new.

    A list grows by what the roster names; that a disease is not in it is no cure. Each unit is
    named whole: its companions and its reason of absence with it.
    """
    changes: Changes = {}
    for name, field in form.by_id.items():
        new = roster.get(name)
        if new is None or field.code is not None:
            continue
        if name in _NOT_NEWS and standing.get(name):
            continue
        old = standing.get(name)
        if field.type == "choices":
            new = _grown(field.options, old, new)
        elif field.type == "group":
            new = _with_new_rows(form, name, old, new)
        if new != old:
            changes |= _unit(form, name, standing, roster, new)
    return changes


def _grown(options: Any, old: Any, new: list[str]) -> Any:
    """Return both together, as the form has them; *none* says nothing against what is known."""
    known = set(old or ()) - {"none"}
    told = set(new) - {"none"}
    if not told:
        return old or new
    return [option["code"] for option in options if option["code"] in known | told]


def _with_new_rows(form: Form, name: str, old: Any, new: list[Body]) -> Any:
    """Return the rows that stand, and those of the roster whose first column is new."""
    first = form.columns[name][0].id
    known = {(row.get(first), row.get(f"{first}__other")) for row in old or ()}
    added = [row for row in new if (row.get(first), row.get(f"{first}__other")) not in known]
    return [*(old or ()), *added] if added else old


def _unit(
    form: Form, name: str, standing: Mapping[str, Any], roster: Mapping[str, Any], new: Any
) -> Changes:
    unit: Changes = {name: (standing.get(name), new)}
    for part in (f for f in form.by_id if f.startswith(f"{name}__")):
        if part in standing or part in roster:
            unit[part] = (standing.get(part), roster.get(part, standing.get(part)))
    for beside in ("_absent", "_confirmed"):
        value = (standing.get(beside) or {}).get(name)
        if value is not None:
            unit[f"{beside}.{name}"] = (value, None)
    return unit
