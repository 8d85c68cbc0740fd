"""Two who decide one conflict: the second never overrides the first in silence."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask

from tests import cast
from tests.server.county import Phone
from tests.server.desks import Desk
from tests.server.sync.phones import assert_equals_a_new_phone
from tests.server.sync.playing import operation, play, standing
from tests.server.sync.writing import answers_of, establish, follow_up, follow_up_id, patch

Json = dict[str, Any]
Pressure = tuple[int, int]

STANDS, OFFERED, THIRD = (138, 84), (150, 95), (144, 90)
FORM, DAY, NEXT_DAY = "hypertension_follow_up", "2026-11-20", "2026-11-21"


def pressure(pair: Pressure) -> dict[str, int]:
    return {"systolic_blood_pressure": pair[0], "diastolic_blood_pressure": pair[1]}


class Disagreement:
    """Two phones measured at one visit: 138/84 stands, 150/95 is offered, all have read it."""

    def __init__(self, app: Flask) -> None:
        self.desk = Desk(app, "chen")
        self.first, self.second = (Phone(app, "wang", cast.WANG) for _ in range(2))
        _, self.person = establish(self.first, 1)
        self.document = follow_up_id(self.person, DAY)
        self.first.push(follow_up(self.first, self.person, DAY, **pressure(STANDS)))
        # She has read of the visit, and not that the pressure had been taken.
        too = {part: (None, value) for part, value in pressure(OFFERED).items()}
        [answer] = self.second.push(patch(self.second, self.document, FORM, **too))
        [self.conflict] = answer["conflicts"]
        self.second.pull()

    @property
    def address(self) -> str:
        return f"/api/conflicts/{self.conflict}/decision"

    def at_the_desk(self, pair: Pressure) -> None:
        answer = self.desk.send("POST", self.address, {"value": pressure(pair)})
        assert answer.status_code == 200, answer.json

    def by_phone(self, phone: Phone, saw: Pressure, to: Pressure, **keys: Any) -> Json:
        parts = {part: (pressure(saw)[part], value) for part, value in pressure(to).items()}
        written = patch(phone, self.document, FORM, **parts)
        return {**written, "kind": "resolve", "conflict": self.conflict, **keys}

    def stands(self) -> Pressure:
        assert_equals_a_new_phone(self.first, self.second)
        body = self.first.documents[self.document]["body"]
        return body["systolic_blood_pressure"], body["diastolic_blood_pressure"]

    def read(self, conflict: str) -> Json:
        body: Json = self.first.documents[conflict]["body"]
        return body

    def is_flagged(self) -> bool:
        return "conflict" in self.first.index[f"{self.person}|{cast.GRID}:record"]["flags"]


@pytest.mark.parametrize("other", [OFFERED, THIRD])
def test_a_phone_that_comes_later_does_not_override_the_desk_that_kept_what_stood(
    app: Flask, other: Pressure
) -> None:
    case = Disagreement(app)
    late = case.by_phone(case.second, STANDS, other)
    case.at_the_desk(STANDS)

    [answer] = case.second.push(late)

    assert answer["answer"] == "conflict"
    [again] = answer["conflicts"]
    assert again != case.conflict
    assert case.stands() == STANDS
    assert case.read(case.conflict)["state"] == "decided"
    assert case.read(case.conflict)["decision"]["actor"] == cast.CHEN
    assert case.read(again)["state"] == "open"
    assert case.read(again)["standing"]["value"] == pressure(STANDS)
    [offer] = case.read(again)["offers"]
    assert (offer["value"], offer["operation"]) == (pressure(other), late["id"])
    assert case.is_flagged()


def test_what_a_second_decision_opened_is_decided_and_taken_back_like_any_other(
    app: Flask,
) -> None:
    case = Disagreement(app)
    late = case.by_phone(case.second, STANDS, OFFERED)
    case.at_the_desk(STANDS)
    [answer] = case.second.push(late)
    [case.conflict] = answer["conflicts"]

    case.at_the_desk(OFFERED)
    assert case.stands() == OFFERED
    assert not case.is_flagged()
    assert case.desk.send("DELETE", case.address).json["state"] == "open"

    assert case.stands() == STANDS
    assert case.is_flagged()


@pytest.mark.parametrize("keeps", [STANDS, THIRD])
def test_a_second_phone_does_not_override_the_phone_that_came_first(
    app: Flask, keeps: Pressure
) -> None:
    case = Disagreement(app)
    late = case.by_phone(case.first, STANDS, keeps)
    [early] = case.second.push(case.by_phone(case.second, STANDS, OFFERED))

    [answer] = case.first.push(late)

    assert (early["answer"], answer["answer"]) == ("applied", "conflict")
    assert case.stands() == OFFERED
    assert [offer["value"] for offer in case.read(answer["conflicts"][0])["offers"]] == [
        pressure(keeps)
    ]


def test_the_desk_that_comes_after_a_phone_is_told_and_changes_nothing(app: Flask) -> None:
    case = Disagreement(app)
    case.second.push(case.by_phone(case.second, STANDS, OFFERED))

    answer = case.desk.send("POST", case.address, {"choice": "standing"})

    assert answer.status_code == 409
    assert case.stands() == OFFERED
    assert not case.is_flagged()


@pytest.mark.parametrize("agreed", [STANDS, OFFERED, THIRD])
def test_two_who_decide_alike_are_in_no_conflict(app: Flask, agreed: Pressure) -> None:
    case = Disagreement(app)
    late = case.by_phone(case.second, STANDS, agreed)
    case.at_the_desk(agreed)

    [answer] = case.second.push(late)

    assert (answer["answer"], answer["conflicts"]) == ("applied", [])
    assert case.stands() == agreed
    assert not case.is_flagged()


def test_whoever_takes_a_decision_back_may_decide_otherwise(app: Flask) -> None:
    case = Disagreement(app)
    phone = case.second

    answers = phone.push(
        case.by_phone(phone, STANDS, STANDS),
        case.by_phone(phone, STANDS, STANDS, reopen=True),
        case.by_phone(phone, STANDS, OFFERED),
    )

    assert answers_of(answers) == ["applied"] * 3
    assert case.stands() == OFFERED
    assert case.read(case.conflict)["state"] == "decided"
    assert not case.is_flagged()


class Moved(Disagreement):
    """The first phone says of the visit that it was a day later; the second has not heard."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.late = self.by_phone(self.second, STANDS, OFFERED)
        self.kept = self.by_phone(self.second, STANDS, STANDS)
        self.undone = self.by_phone(self.second, STANDS, STANDS, reopen=True)
        day = patch(self.first, self.document, FORM, visit_date=(DAY, NEXT_DAY))
        [answer] = self.first.push({**day, "kind": "move"})
        assert answer["answer"] == "applied"
        self.document = answer["document"]
        self.left = self.conflict
        [shown] = self.desk.get("/api/conflicts")
        self.conflict = shown["id"]
        assert self.conflict != self.left


