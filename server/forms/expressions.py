"""Turns expressions into closures: read once, evaluated often, never run as code."""

import operator
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

from server.forms.functions import FUNCTIONS
from server.forms.grammar import ExpressionError, Node, names_in, parse
from server.forms.values import Value, comparable, equal, is_set, number_of, plain, truth

__all__ = [
    "Evaluate",
    "ExpressionError",
    "Scope",
    "Value",
    "compile_expression",
    "condition",
    "is_set",
    "names_of",
    "truth",
    "value_or_null",
]


class Scope(dict[str, Value]):
    """What the names of an expression mean: name -> value.

    `x.y` is looked up whole; failing that, in the object `x`, or as the set values of column
    `y` where `x` is a list of rows. A subclass may answer other names in `__missing__`, and
    `score`, the points of a chosen option.
    """

    def __missing__(self, name: str) -> Value:
        head, _, tail = name.partition(".")
        if not tail or head not in self:
            raise ExpressionError("unknown_name", name)
        inner = self[head]
        if isinstance(inner, list):
            return [row[tail] for row in inner if is_set(row.get(tail))]
        return (inner or {}).get(tail)

    def score(self, name: str) -> Value:
        """Return the points of the option chosen in this field; null when unset."""
        del name
        return None


Evaluate: TypeAlias = Callable[[Scope], Value]


@lru_cache(maxsize=8192)
def compile_expression(text: str) -> Evaluate:
    """Return the function that evaluates an expression in a scope.

    The work of one evaluation is bounded by the limits of the text and the lengths of the
    lists in scope. The function raises ExpressionError (unknown_name, type_error).

    Raises:
        ExpressionError: parse_error, unknown_function or arity.
    """
    return _compile(parse(text))


@lru_cache(maxsize=8192)
def names_of(text: str) -> frozenset[str]:
    """Return the names that an expression reads.

    Raises:
        ExpressionError: parse_error, unknown_function or arity.
    """
    return frozenset(names_in(parse(text)))


def condition(evaluate: Evaluate) -> Callable[[Scope], bool]:
    """Return a condition that is false wherever its expression cannot be evaluated."""

    def holds(scope: Scope) -> bool:
        try:
            return truth(evaluate(scope))
        except ExpressionError:
            return False

    return holds


def value_or_null(evaluate: Evaluate) -> Evaluate:
    """Return an expression that is null wherever it cannot be evaluated.

    What stands in a record must never keep a form from being judged.
    """

    def value(scope: Scope) -> Value:
        try:
            return evaluate(scope)
        except ExpressionError:
            return None

    return value


def _compile(node: Node) -> Evaluate:
    kind = node[0]
    if kind == "literal":
        return _literal(node[1])
    if kind == "name":
        return operator.itemgetter(node[1])
    if kind == "list":
        return _list([_compile(item) for item in node[1]])
    if kind == "call":
        return _call(node[1], node[2])
    if kind in _UNARY:
        return _UNARY[kind](_compile(node[1]))
    return _BINARY[kind](_compile(node[1]), _compile(node[2]))


def _literal(value: Value) -> Evaluate:
    return lambda scope: value


def _list(items: list[Evaluate]) -> Evaluate:
    return lambda scope: [item(scope) for item in items]


def _call(name: str, nodes: list[Node]) -> Evaluate:
    if name == "score":
        field = nodes[0][1]
        return lambda scope: scope.score(field)
    arguments = [_compile(node) for node in nodes]
    if name == "if":
        return _if(*arguments)
    if name == "coalesce":
        return lambda scope: next(filter(is_set, (each(scope) for each in arguments)), None)
    function = FUNCTIONS[name]
    if len(arguments) == 1:
        only = arguments[0]
        return lambda scope: function(only(scope))
    return lambda scope: function(*[each(scope) for each in arguments])


def _if(test: Evaluate, yes: Evaluate, no: Evaluate) -> Evaluate:
    return lambda scope: yes(scope) if truth(test(scope)) else no(scope)


def _not(inner: Evaluate) -> Evaluate:
    return lambda scope: not truth(inner(scope))


def _negative(inner: Evaluate) -> Evaluate:
    def negative(scope: Scope) -> Value:
        value = inner(scope)
        return None if value is None else plain(-number_of(value))

    return negative


def _and(left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda scope: truth(left(scope)) and truth(right(scope))


def _or(left: Evaluate, right: Evaluate) -> Evaluate:
    return lambda scope: truth(left(scope)) or truth(right(scope))


def _equal(left: Evaluate, right: Evaluate) -> Evaluate:
    def is_equal(scope: Scope) -> bool:
        a, b = left(scope), right(scope)
        return a is not None and b is not None and equal(a, b)

    return is_equal


def _unequal(left: Evaluate, right: Evaluate) -> Evaluate:
    def is_unequal(scope: Scope) -> bool:
        a, b = left(scope), right(scope)
        return a is not None and b is not None and not equal(a, b)

    return is_unequal


def _in(left: Evaluate, right: Evaluate) -> Evaluate:
    def is_in(scope: Scope) -> bool:
        a, b = left(scope), right(scope)
        if a is None or b is None:
            return False
        if not isinstance(b, list):
            raise ExpressionError("type_error", f"no list: {b!r:.40}")
        return any(equal(a, item) for item in b)

    return is_in


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Evaluate, Evaluate], Evaluate]:
    def ordered(left: Evaluate, right: Evaluate) -> Evaluate:
        def is_ordered(scope: Scope) -> bool:
            a, b = left(scope), right(scope)
            if a is None or b is None:
                return False
            if not comparable(a, b):
                raise ExpressionError("type_error", "values that cannot be compared")
            return compare(a, b)

        return is_ordered

    return ordered


def _math(
    work: Callable[[float, float], float | None],
) -> Callable[[Evaluate, Evaluate], Evaluate]:
    def math(left: Evaluate, right: Evaluate) -> Evaluate:
        def calculated(scope: Scope) -> Value:
            a, b = left(scope), right(scope)
            if a is None or b is None:
                return None
            result = work(number_of(a), number_of(b))
            return None if result is None else plain(result)

        return calculated

    return math


def _divided(left: float, right: float) -> float | None:
    return left / right if right else None


_UNARY = {"not": _not, "negative": _negative}
_BINARY = {
    "and": _and,
    "or": _or,
    "==": _equal,
    "!=": _unequal,
    "in": _in,
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
    "+": _math(operator.add),
    "-": _math(operator.sub),
    "*": _math(operator.mul),
    "/": _math(_divided),
}
