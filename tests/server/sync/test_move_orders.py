"""Two phones write one document, and one moves hers: in every order each has its own."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from server.rules.natural_keys import natural_id
from server.sync.mending import over_what_it_mends
from server.sync.working_set import WorkingSet
from tests.server.sync.playing import FORMS, Json, operation, play

FORM, DAY = "hypertension_follow_up", "2026-05-20"
ZHANG = "018f0000-0000-7000-8000-00000000000a"
SUN = "018f0000-0000-7000-8000-00000000000b"
HERS, HIS = "phone-a", "phone-b"
VALUES: dict[str, list[Any]] = {
    "heart_rate": [None, 62, 71, 80],
    "salt_intake": [None, "light", "heavy"],
    "symptoms": [None, ["headache_dizziness"], ["epistaxis", "leg_oedema"], ["leg_oedema"]],
    "investigations": [None, "尿常规", "血糖"],
    "medications": [
        None,
        [{"_row": "m1", "drug_name": "氨氯地平", "dose": 5}],
        [
            {"_row": "m1", "drug_name": "氨氯地平", "dose": 10},
            {"_row": "m2", "drug_name": "缬沙坦"},
        ],
        [{"_row": "m2", "drug_name": "缬沙坦", "dose": 80}],
    ],
}

bodies = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()}),
    min_size=1,
    max_size=3,
)


def id_of(resident: str) -> str:
    return natural_id(FORM, resident, DAY, "home")


def written(phone: str, start: int, states: list[Json]) -> list[Json]:
    """A create, and corrections of it by who sees nothing but what this phone wrote."""
    key = {"visit_date": (None, DAY), "visit_mode": (None, "home"), "@resident": (None, ZHANG)}
    made: list[Json] = []
    before: Json = dict.fromkeys(VALUES)
    for number, body in enumerate(states, start):
        touched = {name: (before[name], to) for name, to in body.items() if before[name] != to}
        kind, key_changes = ("patch", {}) if made else ("create", key)
        made.append(
            operation(
                number,
                kind,
                FORM,
                id_of(ZHANG),
                changes={**key_changes, **touched},
                device=phone,
                actor=f"{phone}-doctor",
                **({} if made else {"finish": True}),
            )
        )
        before = body
    return made


def moving(number: int) -> Json:
    link = {"@resident": (ZHANG, SUN)}
    move = operation(number, "move", FORM, id_of(ZHANG), changes=link, device=HERS)
    return {**move, "actor": f"{HERS}-doctor"}


def picture(state: WorkingSet, resident: str) -> Any:
    """All that stands, whose hand it shows, and what waits for a decision."""
    head = state.documents[id_of(resident)].to_json()
    rows = sorted(head["body"].pop("medications", []), key=lambda row: row["_row"])
    return {**head, "rows": rows, "waits": state.open_conflicts(id_of(resident))}


@settings(max_examples=150, deadline=None)
@given(hers=bodies, his=bodies, order=st.randoms(use_true_random=False))
def test_in_every_order_both_end_as_if_they_had_never_met(
    hers: list[Json], his: list[Json], order: Any
) -> None:
    moved = [*written(HERS, 1, hers), moving(9)]
    stays = written(HIS, 11, his)
    apart_hers, apart_his = WorkingSet(whole=True), WorkingSet(whole=True)
    play(apart_hers, moved)
    play(apart_his, stays)
    places = [True] * len(moved) + [False] * len(stays)
    order.shuffle(places)
    mine, theirs = iter(moved), iter(stays)
    together = WorkingSet(whole=True)

    answers = play(together, [next(mine) if hers else next(theirs) for hers in places])

    assert {answer.answer for answer in answers} <= {"applied", "merged", "conflict"}
    assert picture(together, SUN) == picture(apart_hers, SUN)
    assert picture(together, ZHANG) == picture(apart_his, ZHANG)


def test_a_mending_that_comes_after_the_move_is_read_over_what_has_gone() -> None:
    nothing = dict.fromkeys(VALUES)
    first = {**nothing, "heart_rate": 62}
    create, taken = written(
        HERS, 1, [first, {**first, "heart_rate": 71, "salt_intake": "light"}]
    )
    visit = written(HIS, 11, [{**nothing, "salt_intake": "heavy"}])
    state = WorkingSet(whole=True)
    play(state, [create, taken, moving(9), *visit])
    rate = {"heart_rate": (62, 80)}
    mending = operation(3, "patch", FORM, id_of(ZHANG), changes=rate, device=HERS)

    read = over_what_it_mends(state, mending, taken, FORMS[FORM])

    assert read["changes"] == {
        "heart_rate": {"from": 71, "to": 80},
        "salt_intake": {"from": "light", "to": None},
    }