def test_a_decision_that_comes_after_a_move_and_after_another_is_a_second_one(
    app: Flask,
) -> None:
    case = Moved(app)
    case.at_the_desk(STANDS)

    [answer] = case.second.push(case.late)

    assert answer["answer"] == "conflict"
    assert case.stands() == STANDS
    assert case.read(case.conflict)["decision"]["actor"] == cast.CHEN
    assert [offer["value"] for offer in case.read(answer["conflicts"][0])["offers"]] == [
        pressure(OFFERED)
    ]


def test_a_decision_follows_a_move_and_so_does_taking_it_back(app: Flask) -> None:
    case = Moved(app)

    assert answers_of(case.second.push(case.kept)) == ["applied"]
    assert case.stands() == STANDS
    assert case.read(case.conflict)["state"] == "decided"
    assert not case.is_flagged()

    assert answers_of(case.second.push(case.undone)) == ["applied"]
    assert case.stands() == STANDS
    assert case.read(case.conflict)["state"] == "open"
    assert case.read(case.left)["state"] == "overtaken"


DISEASES = [
    {"_row": "d1", "disease": "hypertension", "disease_diagnosed_on": "2010"},
    {"_row": "d2", "disease": "diabetes", "disease_diagnosed_on": "2015"},
]
ZHANG = "018f0000-0000-7000-8000-00000000000a"
COLUMN = "past_diseases[d1].disease_diagnosed_on"


def diseases(first: str = "2010", second: str = "2015") -> list[Json]:
    years = zip(DISEASES, (first, second), strict=True)
    return [{**row, "disease_diagnosed_on": year} for row, year in years]


def of_rows(number: int, saw: list[Json], to: list[Json], **keys: Any) -> Mapping[str, Any]:
    kind = "resolve" if keys else "patch"
    changes = {"past_diseases": (saw, to)}
    return operation(number, kind, "resident_basic", ZHANG, changes=changes, **keys)


@pytest.mark.parametrize(
    ("first", "second"), [("2011", "2012"), ("2012", "2011"), ("2011", "2013")]
)
def test_a_column_of_a_row_is_contested_as_a_field_is_and_no_other_with_it(
    first: str, second: str
) -> None:
    state = standing(ZHANG, "resident_basic", {"past_diseases": diseases()})
    play(
        state,
        [of_rows(1, diseases(), diseases("2011")), of_rows(2, diseases(), diseases("2012"))],
    )
    [named] = state.conflicts
    seen = diseases("2011")

    answers = play(
        state,
        [
            of_rows(3, seen, diseases(first), conflict=named, device="desk"),
            # Somebody mends the other row, which nobody decides about.
            of_rows(4, diseases(first), diseases(first, "2016")),
            of_rows(5, seen, diseases(second), conflict=named, device="phone-c"),
        ],
    )

    assert [answer.answer for answer in answers] == ["applied", "applied", "conflict"]
    assert state.documents[ZHANG].body["past_diseases"] == diseases(first, "2016")
    [again] = [each for each in state.conflicts.values() if each["state"] == "open"]
    assert again["unit"] == COLUMN
    assert [offer["value"] for offer in again["offers"]] == [{"disease_diagnosed_on": second}]
