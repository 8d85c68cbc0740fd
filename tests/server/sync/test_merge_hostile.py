"""Whatever a phone sends is answered: nothing raises, and what is refused leaves no trace."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.rules.natural_keys import natural_id
from server.sync.engine import apply_operation
from server.sync.needs import follow_ups, touched_documents
from server.sync.units import LINKS, units_of
from tests.server.sync.playing import FORMS, operation, same_json, working_set

RESIDENT = "018f0000-0000-7000-8000-00000000000a"
HOUSEHOLD = "018f0000-0000-7000-8000-00000000000d"
FOLLOW_UP = natural_id("hypertension_follow_up", RESIDENT, "2026-05-20", "home")
VISIT = natural_id("visit", HOUSEHOLD, "2026-05-20")
CONFLICT = "018f0000-0000-7000-8000-0000000000c0"
FORM_OF = {
    FOLLOW_UP: "hypertension_follow_up",
    RESIDENT: "resident_basic",
    VISIT: "visit",
}
START = {
    "documents": {
        FOLLOW_UP: {
            "id": FOLLOW_UP,
            "type": "hypertension_follow_up",
            "links": {"resident": RESIDENT},
            "body": {
                "visit_date": "2026-05-20",
                "visit_mode": "home",
                "heart_rate": 70,
                "symptoms": ["other"],
                "symptoms__other": "头晕",
                "medications": [{"_row": "m1", "drug_name": "氨氯地平", "dose": 5}],
            },
        },
        RESIDENT: {"id": RESIDENT, "type": "resident_basic", "body": {"name": "张桂芳"}},
        VISIT: {"id": VISIT, "type": "visit", "body": {"planned_date": "2026-05-20"}},
    },
    "conflicts": {
        CONFLICT: {
            "id": CONFLICT,
            "document": FOLLOW_UP,
            "unit": "heart_rate",
            "state": "open",
            "standing": {"value": {}, "operation": None, "actor": None, "at": None},
            "offers": [
                {
                    "value": {"heart_rate": 76},
                    "saw": {},
                    "device": "phone-a",
                    "operation": "018f0000-0000-7000-8000-0000000000c1",
                    "actor": "staff-a",
                    "at": "2026-05-20T08:00:00Z",
                }
            ],
            "decision": None,
        }
    },
}
PARTS = {document: sorted(units_of(FORMS[form]).by_part) for document, form in FORM_OF.items()}

texts = st.text(st.characters(blacklist_categories=()), max_size=8) | st.sampled_from(
    ["other", "none", "home", "2026-05-20", "done", "m1", "refused", RESIDENT, "\x00", "\ud800"]
)
numbers = st.integers(-(2**70), 2**70) | st.floats() | st.sampled_from([70, 76, 5.0, -0.0])
leaves = st.none() | st.booleans() | numbers | texts
rows = st.fixed_dictionaries(
    {},
    optional={
        name: leaves | st.lists(leaves, max_size=2)
        for name in ("_row", "drug_name", "dose", "item_resident", "item_outcome", "ghost")
    },
)
values = st.recursive(
    leaves | st.lists(rows, max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=12,
)


@st.composite
def operations(draw: Any) -> dict[str, Any]:
    document = draw(st.sampled_from(list(FORM_OF)))
    part = st.sampled_from(PARTS[document]) | st.sampled_from([f"@{x}" for x in LINKS]) | texts
    change = st.fixed_dictionaries({"from": values, "to": values}) | values
    sent = operation(
        draw(st.integers(1, 999)),
        draw(st.sampled_from(["create", "patch", "resolve", "retire", "move"])),
        FORM_OF[document],
        document,
        conflict=CONFLICT,
    )
    sent["changes"] = draw(st.dictionaries(part, change, max_size=5))
    # Now and then a key of the operation itself is of the wrong kind, or not there.
    spoilt = draw(st.dictionaries(st.sampled_from(sorted(sent)), values, max_size=1))
    missing = draw(st.lists(st.sampled_from(sorted(sent)), max_size=1))
    sent |= spoilt | draw(
        st.dictionaries(st.sampled_from(["finish", "reopen", "undo", "reason"]), values)
    )
    return {key: value for key, value in sent.items() if key not in missing}


@settings(max_examples=500, deadline=None, derandomize=True)
@given(operations())
def test_whatever_is_sent_gets_an_answer_and_what_is_refused_leaves_no_trace(sent: Any) -> None:
    state = working_set(START)
    before = picture(state)

    touched_documents(sent, FORMS)
    follow_ups(state, sent, FORMS)
    answer = apply_operation(state, sent, FORMS)

    assert answer.answer in ("applied", "merged", "conflict", "held", "rejected")
    # What stands can be kept as text by any database.
    json.dumps([answer.to_json(), picture(state)]).encode()
    if not answer.is_final:
        assert same_json(picture(state), before)


def picture(state: Any) -> Any:
    return [
        [head.to_json() for head in state.documents.values()],
        list(state.conflicts.values()),
    ]


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(deep(900), id="lists in lists in lists"),
        pytest.param(float("nan"), id="no number"),
        pytest.param(10**40, id="a number of forty digits"),
        pytest.param(1e300, id="a huge double"),
        pytest.param("\ud800", id="half a character"),
        pytest.param("a\x00b", id="a NUL"),
        pytest.param({"a": {1, 2}}, id="what is not JSON"),
    ],
)
@pytest.mark.parametrize("side", ["from", "to"])
@pytest.mark.parametrize("part", ["heart_rate", "medications", "symptoms__other", "@household"])
def test_a_value_that_no_field_can_hold_is_refused_on_either_side(
    part: str, side: str, value: Any
) -> None:
    state = working_set(START)
    sent = operation(1, "patch", "hypertension_follow_up", FOLLOW_UP)
    sent["changes"] = {part: {"from": None, "to": None, side: value}}

    answer = apply_operation(state, sent, FORMS)

    assert (answer.answer, answer.errors) == ("rejected", ({"field": part, "code": "type"},))
