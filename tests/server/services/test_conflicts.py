"""Deciding between two values: by one tap, once, and never for good."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.access.models import AuditEntry
from server.db import reading
from server.services import decisions
from tests import cast
from tests.server.county import Phone, new_id
from tests.server.desks import UNKNOWN, Desk, establish, name_change, two_names
from tests.server.sync.writing import household, patch


def test_both_values_are_shown_with_who_and_when(app: Flask) -> None:
    conflict = two_names(app)
    chen = Desk(app, "chen")

    [shown] = chen.get("/api/conflicts")

    assert shown["id"] == conflict
    assert shown["resident"]["id"] == cast.ZHANG
    assert shown["standing"]["value"] == {"name": "张桂芬"}
    assert [offer["value"] for offer in shown["offers"]] == [{"name": "张桂花"}]
    assert {shown["standing"]["by"], shown["offers"][0]["by"]} == {"王秀兰"}
    assert shown["offers"][0]["at"].endswith("Z")


def test_two_homes_of_one_resident_are_told_apart_by_their_doors(app: Flask) -> None:
    wang, other = Phone(app, "wang", cast.WANG), Phone(app, "wang", cast.WANG)
    establish(wang)
    homes = [new_id(), new_id()]
    wang.push(*(household(wang, home) for home in homes))
    for phone, home in zip((wang, other), homes, strict=True):
        phone.push(patch(phone, cast.ZHANG, _household=(cast.HOUSEHOLD, home)))

    [shown] = Desk(app, "chen").get("/api/conflicts")

    assert shown["unit"] == "@household"
    assert shown["names"] == dict.fromkeys(homes, "老屋组 3号")


def test_one_tap_decides_and_the_phones_read_it(app: Flask) -> None:
    conflict = two_names(app)
    chen, wang = Desk(app, "chen"), Phone(app, "wang", cast.WANG)
    [shown] = chen.get("/api/conflicts")

    decided = chen.send(
        "POST",
        f"/api/conflicts/{conflict}/decision",
        {"choice": shown["offers"][0]["operation"]},
    )
    wang.pull()

    assert decided.status_code == 200
    assert decided.json["state"] == "decided"
    assert decided.json["decision"]["by"] == "陈敏"
    assert wang.documents[cast.ZHANG]["body"]["name"] == "张桂花"
    assert chen.get("/api/conflicts") == []


def test_what_stands_can_be_kept(app: Flask) -> None:
    conflict = two_names(app)
    chen, wang = Desk(app, "chen"), Phone(app, "wang", cast.WANG)

    decided = chen.send("POST", f"/api/conflicts/{conflict}/decision", {"choice": "standing"})
    wang.pull()

    assert decided.json["state"] == "decided"
    assert wang.documents[cast.ZHANG]["body"]["name"] == "张桂芬"


def test_neither_may_be_right(app: Flask) -> None:
    conflict = two_names(app)
    chen, wang = Desk(app, "chen"), Phone(app, "wang", cast.WANG)

    chen.send("POST", f"/api/conflicts/{conflict}/decision", {"value": {"name": "张桂芳"}})
    wang.pull()

    assert wang.documents[cast.ZHANG]["body"]["name"] == "张桂芳"


def test_a_value_that_the_form_does_not_take_decides_nothing(app: Flask) -> None:
    conflict = two_names(app)
    chen = Desk(app, "chen")
    address = f"/api/conflicts/{conflict}/decision"

    foreign = chen.send("POST", address, {"value": {"sex": "male"}})
    wrong = chen.send("POST", address, {"value": {"name": 7}})
    unknown = chen.send("POST", address, {"choice": UNKNOWN})

    assert [each.status_code for each in (foreign, wrong, unknown)] == [422] * 3
    assert chen.get(f"/api/conflicts/{conflict}")["state"] == "open"


def test_a_decision_is_taken_back_with_all_its_values(app: Flask) -> None:
    conflict = two_names(app)
    chen, wang = Desk(app, "chen"), Phone(app, "wang", cast.WANG)
    [shown] = chen.get("/api/conflicts")
    address = f"/api/conflicts/{conflict}/decision"
    chen.send("POST", address, {"choice": shown["offers"][0]["operation"]})

    undone = chen.send("DELETE", address)
    wang.pull()

    assert undone.json["state"] == "open"
    assert [offer["value"] for offer in undone.json["offers"]] == [{"name": "张桂花"}]
    assert wang.documents[cast.ZHANG]["body"]["name"] == "张桂芬"


def test_who_comes_second_is_told_what_stands(app: Flask) -> None:
    conflict = two_names(app)
    chen = Desk(app, "chen")
    [shown] = chen.get("/api/conflicts")
    address = f"/api/conflicts/{conflict}/decision"
    chen.send("POST", address, {"choice": shown["offers"][0]["operation"]})

    second = chen.send("POST", address, {"choice": "standing"})

    assert second.status_code == 409
    assert second.json["type"] == "/problems/already-decided"
    assert second.json["conflict"]["state"] == "decided"
    assert second.json["conflict"]["standing"]["value"] == {"name": "张桂花"}


def test_of_two_who_decide_at_once_one_is_first(app: Flask) -> None:
    conflict = two_names(app)
    desks = [Desk(app, "chen"), Desk(app, "chen")]
    [shown] = desks[0].get("/api/conflicts")
    choices = ["standing", shown["offers"][0]["operation"]]
    start, answers = threading.Barrier(2), []

    def decide(desk: Desk, choice: str) -> None:
        start.wait()
        address = f"/api/conflicts/{conflict}/decision"
        answers.append(desk.send("POST", address, {"choice": choice}))

    threads = [
        threading.Thread(target=decide, args=pair) for pair in zip(desks, choices, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert desks[0].get("/api/conflicts") == []


def between(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let this happen once, between looking at a conflict and writing what was decided."""
    write = decisions.write_one

    def write_later(*given: Any, **keys: Any) -> Any:
        monkeypatch.setattr(decisions, "write_one", write)
        # In a thread of its own: one request must not stand inside another.
        other = threading.Thread(target=happens)
        other.start()
        other.join()
        return write(*given, **keys)

    monkeypatch.setattr(decisions, "write_one", write_later)


