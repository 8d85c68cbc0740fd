"""Computed fields of a document, without judging the rest of it."""

from collections.abc import Mapping
from typing import Any

from server.forms.document import Forms
from server.forms.expressions import Evaluate, names_of
from server.forms.load import Form
from server.forms.prepared import prepare
from server.forms.scopes import FormScope
from server.forms.values import is_set, plain

Body = Mapping[str, Any]


class Computed:
    """The forms that compute something, and what they compute it from."""

    def __init__(self, forms: Forms) -> None:
        self._forms = {
            form.id: _Computing(form)
            for form in forms.values()
            if any(field.computed for field in form.fields)
        }

    def fields(self, form: str) -> frozenset[str]:
        """Return the names of a form's computed fields."""
        computing = self._forms.get(form)
        return computing.names if computing else frozenset()

    def of(self, form: str, body: Body, resident: Body, day: str) -> dict[str, Any]:
        """Return the computed fields of a body, read on a day, as validating gives them."""
        computing = self._forms.get(form)
        return computing.values(body, resident, day) if computing else {}


class _Computing:
    """One form's computed fields, in the order in which each may use those before it."""

    def __init__(self, form: Form) -> None:
        self._prepared = prepare(form)
        self._fields: tuple[tuple[str, Evaluate], ...] = self._prepared.computed
        names = {
            name.partition(".")[0]
            for field in form.fields
            if field.computed
            for name in names_of(field.definition["computed"])
        }
        self.names = frozenset(name for name, _ in self._fields)
        self._entered = tuple(sorted((names & form.by_id.keys()) - self.names))

    def values(self, body: Body, resident: Body, day: str) -> dict[str, Any]:
        by_id = self._prepared.by_id
        sound = {
            name: value
            for name in self._entered
            if is_set(value := body.get(name)) and by_id[name].check(value) is None
        }
        scope = FormScope(sound, self._prepared, {"today": day, "resident": resident})
        found = {}
        for name, evaluate in self._fields:
            value = evaluate(scope)
            found[name] = scope[name] = plain(value) if isinstance(value, float) else value
        return found
