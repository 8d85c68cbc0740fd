"""An entry under the wrong name meets that person's own visit: two whole documents, always."""

import itertools
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from server.records.loaded import loaded
from server.rules.natural_keys import natural_id
from server.services import county
from server.sync.rebuild import rebuild
from tests import cast
from tests.server.county import Phone, changes, new_id
from tests.server.sync.phones import assert_equals_a_new_phone
from tests.server.sync.writing import (
    answers_of,
    follow_up,
    follow_up_id,
    household,
    patch,
    resident,
)

Json = dict[str, Any]

TAKEN = ("applied", "merged", "conflict")
FORM, DAY = "hypertension_follow_up", "2026-11-20"
ZHANGS, SUNS = follow_up_id(cast.ZHANG, DAY), follow_up_id(cast.SUN, DAY)

#: What Wang measured at Sun's, and wrote under Zhang's name; and what Li measured at Zhang's.
#: Some values are equal, and some only one of them has.
AT_SUNS = {
    "systolic_blood_pressure": 138,
    "diastolic_blood_pressure": 84,
    "heart_rate": 72,
    "salt_intake": "light",
    "symptoms": ["headache_dizziness", "leg_oedema"],
    "body_weight": 62.5,
    "medication_adherence": "regular",
}
AT_ZHANGS = {
    "systolic_blood_pressure": 162,
    "diastolic_blood_pressure": 92,
    "heart_rate": 91,
    "salt_intake": "light",
    "symptoms": ["headache_dizziness", "epistaxis"],
    "investigations": "尿常规",
    "medication_adherence": "regular",
}


def medicine(name: str, dose: float) -> Json:
    return {"_row": new_id(), "drug_name": name, "dose": dose}


SUNS_PILLS, ZHANGS_PILLS = [medicine("氨氯地平", 5)], [medicine("缬沙坦", 80)]


@pytest.fixture
def wang(app: Flask) -> Phone:
    phone = Phone(app, "wang", cast.WANG)
    phone.push(household(phone), resident(phone), resident(phone, cast.SUN, **cast.SUN_BODY))
    return phone


@pytest.fixture
def li(app: Flask, wang: Phone) -> Phone:
    """He helps out in Wang's village."""
    with app.app_context():
        county.grant(cast.LI, cast.VILLAGE)
    return Phone(app, "li", cast.LI)


def entered(wang: Phone) -> Json:
    return follow_up(wang, cast.ZHANG, DAY, medications=SUNS_PILLS, **AT_SUNS)


def visited(li: Phone) -> Json:
    return follow_up(li, cast.ZHANG, DAY, medications=ZHANGS_PILLS, **AT_ZHANGS)


def moving(
    phone: Phone, document: str = ZHANGS, before: str = cast.ZHANG, after: str = cast.SUN
) -> Json:
    link = {"@resident": {"from": before, "to": after}}
    return phone.operation(FORM, document, "move", changes=link, reason="wrong person")


def correction(phone: Phone, **parts: Any) -> Json:
    return patch(phone, ZHANGS, FORM, **parts)


def body(who: Json, pills: list[Json], **more: Any) -> Json:
    return {
        "visit_date": DAY,
        "visit_mode": "home",
        "medications": pills,
        **who,
        **more,
    }


def is_conflict(document: Json) -> bool:
    return bool(document["type"] == "conflict")


def open_conflicts(phone: Phone) -> list[Json]:
    found = (one["body"] for one in phone.documents.values() if is_conflict(one))
    return [each for each in found if each["state"] == "open"]


def assert_two_whole_documents(
    *phones: Phone, suns: Json | None = None, zhangs: Json | None = None
) -> None:
    assert_equals_a_new_phone(*phones)
    with phones[0].client.application.app_context():
        assert rebuild(loaded(), ZoneInfo("Asia/Shanghai"), write=False).differing == []
    for phone in phones:
        of_sun, of_zhang = phone.documents[SUNS], phone.documents[ZHANGS]
        assert of_sun["body"] == body(AT_SUNS, SUNS_PILLS, **(suns or {}))
        assert of_zhang["body"] == body(AT_ZHANGS, ZHANGS_PILLS, **(zhangs or {}))
        assert of_sun["links"] == {"resident": cast.SUN}
        assert of_zhang["links"] == {"resident": cast.ZHANG}
        assert [each["retired"] for each in (of_sun, of_zhang)] == [None, None]
        assert [each["moved_to"] for each in (of_sun, of_zhang)] == [None, None]
        assert [each["complete"] for each in (of_sun, of_zhang)] == [True, True]
        assert of_sun["finished"]["*"]["actor"] == cast.WANG
        assert of_zhang["finished"]["*"]["actor"] == cast.LI
        assert open_conflicts(phone) == []


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


