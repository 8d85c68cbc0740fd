"""Reads the text of an expression into a tree, within fixed limits."""

import re
from collections.abc import Iterator
from typing import Any, Literal

Kind = Literal["parse_error", "unknown_name", "unknown_function", "arity", "type_error"]
#: ("literal", value), ("name", text), ("list", nodes), ("call", function, nodes),
#: ("not" | "negative", node), or ("and" | "or" | operator, left, right).
Node = tuple[Any, ...]

MOST_CHARACTERS, MOST_TOKENS, DEEPEST, LONGEST_RUN = 1000, 400, 32, 32
COMPARISONS = frozenset({"==", "!=", "<=", ">=", "<", ">", "in"})
KEYWORDS = frozenset({"and", "or", "not", "in", "true", "false", "null"})
CONSTANTS = {"true": True, "false": False, "null": None}
#: Fewest and most arguments of each function.
ARITY = {
    "is_set": (1, 1),
    "count": (1, 1),
    "sum": (1, 1),
    "min_of": (1, 99),
    "max_of": (1, 99),
    "coalesce": (1, 99),
    "if": (3, 3),
    "overlaps": (2, 2),
    "score": (1, 1),
    "round": (2, 2),
    "floor": (1, 1),
    "age_years": (2, 2),
    "age_months": (2, 2),
    "age_days": (2, 2),
    "days_between": (2, 2),
    "add_days": (2, 2),
    "add_months": (2, 2),
    "id_birth_date": (1, 1),
    "id_sex": (1, 1),
}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|'(?P<string>[^']*)'"
    r"|(?P<word>[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?)"
    r"|(?P<sign>==|!=|<=|>=|[<>+\-*/(),\[\]]))"
)
_END = ("end", "")


class ExpressionError(Exception):
    """An expression that cannot be read, or whose values do not fit it."""

    def __init__(self, kind: Kind, place: str = "") -> None:
        super().__init__(f"{kind}: {place}" if place else kind)
        self.kind: Kind = kind


def parse(text: str) -> Node:
    """Return the tree of an expression.

    Raises:
        ExpressionError: parse_error, unknown_function or arity.
    """
    if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
        raise ExpressionError("parse_error", "no text, or too long")
    return _Parser(_tokens(text)).whole()


def names_in(node: Node) -> Iterator[str]:
    """Yield the names that a tree reads, in the order they stand."""
    if node[0] == "literal":
        return
    if node[0] == "name":
        yield node[1]
    for part in node[1:]:
        for inner in part if isinstance(part, list) else [part]:
            if isinstance(inner, tuple):
                yield from names_in(inner)


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise ExpressionError("parse_error", text[at:])
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    if len(tokens) > MOST_TOKENS:
        raise ExpressionError("parse_error", f"more than {MOST_TOKENS} tokens")
    return tokens


class _Parser:
    """One pass over the tokens, one method for each rule of the grammar."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        tree = self.expression()
        if self.at != len(self.tokens):
            raise ExpressionError("parse_error", f"trailing {self.tokens[self.at][1]}")
        return tree

    def next(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def sees(self, text: str) -> bool:
        kind, value = self.next()
        return kind in ("sign", "word") and value == text

    def take(self) -> tuple[str, str]:
        token = self.next()
        if token is _END:
            raise ExpressionError("parse_error", "it ends too early")
        self.at += 1
        return token

    def passes(self, text: str) -> bool:
        seen = self.sees(text)
        self.at += seen
        return seen

    def expect(self, text: str) -> None:
        if not self.passes(text):
            raise ExpressionError("parse_error", f"expected {text}, not {self.next()[1]}")

    def run_of(self, text: str) -> int:
        count = 0
        while self.passes(text):
            count += 1
        if count > LONGEST_RUN:
            raise ExpressionError("parse_error", f"too many {text} in a row")
        return count

    def expression(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError("parse_error", "nested too deeply")
        left = self.conjunction()
        while self.passes("or"):
            left = ("or", left, self.conjunction())
        self.depth -= 1
        return left

    def conjunction(self) -> Node:
        left = self.negation()
        while self.passes("and"):
            left = ("and", left, self.negation())
        return left

    def negation(self) -> Node:
        count = self.run_of("not")
        node = self.comparison()
        for _ in range(count):
            node = ("not", node)
        return node

    def comparison(self) -> Node:
        left = self.sum()
        kind, text = self.next()
        if kind in ("sign", "word") and text in COMPARISONS:
            self.take()
            return (text, left, self.sum())
        return left

    def sum(self) -> Node:
        left = self.product()
        while self.sees("+") or self.sees("-"):
            left = (self.take()[1], left, self.product())
        return left

    def product(self) -> Node:
        left = self.signed()
        while self.sees("*") or self.sees("/"):
            left = (self.take()[1], left, self.signed())
        return left

    def signed(self) -> Node:
        count = self.run_of("-")
        node = self.atom()
        for _ in range(count):
            node = ("negative", node)
        return node

    def atom(self) -> Node:
        kind, text = self.take()
        if kind == "number":
            return ("literal", float(text) if "." in text else int(text))
        if kind == "string":
            return ("literal", text)
        if kind == "word":
            return self.word(text)
        if text == "(":
            node = self.expression()
            self.expect(")")
            return node
        if text == "[":
            return ("list", self.items("]"))
        raise ExpressionError("parse_error", text)

    def word(self, text: str) -> Node:
        if text in CONSTANTS:
            return ("literal", CONSTANTS[text])
        if text in KEYWORDS:
            raise ExpressionError("parse_error", text)
        return self.call(text) if self.passes("(") else ("name", text)

    def call(self, function: str) -> Node:
        if function not in ARITY:
            raise ExpressionError("unknown_function", function)
        arguments = self.items(")")
        fewest, most = ARITY[function]
        if not fewest <= len(arguments) <= most:
            raise ExpressionError("arity", function)
        if function == "score" and arguments[0][0] != "name":
            raise ExpressionError("arity", "score of something that is no name")
        return ("call", function, arguments)

    def items(self, closing: str) -> list[Node]:
        nodes: list[Node] = []
        if not self.sees(closing):
            nodes.append(self.expression())
            while self.passes(","):
                nodes.append(self.expression())
        self.expect(closing)
        return nodes
