"""What operations make of documents, held to the vectors."""

from typing import Any

import pytest

from server.sync.finished import is_finished
from server.sync.head import Head
from server.sync.merge import merge
from server.sync.merging import Merging
from server.sync.units import ABSENT, CONFIRMED, Change, units_of
from server.sync.values import same, tidy
from server.sync.working_set import WorkingSet
from tests.server.sync.playing import FORMS, in_order, play, vectors, working_set

CONTEXT = {"today": "2026-05-20", "resident": {"birth_date": "1959-03-08", "sex": "female"}}

RUNS = [
    pytest.param(case, order, expect, id=f"{case['case']} {order or ''}".strip())
    for case in vectors("merge")["vectors"]
    for order, expect in (
        zip(case["orders"], case["expect"], strict=True)
        if "orders" in case
        else [(None, case["expect"])]
    )
]


@pytest.mark.parametrize(("case", "order", "expect"), RUNS)
def test_what_stands_is_what_the_vector_says(case: Any, order: Any, expect: Any) -> None:
    state = working_set(case["start"])

    answers = play(state, in_order(case["operations"], order), case.get("known"))

    assert same([answer.to_json() for answer in answers], expect["answers"])
    assert same({id: shown(head) for id, head in state.documents.items()}, expect["documents"])
    assert same(state.conflicts, expect["conflicts"])


def shown(head: Head) -> dict[str, Any]:
    """What a vector compares: without `by` and what is empty, and whether it is finished."""
    kept = {k: v for k, v in head.to_json().items() if k != "by" and v not in (None, {}, [])}
    if is_finished(head, FORMS[head.type], CONTEXT):
        kept["complete"] = True
    return kept


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=c["name"]) for c in vectors("forms")["merge"]]
)
def test_the_merges_of_the_dialect_give_the_same_bodies_and_conflicts(case: Any) -> None:
    form = FORMS[case["form"]]
    head = Head("x", form.id, body=dict(case["head"]))
    state = WorkingSet([head], whole=True)

    changes = changes_between(form, case["base"], case["patch"])
    merge(Merging(state, {"id": "op", "device": "a"}), head, form, changes)

    assert same(by_row(form, head.body), by_row(form, case["expect"]["body"]))
    named = sorted(conflict["unit"].partition("__")[0] for conflict in state.conflicts.values())
    assert named == sorted({unit_name(form, name) for name in case["expect"]["conflicts"]})


def changes_between(form: Any, base: Any, patch: Any) -> dict[str, Change]:
    """What an author changed who saw `base` and saved `patch`: whole units, `from` and `to`."""
    mine = {**base, **patch}
    changes: dict[str, Change] = {}
    for unit in units_of(form).units:
        absences = {
            name
            for name in unit.explained
            if "_absent" in patch
            and base.get("_absent", {}).get(name) != patch["_absent"].get(name)
        }
        if absences or any(name in patch for name in unit.values):
            before, after = unit.read(base), unit.read(mine)
            for part in before | after:
                changes[part] = Change(before.get(part), after.get(part))
        for name in unit.values:
            if name in patch.get("_confirmed", ()):
                changes[CONFIRMED + name] = Change(None, True)
    return changes


def by_row(form: Any, body: Any) -> Any:
    """The order of rows means nothing."""
    return {
        name: {row["_row"]: row for row in value} if name in form.columns else value
        for name, value in (tidy(body) or {}).items()
    }


def unit_name(form: Any, name: str) -> str:
    unit = units_of(form).by_part.get(name)
    return (unit.name if unit else name).partition("__")[0]


def test_every_part_of_every_form_belongs_to_exactly_one_unit() -> None:
    for form in FORMS.values():
        divided = units_of(form)
        parts = [part for unit in divided.units for part in unit.parts]

        assert len(parts) == len(set(parts))
        expected = {field.id for field in form.fields if not field.computed}
        assert {part for part in parts if not part.startswith(ABSENT)} == expected
