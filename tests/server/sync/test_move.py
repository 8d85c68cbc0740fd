"""Moving what was entered for the wrong person, date or mode, where two phones meet."""

from typing import Any

from server.rules.natural_keys import natural_id
from server.sync.working_set import WorkingSet
from tests.server.sync.playing import FORMS, operation, play, standing

FORM = "hypertension_follow_up"
ZHANG = "018f0000-0000-7000-8000-00000000000a"
WANG = "018f0000-0000-7000-8000-00000000000b"
LI = "018f0000-0000-7000-8000-00000000000c"


def id_of(resident: str, day: str = "2026-05-20", mode: str = "home") -> str:
    return natural_id(FORM, resident, day, mode)


def follow_up() -> WorkingSet:
    body = {"visit_date": "2026-05-20", "visit_mode": "home", "heart_rate": 70}
    return standing(id_of(ZHANG), FORM, body, resident=ZHANG)


def move(number: int, phone: str, **changes: Any) -> dict[str, Any]:
    changes = {part.replace("to_", "@"): change for part, change in changes.items()}
    return operation(number, "move", FORM, id_of(ZHANG), changes=changes, device=phone)


def test_two_phones_that_move_it_to_the_same_person_agree() -> None:
    state = follow_up()

    answers = play(
        state,
        [
            move(1, "phone-a", to_resident=(ZHANG, WANG)),
            move(2, "phone-b", to_resident=(ZHANG, WANG)),
        ],
    )

    assert [(answer.answer, answer.document) for answer in answers] == [
        ("applied", id_of(WANG)),
        ("applied", id_of(WANG)),
    ]
    assert not state.conflicts


def test_of_a_move_that_another_phone_has_half_made_the_other_half_is_made() -> None:
    state = follow_up()

    answers = play(
        state,
        [
            move(1, "phone-a", to_resident=(ZHANG, WANG)),
            move(
                2, "phone-b", to_resident=(ZHANG, WANG), visit_date=("2026-05-20", "2026-05-19")
            ),
        ],
    )

    assert answers[1].document == id_of(WANG, "2026-05-19")
    assert state.documents[id_of(WANG, "2026-05-19")].body["heart_rate"] == 70
    assert state.now_at(id_of(ZHANG)) == id_of(WANG, "2026-05-19")


def test_of_a_move_that_meets_another_everything_is_offered() -> None:
    state = follow_up()

    answers = play(
        state,
        [
            move(1, "phone-a", to_resident=(ZHANG, WANG)),
            move(
                2, "phone-b", to_resident=(ZHANG, LI), visit_date=("2026-05-20", "2026-05-19")
            ),
        ],
    )

    assert (answers[1].answer, answers[1].document) == ("conflict", id_of(WANG))
    assert {
        conflict["unit"]: conflict["offers"][0]["value"] for conflict in offered(state)
    } == {
        "@resident": {"@resident": LI},
        "visit_date": {"visit_date": "2026-05-19"},
    }


def offered(state: WorkingSet) -> list[Any]:
    return state.open_conflicts(id_of(WANG))


def test_a_move_that_gives_no_other_key_is_refused() -> None:
    answers = play(follow_up(), [move(1, "phone-a", to_resident=(ZHANG, ZHANG))])

    assert answers[0].answer == "rejected"


def test_what_is_set_with_a_move_goes_along_and_its_absence_goes() -> None:
    state = follow_up()
    changes = {
        "to_resident": (ZHANG, WANG),
        "heart_rate": (70, None),
        "_absent.heart_rate": (None, "refused"),
    }

    play(state, [move(1, "phone-a", **changes)])

    there = state.documents[id_of(WANG)]
    assert "heart_rate" not in there.body
    assert there.body["_absent"] == {"heart_rate": "refused"}
    assert state.documents[id_of(ZHANG)].body == {}


def test_of_a_list_that_two_have_united_what_she_added_later_goes_with_hers_alone() -> None:
    form = "smi_information"
    first, second, third = (
        option["code"] for option in FORMS[form].by_id["past_symptoms"].options[1:4]
    )
    zhangs, suns = (natural_id(form, who) for who in (ZHANG, WANG))

    def made(number: int, phone: str, code: str) -> dict[str, Any]:
        changes = {"@resident": (None, ZHANG), "past_symptoms": (None, [code])}
        return operation(number, "create", form, zhangs, changes=changes, device=phone)

    united = {"past_symptoms": ([first, second], [first, second, third])}
    link = {"@resident": (ZHANG, WANG)}
    state = WorkingSet(whole=True)

    play(
        state,
        [
            made(1, "phone-a", first),
            made(2, "phone-b", second),
            operation(3, "patch", form, zhangs, changes=united),
            operation(4, "move", form, zhangs, changes=link),
        ],
    )

    assert state.documents[suns].body == {"past_symptoms": [first, third]}
    assert state.documents[zhangs].body == {"past_symptoms": [second]}
