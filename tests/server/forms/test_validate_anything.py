"""Whatever a phone, an import or an attacker sends, judging it answers and never raises."""

import json
import time
from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.forms.load import Field, Form
from server.forms.validate import validate

LISTS = {"errors", "warnings", "alerts"}
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, -(10**400), 2**53 + 1, -0.0, 1e308, 5e-324]),
    st.floats(),
    st.text(st.characters(), max_size=12),
    st.sampled_from(["\ud800", "2021-02-30", "2021-11-30", "0000-01-01", "9999-12-31", "none"]),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)
ANYTHING = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def likely(field: Field) -> st.SearchStrategy[Any]:
    """Values near what the field asks for, so that expressions are reached too."""
    codes = [option["code"] for option in field.options]
    near = {
        "choice": st.sampled_from(codes) if codes else SCALARS,
        "choices": st.lists(st.sampled_from(codes), max_size=4) if codes else SCALARS,
        "integer": st.one_of(st.integers(0, 300), st.sampled_from([1e300, 10**300])),
        "decimal": st.integers(0, 3000).map(lambda tenths: tenths / 10),
        "date": st.dates().map(str),
        "datetime": st.dates().map(lambda day: f"{day}T00:00:00Z"),
        "partial_date": st.dates().map(lambda day: str(day)[:7]),
        "boolean": st.booleans(),
    }
    return near.get(field.type, SCALARS)


def rows_of(columns: tuple[Field, ...]) -> st.SearchStrategy[Any]:
    row = st.fixed_dictionaries(
        {}, optional={c.id: st.one_of(likely(c), JSON) for c in columns}
    )
    return st.lists(row, max_size=3)


@st.composite
def bodies(draw: st.DrawFn, form: Form) -> dict[str, Any]:
    fields = draw(st.lists(st.sampled_from(form.fields), max_size=15))
    body = {}
    for field in fields:
        if field.type == "group":
            body[field.id] = draw(st.one_of(rows_of(form.columns[field.id]), JSON))
        else:
            body[field.id] = draw(st.one_of(likely(field), JSON))
    for key in draw(
        st.lists(st.sampled_from(["_absent", "_confirmed", "stranger"]), max_size=2)
    ):
        body[key] = draw(JSON)
    return body


@ANYTHING
@given(chosen=st.data())
def test_no_body_keeps_a_form_from_being_judged(
    chosen: st.DataObject, forms: Mapping[str, Form]
) -> None:
    form = forms[chosen.draw(st.sampled_from(sorted(forms)))]
    body = chosen.draw(bodies(form))
    others = {key: chosen.draw(st.one_of(st.none(), bodies(form))) for key in ("previous",)}
    others["resident"] = chosen.draw(bodies(forms["resident_basic"]))

    found = validate(form, body, {"today": "2021-11-30", "actor": "wang-xiulan", **others})

    for key in LISTS:
        findings = getattr(found, key)
        assert len({tuple(each.items()) for each in findings}) == len(findings), key
    json.dumps(found.computed, allow_nan=False)
    assert found.qualified == (
        not found.errors and not found.missing_core and not found.awaiting
    )


def test_a_body_of_a_hundred_thousand_strange_keys_is_judged_in_moments(
    forms: Mapping[str, Form],
) -> None:
    body = {f"stranger_{number}": number for number in range(100_000)}
    started = time.perf_counter()

    found = validate(forms["hypertension_follow_up"], body, {"today": "2021-11-30"})

    assert len([e for e in found.errors if e["code"] == "unknown_field"]) == 100_000
    assert time.perf_counter() - started < 5
