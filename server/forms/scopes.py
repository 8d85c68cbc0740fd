"""What names mean while a body is judged: values that are sound, and null for the rest."""

from collections.abc import Mapping
from typing import Any

from server.forms.dialect import CONTEXT_NAMES, SPACES
from server.forms.expressions import ExpressionError, Scope
from server.forms.prepared import Prepared
from server.forms.values import Value, is_set

Context = Mapping[str, Any]


class FormScope(Scope):
    """Names over a whole body: filled with its sound values; other names on demand."""

    __slots__ = ("_context", "_prepared")

    def __init__(
        self, values: Mapping[str, Value], prepared: Prepared, context: Context
    ) -> None:
        super().__init__(values)
        self._prepared = prepared
        self._context = context

    def __missing__(self, name: str) -> Value:
        value = self[name] = self._found(name)
        return value

    def _found(self, name: str) -> Value:
        if name in self._prepared.by_id:
            return None
        if name in CONTEXT_NAMES:
            return self._context.get(name)
        if name in self._prepared.columns:
            return self._column(name)
        head, _, tail = name.partition(".")
        if tail and head in SPACES:
            space = self._context.get(head)
            return space.get(tail) if isinstance(space, Mapping) else None
        raise ExpressionError("unknown_name", name)

    def _column(self, name: str) -> list[Value]:
        group, column = self._prepared.columns[name]
        values = [row.get(column.id) for row in self[group] or []]
        return [value for value in values if is_set(value) and column.check(value) is None]

    def score(self, name: str) -> Value:
        """Return the points of the options chosen; null when unset or without points."""
        return _points(self[name], self._prepared.scores.get(name, {}))


class RowScope(Scope):
    """Names in a row of a group: its columns first, then what the form knows."""

    __slots__ = ("_form", "_names", "_prepared")

    def __init__(
        self,
        values: Mapping[str, Value],
        names: Mapping[str, Value],
        form: FormScope,
        prepared: Prepared,
    ) -> None:
        super().__init__(values)
        self._names = names
        self._form = form
        self._prepared = prepared

    def __missing__(self, name: str) -> Value:
        return None if name in self._names else self._form[name]

    def score(self, name: str) -> Value:
        """Return the points of the options chosen in this row or in the form."""
        return _points(self[name], self._prepared.scores.get(name, {}))


def _points(chosen: Value, points: Mapping[str, float | None]) -> Value:
    if not is_set(chosen):
        return None
    found = [points.get(code) for code in (chosen if isinstance(chosen, list) else [chosen])]
    return None if None in found else sum(score for score in found if score is not None)