def standing_and_offered(phone: Phone) -> dict[str, set[str]]:
    """Of each unit of Zhang's follow-up all that stands and waits, whichever of the two."""
    found = {part: {str(value)} for part, value in phone.documents[ZHANGS]["body"].items()}
    for conflict in open_conflicts(phone):
        values = [offer["value"] for offer in conflict["offers"]]
        for part, value in [pair for each in values for pair in each.items()]:
            found[part].add(str(value))
    found["medications"] = {str(sorted(row["drug_name"] for row in pills(phone)))}
    found["symptoms"] = found.get("symptoms", set())
    return found


def pills(phone: Phone) -> list[Json]:
    rows: list[Json] = phone.documents[ZHANGS]["body"]["medications"]
    return rows


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


ALERT = natural_id("alert_follow_up", ZHANGS, "emergency")


def raising(phone: Phone, cause: Json) -> Json:
    """What a phone writes with a follow-up in which it finds a danger."""
    found = {
        "cause": ZHANGS,
        "cause_form": FORM,
        "lane": "record",
        "code": "emergency",
        "action": "urgent_referral",
        "raised_on": DAY,
        "due_on": "2026-12-04",
    }
    made = changes(found, resident=cast.ZHANG)
    return phone.operation(
        "alert_follow_up", ALERT, changes=made, finish=True, cause=cause["id"]
    )


def withdrawing(phone: Phone, cause: Json) -> Json:
    change = {"withdrawn_on": {"from": None, "to": "2026-11-25"}}
    return phone.operation("alert_follow_up", ALERT, "patch", changes=change, cause=cause["id"])


@pytest.mark.parametrize("order", ["first", "between", "last"])
def test_a_danger_that_was_his_finding_too_is_still_followed_up(
    wang: Phone, li: Phone, order: str
) -> None:
    create, own = entered(wang), visited(li)
    made = [create, raising(wang, create)]
    move = moving(wang)
    moved = [move, withdrawing(wang, move)]
    found = [own, raising(li, own)]
    for phone, written in {
        "first": [(li, found), (wang, made), (wang, moved)],
        "between": [(wang, made), (li, found), (wang, moved)],
        "last": [(wang, made), (wang, moved), (li, found)],
    }[order]:
        assert set(answers_of(phone.push(*written))) <= set(TAKEN)

    assert_two_whole_documents(wang, li)
    assert "withdrawn_on" not in li.documents[ALERT]["body"]
    assert "alert" in li.index[f"{cast.ZHANG}|{cast.GRID}:record"]["flags"]
    move = moving(li, after=cast.SUN)
    li.push(move, withdrawing(li, move))
    li.pull()
    assert li.documents[ALERT]["body"]["withdrawn_on"] == "2026-11-25"
    assert "alert" not in li.index[f"{cast.ZHANG}|{cast.GRID}:record"]["flags"]


def test_a_danger_that_two_found_is_withdrawn_by_a_correction_of_what_both_measured(
    wang: Phone, li: Phone
) -> None:
    create, own = entered(wang), visited(li)
    wang.push(create, raising(wang, create))
    li.push(own, raising(li, own))

    corrected = correction(wang, heart_rate=(72, 75))
    wang.push(corrected, withdrawing(wang, corrected))

    li.pull()
    assert li.documents[ALERT]["body"]["withdrawn_on"] == "2026-11-25"


def test_a_danger_that_she_finds_in_his_visit_afterwards_is_followed_up(
    wang: Phone, li: Phone
) -> None:
    create, own = entered(wang), visited(li)
    wang.push(create, raising(wang, create))
    li.push(own, raising(li, own))
    move = moving(wang)
    wang.push(move, withdrawing(wang, move))
    corrected = correction(li, heart_rate=(91, 80))
    li.push(corrected, withdrawing(li, corrected))

    found = correction(wang, heart_rate=(80, 91))
    again = {"withdrawn_on": {"from": "2026-11-25", "to": None}}
    raised = wang.operation("alert_follow_up", ALERT, "patch", changes=again, cause=found["id"])
    wang.push(found, raised)

    li.pull()
    assert li.documents[ZHANGS]["body"]["heart_rate"] == 91
    assert "withdrawn_on" not in li.documents[ALERT]["body"]
