"""One operation after the other: what is held, refused, undone, loaded and written."""

from copy import deepcopy
from typing import Any

import pytest

from server.rules.natural_keys import natural_id
from server.sync.engine import apply_operation
from server.sync.head import Head
from server.sync.needs import follow_ups, touched_documents
from server.sync.problems import Answer
from server.sync.working_set import NotLoaded, WorkingSet, alias_id
from tests.server.sync.playing import (
    FORMS,
    in_order,
    operation,
    play,
    same_json,
    standing,
    vectors,
    working_set,
)

ZHANG = "018f0000-0000-7000-8000-00000000000a"
ZHANG_AGAIN = "018f0000-0000-7000-8000-00000000000b"
STRANGER = "018f0000-0000-7000-8000-00000000000c"
FORM = "hypertension_follow_up"


def follow_up_of(resident: str, day: str = "2026-05-20") -> str:
    return natural_id(FORM, resident, day, "home")


def world(heart_rate: int = 70) -> WorkingSet:
    body = {"visit_date": "2026-05-20", "visit_mode": "home", "heart_rate": heart_rate}
    return standing(follow_up_of(ZHANG), FORM, body, resident=ZHANG)


def patch(number: int, **changes: Any) -> dict[str, Any]:
    return operation(number, "patch", FORM, follow_up_of(ZHANG), changes=changes)


def merge_of(given_up: str, stays: str, number: int = 1, kind: str = "create") -> Any:
    changes = {"@resident": (None, given_up), "merged_into": (None, stays)}
    return operation(
        number, kind, "resident_alias", alias_id(given_up), changes=changes, finish=True
    )


def test_only_what_an_operation_changed_is_to_be_written() -> None:
    state = world(heart_rate=72)

    play(state, [patch(1, heart_rate=(72, 74))])
    mark = state.mark()
    play(state, [patch(2, heart_rate=(70, 80))])

    assert state.changed_since().documents == (follow_up_of(ZHANG),)
    assert state.changed_since(mark).documents == ()
    assert state.changed_since(mark).conflicts == tuple(state.conflicts)


def test_a_change_to_what_stands_already_is_no_change() -> None:
    state = world(heart_rate=76)

    answer = apply_operation(state, patch(1, heart_rate=(70, 76)), FORMS)

    assert answer == Answer("applied", follow_up_of(ZHANG))
    assert state.changed_since().documents == ()


@pytest.mark.parametrize("case", vectors("merge")["vectors"], ids=lambda case: case["case"])
def test_an_operation_that_is_undone_leaves_no_trace(case: Any) -> None:
    state = working_set(case["start"])
    for each in in_order(case["operations"], (case.get("orders") or [None])[0]):
        before = picture(state)

        apply_operation(state, each, FORMS, case.get("known"))
        state.undo()

        assert same_json(picture(state), before)
        apply_operation(state, each, FORMS, case.get("known"))


def picture(state: WorkingSet) -> Any:
    return deepcopy(
        {
            "documents": {id: head.to_json() for id, head in state.documents.items()},
            "conflicts": dict(state.conflicts),
            "aliases": state.aliases,
            "touched": [state.changed_since().documents, state.changed_since().conflicts],
            "open": {id: state.open_conflicts(id) for id in state.documents},
        }
    )


@pytest.mark.parametrize("case", vectors("merge")["vectors"], ids=lambda case: case["case"])
def test_a_batch_that_is_loaded_piece_by_piece_ends_as_if_all_had_been_there(case: Any) -> None:
    store = working_set(with_alias_documents(case["start"]))
    operations = in_order(case["operations"], (case.get("orders") or [None])[0])
    whole = working_set(with_alias_documents(case["start"]))
    expected = play(whole, operations, case.get("known"))

    state = WorkingSet()
    load_for(state, store, operations)
    answers = []
    final: dict[str, Answer] = {}
    for each in operations:
        answer = final.get(each["id"]) or apply_loading(state, store, each, case.get("known"))
        if answer.is_final:
            final[each["id"]] = answer
        answers.append(answer)

    assert answers == expected
    for id, head in state.documents.items():
        assert same_json(head.to_json(), whole.documents[id].to_json())
    assert set(whole.changed_since().documents) == set(state.changed_since().documents)
    for id in whole.changed_since().conflicts:
        assert same_json(state.conflicts[id], whole.conflicts[id])


def with_alias_documents(start: Any) -> Any:
    """Aliases are read from the documents that say who was merged into whom."""
    documents = dict(start.get("documents", {}))
    for given_up, stays in start.get("aliases", {}).items():
        own = alias_id(given_up)
        links, body = {"resident": given_up}, {"merged_into": stays}
        documents[own] = {"id": own, "type": "resident_alias", "links": links, "body": body}
    return {"documents": documents, "conflicts": start.get("conflicts", {})}


