"""What is decided and corrected late where an entry under the wrong name has met a visit."""

from tests import cast
from tests.server.county import Phone, new_id
from tests.server.sync.phones import assert_equals_a_new_phone
from tests.server.sync.writing import (
    follow_up,
    follow_up_id,
    patch,
    resident,
)
from tests.server.sync.wrong_person.visits import (
    AT_SUNS,
    AT_ZHANGS,
    DAY,
    FORM,
    SUNS,
    SUNS_PILLS,
    ZHANGS,
    ZHANGS_PILLS,
    assert_two_whole_documents,
    body,
    correction,
    entered,
    is_conflict,
    moving,
    open_conflicts,
    pills,
    visited,
)


def test_a_decision_between_the_two_that_comes_late_decides_nothing(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    li.push(visited(li))
    wang.push(entered(wang))
    chen.pull()
    [rate] = [one for one in open_conflicts(chen) if one["unit"] == "heart_rate"]
    chosen = {"heart_rate": {"from": 91, "to": 72}}
    decision = chen.operation(FORM, ZHANGS, "resolve", changes=chosen)
    [decision["conflict"]] = [id for id, one in chen.documents.items() if one["body"] == rate]
    wang.push(moving(wang))

    [answer] = chen.push(decision)

    assert answer["answer"] == "merged"
    assert_two_whole_documents(wang, li)
    undo = {**decision, "id": new_id(), "device_seq": 2, "reopen": True}
    chen.push({**undo, "changes": {"heart_rate": {"from": 72, "to": 91}}})
    assert_two_whole_documents(wang, li)


def test_a_decision_about_hers_alone_that_comes_late_is_made_where_hers_is(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    wang.push(entered(wang), correction(wang, heart_rate=(72, 75)))
    chen.push(correction(chen, heart_rate=(72, 80)))
    chen.pull()
    [(id, waiting)] = [(id, one) for id, one in chen.documents.items() if is_conflict(one)]
    assert waiting["body"]["unit"] == "heart_rate"
    chosen = {"heart_rate": {"from": 75, "to": 80}}
    decision = chen.operation(FORM, ZHANGS, "resolve", changes=chosen, conflict=id)
    li.push(visited(li))
    wang.push(moving(wang))

    [answer] = chen.push(decision)

    assert (answer["answer"], answer["document"]) == ("applied", SUNS)
    assert_two_whole_documents(wang, li, suns={"heart_rate": 80})


def test_a_correction_by_a_third_hand_goes_with_what_its_author_saw(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    wang.push(entered(wang))
    li.push(visited(li))
    chen.push(
        correction(chen, body_weight=(62.5, 61)),
        correction(chen, investigations=("尿常规", "尿常规、血糖")),
        correction(chen, heart_rate=(91, 90)),
    )
    wang.push(moving(wang))

    zhangs = {"investigations": "尿常规、血糖", "heart_rate": 90}
    assert_two_whole_documents(wang, li, suns={"body_weight": 61}, zhangs=zhangs)


def test_of_one_correction_in_what_both_wrote_each_has_what_is_about_theirs(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    wang.push(entered(wang))
    li.push(visited(li))
    chen.push(correction(chen, heart_rate=(72, 70), investigations=("尿常规", "血糖")))

    wang.push(moving(wang))

    suns, zhangs = {"heart_rate": 70}, {"investigations": "血糖"}
    assert_two_whole_documents(wang, li, suns=suns, zhangs=zhangs)


def test_a_dose_that_a_third_hand_corrects_stays_with_whose_medicine_it_is(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    wang.push(entered(wang))
    li.push(visited(li))
    chen.pull()
    both = pills(chen)
    assert len(both) == 2
    halved = [{**ZHANGS_PILLS[0], "dose": 40}]
    chen.push(correction(chen, medications=(both, [*SUNS_PILLS, *halved])))

    wang.push(moving(wang))

    assert_two_whole_documents(wang, li, zhangs={"medications": halved})


def test_a_correction_of_hers_that_somebody_else_made_stays_with_it_until_it_is_decided(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    wang.push(entered(wang))
    chen.push(correction(chen, heart_rate=(72, 80)))
    li.push(visited(li))
    wang.push(correction(wang, heart_rate=(72, 75)), moving(wang))

    li.pull()
    [left] = open_conflicts(li)
    assert (left["document"], left["unit"]) == (SUNS, "heart_rate")
    assert li.documents[SUNS]["body"] == body(AT_SUNS, SUNS_PILLS, heart_rate=80)
    assert [offer["value"] for offer in left["offers"]] == [{"heart_rate": 75}]
    assert li.documents[ZHANGS]["body"] == body(AT_ZHANGS, ZHANGS_PILLS)


def test_who_has_only_moved_an_entry_contests_what_its_author_corrects_in_it(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    li.push(follow_up(li, cast.SUN, DAY, heart_rate=55))
    wang.push(entered(wang))
    chen.push(moving(chen))
    wang.push(correction(wang, heart_rate=(72, 75)))
    chen.push(patch(chen, SUNS, FORM, heart_rate=(72, 80)))

    li.push(moving(li, SUNS, cast.SUN, cast.ZHANG))

    li.pull()
    assert li.documents[SUNS]["body"] == body(AT_SUNS, SUNS_PILLS, heart_rate=75)
    [left] = open_conflicts(li)
    assert (left["document"], left["unit"]) == (SUNS, "heart_rate")
    assert [offer["value"] for offer in left["offers"]] == [{"heart_rate": 80}]


def test_what_was_written_before_the_move_and_taken_after_it_follows(
    wang: Phone, li: Phone
) -> None:
    late = correction(wang, body_weight=(62.5, 61))
    late["captured_at"] = "2026-11-20T02:00:00Z"
    create, move = entered(wang), moving(wang)
    wang.push(create, move)
    li.push(visited(li))

    [answer] = wang.push(late)

    assert answer["document"] == SUNS
    own = correction(wang, heart_rate=(91, 90))
    [answer] = wang.push(own)
    assert answer["document"] == ZHANGS
    assert_two_whole_documents(wang, li, suns={"body_weight": 61}, zhangs={"heart_rate": 90})


def test_of_three_that_met_two_stay_as_if_the_third_had_never_been_there(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    third = Phone(chen.client.application, "wang", cast.WANG)
    wang.push(entered(wang))
    li.push(visited(li))
    third.push(follow_up(third, cast.ZHANG, DAY, heart_rate=95, body_weight=58))

    wang.push(moving(wang))

    assert_equals_a_new_phone(wang, li)
    assert li.documents[SUNS]["body"] == body(AT_SUNS, SUNS_PILLS)
    assert li.documents[ZHANGS]["body"] == body(AT_ZHANGS, ZHANGS_PILLS, body_weight=58)
    [left] = open_conflicts(li)
    assert left["unit"] == "heart_rate"
    assert [offer["value"] for offer in left["offers"]] == [{"heart_rate": 95}]
    third.push(moving(third, after=cast.SUN))
    third.pull()
    assert third.documents[ZHANGS]["body"] == body(AT_ZHANGS, ZHANGS_PILLS)


def test_what_was_put_down_for_the_wrong_day_leaves_the_visit_of_that_day(
    wang: Phone, li: Phone
) -> None:
    wang.push(entered(wang))
    li.push(visited(li))

    day = {"visit_date": {"from": DAY, "to": "2026-11-19"}}
    [answer] = wang.push(wang.operation(FORM, ZHANGS, "move", changes=day))

    assert_equals_a_new_phone(wang, li)
    moved = li.documents[follow_up_id(cast.ZHANG, "2026-11-19")]
    assert answer["document"] == moved["id"]
    assert moved["body"] == {**body(AT_SUNS, SUNS_PILLS), "visit_date": "2026-11-19"}
    assert li.documents[ZHANGS]["body"] == body(AT_ZHANGS, ZHANGS_PILLS)
    assert open_conflicts(li) == []


def test_her_other_phone_that_moves_it_elsewhere_takes_nothing_of_his(
    wang: Phone, li: Phone, chen: Phone
) -> None:
    other = Phone(chen.client.application, "wang", cast.WANG)
    neighbour = new_id()
    wang.push(resident(wang, neighbour, name="周婷"))
    wang.push(entered(wang), moving(wang))
    li.push(visited(li))

    [answer] = other.push(moving(other, after=neighbour))

    assert (answer["answer"], answer["document"]) == ("conflict", SUNS)
    li.pull()
    [asked] = open_conflicts(li)
    assert (asked["document"], asked["unit"]) == (SUNS, "@resident")
    assert li.documents[ZHANGS]["body"] == body(AT_ZHANGS, ZHANGS_PILLS)
    assert li.documents[SUNS]["body"] == body(AT_SUNS, SUNS_PILLS)
