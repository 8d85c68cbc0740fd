"""The whole way of a datum: a phone's operation, the document, another phone."""

from flask import Flask

from server.rules.natural_keys import natural_id
from tests import cast
from tests.server.county import Phone, changes


def test_what_one_phone_enters_another_phone_of_the_village_reads(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    chen = Phone(app, "chen", cast.CHEN)

    answers = wang.push(
        wang.operation(
            "household",
            cast.HOUSEHOLD,
            changes=changes(cast.HOUSEHOLD_BODY, area=cast.GRID),
            finish=True,
        ),
        wang.operation(
            "resident_basic",
            cast.ZHANG,
            changes=changes(cast.ZHANG_BODY, household=cast.HOUSEHOLD),
            finish=True,
        ),
    )
    wang.pull()
    chen.pull()

    assert [answer["answer"] for answer in answers] == ["applied", "applied"]
    assert wang.documents[cast.ZHANG]["body"]["name"] == "张桂芳"
    assert chen.documents == wang.documents
    assert chen.index[f"{cast.ZHANG}|{cast.GRID}:record"]["name"] == "张桂芳"


def test_a_doctor_of_the_next_village_gets_nothing(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    li = Phone(app, "li", cast.LI)
    wang.push(
        wang.operation(
            "household", cast.HOUSEHOLD, changes=changes(cast.HOUSEHOLD_BODY, area=cast.GRID)
        )
    )

    li.pull()
    follow_up = natural_id("hypertension_follow_up", cast.ZHANG, "2026-11-25", "home")
    [answer] = li.push(
        li.operation(
            "household", cast.HOUSEHOLD, "patch", changes={"door": {"from": "3号", "to": "4号"}}
        )
    )
    [unknown] = li.push(
        li.operation(
            "household", follow_up, "patch", changes={"door": {"from": "3号", "to": "4号"}}
        )
    )

    assert li.documents == {}
    assert {**answer, "id": 0, "document": 0} == {**unknown, "id": 0, "document": 0}
