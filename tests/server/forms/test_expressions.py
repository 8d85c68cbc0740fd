"""Expressions mean what the dialect says, and never cost more than its limits allow."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.forms.expressions import ExpressionError, Scope, compile_expression, names_of

VECTORS = Path(__file__).parents[2] / "vectors" / "forms.json"
CASES = json.loads(VECTORS.read_text(encoding="utf-8"))["expressions"]

WORDS = [
    "and",
    "or",
    "not",
    "in",
    "true",
    "false",
    "null",
    "x",
    "g.x",
    "(",
    ")",
    "[",
    "]",
    ",",
    "+",
    "-",
    "*",
    "/",
    "==",
    "<",
    ">=",
    "1",
    "2.5",
    "'a'",
    "round(",
    "sum(",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["expr"][:40])
def test_an_expression_means_the_same_on_server_and_phone(case: dict[str, Any]) -> None:
    scope = Scope(case.get("scope", {}))

    if "error" in case:
        with pytest.raises(ExpressionError) as raised:
            compile_expression(case["expr"])(scope)
        assert raised.value.kind == case["error"]
    else:
        value = compile_expression(case["expr"])(scope)
        assert value == case["value"]
        assert type(value) is type(case["value"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1" + " + 1" * 250, "more than 1,000 characters"),
        ("1" + "+1" * 200, "401 tokens"),
        ("(" * 33 + "1" + ")" * 33, "33 levels"),
        ("not " * 33 + "true", "33 times not"),
        ("-" * 33 + "1", "33 times minus"),
    ],
)
def test_an_expression_beyond_the_limits_is_not_read(text: str, why: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        compile_expression(text)

    assert raised.value.kind == "parse_error", why


def test_the_longest_expression_is_read_and_evaluated_in_a_moment() -> None:
    text = "+".join(["1"] * 200)
    started = time.perf_counter()

    assert compile_expression(text)(Scope()) == 200
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "text",
    [
        "round(1, 999999999)",
        "add_months('2021-01-01', 999999999999)",
        "add_days('2021-01-01', 999999999999)",
        "floor('a')",
        "round(1, 1" + "0" * 200 + " * 1" + "0" * 200 + ")",
        "sum(['a'])",
        "round('a', 1)",
        "-true",
        "max_of(1, 'a')",
        "days_between('2021-13-01', '2021-01-01')",
        "age_years('2021-1-01', '2021-01-01')",
    ],
)
def test_values_that_do_not_fit_are_a_type_error_and_nothing_worse(text: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        compile_expression(text)(Scope())

    assert raised.value.kind == "type_error"


def test_numbers_are_doubles_and_a_division_by_zero_is_null() -> None:
    scope = Scope({"x": 1.7e308, "whole": 3.0})

    assert compile_expression("1 / (x * 10)")(scope) == 0
    assert compile_expression("round(x * 10, 1) == floor(x * 10)")(scope) is True
    assert compile_expression("x / 0")(scope) is None
    assert type(compile_expression("whole * 2")(scope)) is int


def test_true_is_no_number_even_inside_a_list() -> None:
    assert compile_expression("true in [1]")(Scope()) is False
    assert compile_expression("[true] == [1]")(Scope()) is False
    assert compile_expression("overlaps([1], [true])")(Scope()) is False


def test_the_names_of_an_expression_are_known_before_it_is_evaluated() -> None:
    text = "if(is_set(a), resident.sex == 'b.c', sum([g.x, 1]) > score(d))"

    assert names_of(text) == {"a", "resident.sex", "g.x", "d"}


def kind_of(text: str, scope: Scope) -> str:
    """Evaluate a text; the kind of its error, or "" where it has a value."""
    try:
        compile_expression(text)(scope)
    except ExpressionError as error:
        return error.kind
    return ""


@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_any_text_of_the_grammar_is_read_or_refused_by_kind(text: str) -> None:
    scope = Scope({"x": [1, None, "a"], "g": [{"x": 1}]})

    kinds = {"", "parse_error", "arity", "type_error", "unknown_function"}

    assert kind_of(text, scope) in kinds


@given(st.text(max_size=80))
def test_any_text_at_all_is_read_or_refused_by_kind(text: str) -> None:
    assert kind_of(text, Scope()) in {"", "parse_error", "unknown_name", "unknown_function"}