def load_for(state: WorkingSet, store: WorkingSet, operations: list[Any]) -> None:
    needed = [touched_documents(each, FORMS) for each in operations]
    ids = frozenset().union(*(each.documents | each.conflicts for each in needed))
    for _ in range(10):
        fetch(state, store, ids)
        ids = frozenset().union(*(follow_ups(state, each, FORMS) for each in operations))
        if not ids:
            return
    raise AssertionError("follow-ups never end")


def fetch(state: WorkingSet, store: WorkingSet, ids: Any) -> None:
    documents = [store.documents[id].copy() for id in ids if id in store.documents]
    named = [store.conflicts[id] for id in ids if id in store.conflicts]
    state.load(
        ids, documents, named + [c for d in documents for c in store.open_conflicts(d.id)]
    )


def apply_loading(state: WorkingSet, store: WorkingSet, each: Any, known: Any) -> Answer:
    for _ in range(10):
        try:
            return apply_operation(state, each, FORMS, known)
        except NotLoaded as missing:
            fetch(state, store, [missing.id])
    raise AssertionError("loading never ends")


def test_a_document_that_nobody_asked_for_is_loaded_first_and_nothing_has_changed() -> None:
    state = WorkingSet()

    with pytest.raises(NotLoaded) as missing:
        apply_operation(state, patch(1, heart_rate=(70, 72)), FORMS)
    assert missing.value.id == follow_up_of(ZHANG)

    state.load([follow_up_of(ZHANG)])
    assert apply_operation(state, patch(1, heart_rate=(70, 72)), FORMS).answer == "held"


def test_what_is_written_for_a_resident_merged_in_the_same_batch_goes_to_who_stays() -> None:
    heads = [Head(ZHANG, "resident_basic"), Head(ZHANG_AGAIN, "resident_basic")]
    state = WorkingSet(heads, whole=True)
    phone = {"phone": (None, "14200000000")}

    answers = play(
        state,
        [
            merge_of(ZHANG_AGAIN, ZHANG),
            operation(2, "patch", "resident_basic", ZHANG_AGAIN, changes=phone),
            operation(3, "retire", "resident_alias", alias_id(ZHANG_AGAIN)),
            operation(4, "patch", "resident_basic", ZHANG_AGAIN, changes=phone),
        ],
    )

    assert [answer.document for answer in answers[1::2]] == [ZHANG, ZHANG_AGAIN]
    assert state.aliases == {}


def test_an_undone_merge_of_two_residents_is_forgotten() -> None:
    state = WorkingSet(whole=True)

    apply_operation(state, merge_of(ZHANG_AGAIN, ZHANG), FORMS)
    assert state.aliases == {ZHANG_AGAIN: ZHANG}
    state.undo()

    assert state.aliases == {}


def test_two_who_merge_one_resident_into_different_ones_are_in_conflict() -> None:
    state = WorkingSet(whole=True)

    answers = play(
        state, [merge_of(ZHANG_AGAIN, ZHANG), merge_of(ZHANG_AGAIN, STRANGER, number=2)]
    )

    assert [answer.answer for answer in answers] == ["applied", "conflict"]
    assert answers[1].document == alias_id(ZHANG_AGAIN)
    assert state.aliases == {ZHANG_AGAIN: ZHANG}


def test_residents_merged_into_each_other_do_not_lead_round_for_ever() -> None:
    state = WorkingSet([Head(ZHANG, "resident_basic")], whole=True)
    changes = {"phone": (None, "14200000000")}

    answers = play(
        state,
        [
            merge_of(ZHANG, ZHANG_AGAIN),
            merge_of(ZHANG_AGAIN, ZHANG, number=2),
            operation(3, "patch", "resident_basic", ZHANG, changes=changes),
        ],
    )

    assert answers[2].answer in ("applied", "held")


def test_an_operation_of_another_form_than_its_document_is_refused() -> None:
    state = world()

    answer = apply_operation(
        state,
        operation(1, "patch", "resident_basic", follow_up_of(ZHANG), changes={}),
        FORMS,
    )

    assert (answer.answer, answer.errors) == ("rejected", ({"field": "form", "code": "type"},))


def test_a_decision_cannot_close_the_conflict_of_another_document() -> None:
    state = world()
    state.load((), [Head(STRANGER, FORM, links={"resident": STRANGER})])
    play(state, [patch(1, heart_rate=(70, 74)), patch(2, heart_rate=(70, 80))])
    (conflict,) = state.conflicts

    answer = apply_operation(
        state, operation(3, "resolve", FORM, STRANGER, conflict=conflict), FORMS
    )

    assert answer.answer == "rejected"
    assert state.conflicts[conflict]["state"] == "open"


def test_no_head_that_was_read_before_is_changed_behind_its_readers_back() -> None:
    state = world()
    before = state.documents[follow_up_of(ZHANG)]
    kept = deepcopy(before)

    play(state, [patch(1, heart_rate=(70, 74), symptoms=(None, ["none"]))])

    assert before == kept
    assert state.documents[follow_up_of(ZHANG)] is not before
