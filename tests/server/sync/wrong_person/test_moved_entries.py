"""An entry under the wrong name meets that person's own visit: two whole documents, always."""

import itertools

import pytest

from tests import cast
from tests.server.county import Phone
from tests.server.sync.phones import assert_equals_a_new_phone
from tests.server.sync.writing import (
    answers_of,
    follow_up,
)
from tests.server.sync.wrong_person.visits import (
    AT_SUNS,
    AT_ZHANGS,
    DAY,
    SUNS,
    SUNS_PILLS,
    TAKEN,
    ZHANGS,
    ZHANGS_PILLS,
    assert_two_whole_documents,
    body,
    correction,
    entered,
    medicine,
    moving,
    open_conflicts,
    standing_and_offered,
    visited,
)


@pytest.mark.parametrize(
    "arrival", ["visit entry-move", "visit entry move", "entry visit move", "entry-move visit"]
)
def test_whenever_the_other_visit_arrives_each_person_has_their_own(
    wang: Phone, li: Phone, arrival: str
) -> None:
    written = {"entry": entered(wang), "move": moving(wang), "visit": visited(li)}
    for batch in arrival.split():
        operations = [written[name] for name in batch.split("-")]
        answers = (li if batch == "visit" else wang).push(*operations)
        assert set(answers_of(answers)) <= set(TAKEN)

    assert_two_whole_documents(wang, li)


def arrivals() -> list[tuple[str, ...]]:
    """Every order of arrival that keeps each phone's own."""
    hers, his = ("create", "patch", "move"), ("visit", "correct")
    places = itertools.combinations(range(5), 3)
    orders = []
    for place in places:
        rest = iter(his)
        own = iter(hers)
        orders.append(tuple(next(own) if i in place else next(rest) for i in range(5)))
    return orders


@pytest.mark.parametrize("order", arrivals(), ids="-".join)
def test_what_each_has_corrected_meanwhile_goes_with_their_own(
    wang: Phone, li: Phone, order: tuple[str, ...]
) -> None:
    written = {
        "create": (wang, entered(wang)),
        "patch": (wang, correction(wang, heart_rate=(72, 75), body_weight=(62.5, 60))),
        "move": (wang, moving(wang)),
        "visit": (li, visited(li)),
        "correct": (li, correction(li, heart_rate=(91, 93), salt_intake=("light", "heavy"))),
    }
    for name in order:
        phone, operation = written[name]
        assert answers_of(phone.push(operation))[0] in TAKEN

    suns = {"heart_rate": 75, "body_weight": 60}
    assert_two_whole_documents(
        wang, li, suns=suns, zhangs={"heart_rate": 93, "salt_intake": "heavy"}
    )


def test_what_she_corrected_after_she_had_seen_both_is_hers_as_she_wrote_it(
    wang: Phone, li: Phone
) -> None:
    wang.push(entered(wang))
    li.push(visited(li))
    wang.pull()
    seen = wang.documents[ZHANGS]["body"]
    assert seen["symptoms"] == AT_SUNS["symptoms"]

    wang.push(
        correction(
            wang,
            investigations=(seen["investigations"], "血糖"),
            salt_intake=(seen["salt_intake"], "moderate"),
            medications=(
                seen["medications"],
                [*seen["medications"], also := medicine("氢氯噻嗪", 25)],
            ),
        ),
        moving(wang),
    )

    suns = {"investigations": "血糖", "salt_intake": "moderate"}
    assert_two_whole_documents(wang, li, suns={**suns, "medications": [*SUNS_PILLS, also]})
    told = [one for one in li.documents.values() if one["type"] == "conflict"]
    assert {one["body"]["state"] for one in told} == {"overtaken"}


@pytest.mark.parametrize("order", ["first", "between"])
def test_moved_back_and_moved_again_nothing_is_mixed(
    wang: Phone, li: Phone, order: str
) -> None:
    written = [(wang, entered(wang)), (li, visited(li))]
    for phone, operation in written if order == "between" else reversed(written):
        phone.push(operation)
    li.pull()
    met = standing_and_offered(li)

    wang.push(moving(wang))
    wang.push(moving(wang, SUNS, cast.SUN, cast.ZHANG))
    li.pull()

    assert standing_and_offered(li) == met
    assert li.documents[SUNS]["moved_to"] == ZHANGS
    wang.push(moving(wang))
    assert_two_whole_documents(wang, li)


def test_moved_to_somebody_who_was_visited_too_and_back_leaves_them_their_visit(
    wang: Phone, li: Phone
) -> None:
    of_sun = follow_up(li, cast.SUN, DAY, medications=ZHANGS_PILLS, **AT_ZHANGS)
    li.push(of_sun)
    wang.push(entered(wang), moving(wang))
    li.pull()
    assert open_conflicts(li) != []

    wang.push(moving(wang, SUNS, cast.SUN, cast.ZHANG))

    assert_equals_a_new_phone(wang, li)
    assert li.documents[ZHANGS]["body"] == body(AT_SUNS, SUNS_PILLS)
    assert li.documents[SUNS]["body"] == body(AT_ZHANGS, ZHANGS_PILLS)
    assert open_conflicts(li) == []


def test_moved_to_somebody_whom_she_had_visited_herself_and_back_leaves_that_visit(
    wang: Phone, li: Phone
) -> None:
    own = {"visit_date": DAY, "visit_mode": "home", "heart_rate": 55}
    wang.push(follow_up(wang, cast.SUN, DAY, heart_rate=55))
    wang.push(entered(wang), moving(wang))

    wang.push(moving(wang, SUNS, cast.SUN, cast.ZHANG))

    li.pull()
    assert li.documents[SUNS]["body"] == own
    assert li.documents[ZHANGS]["body"] == body(AT_SUNS, SUNS_PILLS)


def test_a_supervisor_who_wrote_nothing_in_it_moves_all_of_it_and_back(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    third = Phone(chen.client.application, "wang", cast.WANG)
    third.push(follow_up(third, cast.SUN, DAY, heart_rate=55))
    wang.push(entered(wang))
    li.push(visited(li))
    li.pull()
    met = standing_and_offered(li)

    chen.push(moving(chen))
    chen.pull()
    assert chen.documents[ZHANGS]["moved_to"] == SUNS
    chen.push(moving(chen, SUNS, cast.SUN, cast.ZHANG))

    li.pull()
    assert standing_and_offered(li) == met
    own = {"visit_date": DAY, "visit_mode": "home", "heart_rate": 55}
    assert li.documents[SUNS]["body"] == own


def test_the_same_move_of_another_phone_has_been_made_already(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    again = Phone(chen.client.application, "wang", cast.WANG)
    wang.push(entered(wang))
    li.push(visited(li))
    chen.pull()
    again.pull()

    answers = [*wang.push(moving(wang)), *chen.push(moving(chen)), *again.push(moving(again))]

    assert answers_of(answers) == ["applied", "applied", "applied"]
    assert {answer["document"] for answer in answers} == {SUNS}
    assert_two_whole_documents(wang, li)


def test_the_same_move_after_the_first_persons_own_visit_came_takes_nothing_of_it(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    wang.push(entered(wang))
    chen.pull()
    wang.push(moving(wang))
    li.push(visited(li))

    [answer] = chen.push(moving(chen))

    assert (answer["answer"], answer["document"]) == ("applied", SUNS)
    assert_two_whole_documents(wang, li)