def test_a_value_that_overtakes_at_this_moment_is_not_decided_over(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict = two_names(app)
    chen, wang = Desk(app, "chen"), Phone(app, "wang", cast.WANG)
    agreed = name_change(wang, "张桂芬", "张桂花")
    between(monkeypatch, lambda: wang.push(agreed))

    second = chen.send("POST", f"/api/conflicts/{conflict}/decision", {"choice": "standing"})
    wang.pull()

    assert second.status_code == 409
    assert second.json["conflict"]["state"] == "overtaken"
    assert second.json["conflict"]["standing"]["value"] == {"name": "张桂花"}
    assert wang.documents[conflict]["body"]["decision"] is None


def test_a_decision_made_anew_at_this_moment_is_not_taken_back(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    conflict = two_names(app)
    chen, other = Desk(app, "chen"), Desk(app, "chen")
    address = f"/api/conflicts/{conflict}/decision"
    chen.send("POST", address, {"choice": "standing"})

    def decide_anew() -> None:
        assert other.send("DELETE", address).status_code == 200
        answer = other.send("POST", address, {"value": {"name": "张桂芳"}})
        assert answer.status_code == 200

    between(monkeypatch, decide_anew)
    undone = chen.send("DELETE", address)

    assert undone.status_code == 409
    assert undone.json["conflict"]["state"] == "decided"
    assert chen.get(f"/api/conflicts/{conflict}")["standing"]["value"] == {"name": "张桂芳"}


def test_whoever_is_shown_a_conflict_stands_in_the_log_of_that_record(app: Flask) -> None:
    conflict = two_names(app)
    chen = Desk(app, "chen")

    chen.get("/api/conflicts")
    chen.get(f"/api/conflicts/{conflict}")

    with app.app_context(), reading() as session:
        logged = session.execute(
            select(
                AuditEntry.action,
                AuditEntry.actor_id,
                AuditEntry.subject_id,
                AuditEntry.feed_code,
                AuditEntry.count,
            ).where(AuditEntry.reason == "conflicts")
        ).all()
    row = ("read", cast.CHEN, cast.ZHANG, f"{cast.GRID}:record", 1)
    assert [tuple(each) for each in logged] == [row, row]


def test_a_conflict_elsewhere_looks_like_none(app: Flask) -> None:
    conflict = two_names(app)
    chen = Desk(app, "chen")

    with app.app_context():
        _move_chen_to_the_next_village(app)
    there = chen.send("GET", f"/api/conflicts/{conflict}")
    nowhere = chen.send("GET", f"/api/conflicts/{UNKNOWN}")
    decided = chen.send("POST", f"/api/conflicts/{conflict}/decision", {"choice": "standing"})

    assert there.json == nowhere.json == decided.json
    assert there.status_code == decided.status_code == 404
    assert chen.get("/api/conflicts") == []


def test_a_column_of_a_row_is_decided_without_touching_the_others(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    row = {"_row": UNKNOWN, "disease": "hypertension", "disease_diagnosed_on": "2010"}
    wang.push(_diseases(wang, None, [row]))
    other = Phone(app, "wang", cast.WANG)
    wang.push(_diseases(wang, [row], [{**row, "disease_diagnosed_on": "2011"}]))
    [answer] = other.push(_diseases(other, [row], [{**row, "disease_diagnosed_on": "2012"}]))
    chen = Desk(app, "chen")
    [shown] = chen.get("/api/conflicts")

    decided = chen.send(
        "POST",
        f"/api/conflicts/{answer['conflicts'][0]}/decision",
        {"choice": shown["offers"][0]["operation"]},
    )
    wang.pull()

    assert decided.status_code == 200, decided.json
    assert wang.documents[cast.ZHANG]["body"]["past_diseases"] == [
        {**row, "disease_diagnosed_on": "2012"}
    ]


def _diseases(phone: Phone, seen: Any, rows: Any) -> dict[str, Any]:
    return phone.operation(
        "resident_basic",
        cast.ZHANG,
        "patch",
        changes={"past_diseases": {"from": seen, "to": rows}},
    )


def _move_chen_to_the_next_village(app: Flask) -> None:
    from sqlalchemy import update

    from server.access.models import Grant
    from server.db import writing

    with writing() as session:
        session.execute(
            update(Grant).where(Grant.staff_id == cast.CHEN).values(area_code=cast.NEXT_VILLAGE)
        )
