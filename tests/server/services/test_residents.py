"""Residents at a desk: found as one types, two records of one person joined and parted."""

from flask import Flask

from server.rules.record_code import make_record_code
from tests import cast
from tests.server.county import Phone, changes, new_id
from tests.server.desks import Desk, establish

SEARCH = "/api/residents/search"


def test_somebody_is_found_by_what_one_knows_of_them(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    chen = Desk(app, "chen")

    def found(text: str) -> list[str]:
        return [each["name"] for each in chen.send("POST", SEARCH, {"text": text}).json]

    for known in ("桂芳", "zhang guifang", "zhangguifang", "zgf", "Zhang g"):
        assert found(known) == ["张桂芳"]
    for nothing in ("%", "xyz", "12"):
        assert found(nothing) == []


def test_a_record_code_is_found_by_its_last_digits(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    code = make_record_code(cast.VILLAGE, 42)
    wang.push(
        wang.operation(
            "resident_basic",
            cast.ZHANG,
            "patch",
            changes={"record_code": {"from": None, "to": code}},
        )
    )
    chen = Desk(app, "chen")

    found = chen.send("POST", SEARCH, {"text": "00042"}).json

    assert [each["id"] for each in found] == [cast.ZHANG]


def second_record(app: Flask, **body: str) -> str:
    """Zhang is registered a second time, by the same doctor."""
    wang, twin = Phone(app, "wang", cast.WANG), new_id()
    establish(wang)
    wang.push(
        wang.operation(
            "resident_basic",
            twin,
            changes=changes({**cast.ZHANG_BODY, **body}, household=cast.HOUSEHOLD),
            finish=True,
        )
    )
    return twin


def test_two_records_of_one_person_are_noticed(app: Flask) -> None:
    twin = second_record(app)
    chen = Desk(app, "chen")

    [pair] = chen.get("/api/residents/duplicates")

    assert {each["id"] for each in pair["residents"]} == {cast.ZHANG, twin}
    assert pair["reason"] == "same_household"


def test_joined_they_are_one_and_parted_they_are_two_again(app: Flask) -> None:
    twin = second_record(app)
    chen, phone = Desk(app, "chen"), Phone(app, "wang", cast.WANG)
    address = f"/api/residents/{twin}/merge"

    merged = chen.send("POST", address, {"into": cast.ZHANG})
    listed = chen.send("POST", SEARCH, {"text": "张桂芳"}).json
    parted = chen.send("DELETE", address)
    again = chen.send("POST", SEARCH, {"text": "张桂芳"}).json
    rejoined = chen.send("POST", address, {"into": cast.ZHANG})
    phone.pull()

    assert [merged.status_code, parted.status_code, rejoined.status_code] == [200] * 3
    assert [each["id"] for each in listed] == [cast.ZHANG]
    assert {each["id"] for each in again} == {cast.ZHANG, twin}
    assert chen.get("/api/residents/duplicates") == []
    assert phone.documents[twin]["body"]["name"] == "张桂芳"


def test_records_are_never_merged_in_a_circle(app: Flask) -> None:
    twin = second_record(app)
    chen = Desk(app, "chen")
    chen.send("POST", f"/api/residents/{twin}/merge", {"into": cast.ZHANG})

    circle = chen.send("POST", f"/api/residents/{cast.ZHANG}/merge", {"into": twin})
    itself = chen.send("POST", f"/api/residents/{twin}/merge", {"into": twin})
    third = chen.send("POST", f"/api/residents/{cast.SUN}/merge", {"into": twin})

    assert circle.json["errors"] == [{"field": "into", "code": "circle"}]
    assert itself.json["errors"] == [{"field": "into", "code": "same_record"}]
    assert third.json["errors"] == [{"field": "into", "code": "merged"}]


def test_what_is_not_merged_cannot_be_parted(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    chen = Desk(app, "chen")

    assert chen.send("DELETE", f"/api/residents/{cast.ZHANG}/merge").status_code == 404
