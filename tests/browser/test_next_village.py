"""Li of the next village: of Wang's residents he gets nothing, by no way."""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext
from sqlalchemy import update
from werkzeug.test import TestResponse

from server.access.models import Device
from server.db import writing
from server.services import county
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.server.county import changes, new_id
from tests.server.desks import Desk, name_change, plan

pytestmark = pytest.mark.browser

HERS = ("张桂芳", "孙德海", "老屋组", "zhangguifang", cast.ZHANG, cast.SUN, cast.HOUSEHOLD)


def test_the_doctor_of_the_next_village_gets_nothing_of_hers(
    context: BrowserContext, server: RunningServer
) -> None:
    establish_his_own(server)
    heard: list[str] = []
    context.on("response", lambda answer: heard.append(answer.url))
    phone = PhoneInHand(context, server)
    phone.enrol("li", cast.LI)
    phone.says("今天没有要走的户")

    phone.tab("查找")
    phone.says("本机有 1 人")
    for words in ("张", "zgf", "孙德海", "老屋组", "3号", "19590308"):
        phone.page.locator(".search input").fill(words)
        phone.says("本网格没有这个人")
    phone.tab("门牌图")
    phone.says("塘边")

    assert not said_of_hers(phone.page.inner_text("body"))
    assert not [url for url in heard if said_of_hers(url)]
    assert any("/api/sync/pull" in url for url in heard)


def test_no_address_of_the_server_tells_him_of_hers(server: RunningServer) -> None:
    asked = hers_to_ask_for(server)
    li = server.client("li", cast.LI)
    li.pull()
    assert li.documents == {}

    for method, address, body in asked:
        answer = li.send(method, address, body)
        assert not said_of_hers(readable(answer)), address
        assert answer.status_code in (401, 403, 404), (address, answer.status_code)


def test_no_desk_of_the_next_village_is_told_of_hers(server: RunningServer) -> None:
    asked = hers_to_ask_for(server)
    with server.app.app_context():
        next_door = new_id()
        county.add_staff("ma", "马跃进", "supervisor", cast.PASSWORD, id=next_door)
        county.grant(next_door, cast.NEXT_VILLAGE)
    desk = Desk(server.app, "ma")

    for method, address, body in asked:
        answer = desk.send(method, address, body)
        assert not said_of_hers(readable(answer)), address
        told = answer.json
        if "/api/board?" in address:
            assert [each["key"] for each in told["doctors"]] == [cast.LI]
            told["doctors"] = [each["planned"] for each in told["doctors"]]
        # A count, too, tells that there is something.
        assert answer.status_code == 404 or empty(told), (address, told)


def hers_to_ask_for(server: RunningServer) -> list[tuple[str, str, Any]]:
    """Requests that tell a supervisor of both villages of a conflict, a plan, two alike."""
    wang, other = server.client("wang", cast.WANG), server.client("wang", cast.WANG)
    wang.push(name_change(wang, "张桂芳", "张桂芬"))
    [answer] = other.push(name_change(other, "张桂芳", "张桂花"))
    twin = {**cast.ZHANG_BODY, "name": "张桂芬", "responsible_doctor": cast.WANG}
    lost = server.client("wang", cast.WANG)
    with server.app.app_context(), writing() as session:
        session.execute(update(Device).where(Device.id == lost.device).values(is_lost=True))
    wang.push(
        wang.operation(
            "resident_basic",
            new_id(),
            changes=changes(twin, household=cast.HOUSEHOLD),
            finish=True,
        )
    )
    lost.push(name_change(lost, "张桂芬", "张桂枝"))
    plan(server.app, "hypertension_follow_up", "2026-10-01", "2026-10-31")
    october = "period=month&day=2026-10-15"
    chen = Desk(server.app, "chen")
    [task, *_] = chen.get(f"/api/board/tasks?{october}")
    requests: list[tuple[str, str, Any]] = [
        ("GET", f"/api/residents/{cast.ZHANG}/history", None),
        ("POST", "/api/residents/search", {"text": "张"}),
        ("GET", "/api/residents/duplicates", None),
        ("GET", "/api/conflicts", None),
        ("GET", f"/api/conflicts/{answer['conflicts'][0]}", None),
        ("GET", f"/api/board?{october}", None),
        ("GET", f"/api/board/tasks?{october}", None),
        ("GET", f"/api/board/tasks/{task['id']}", None),
        ("GET", "/api/quarantine", None),
    ]
    for method, address, body in requests:
        told = chen.send(method, address, body)
        assert told.status_code == 200, address
        # What is empty for everybody proves nothing.
        assert not empty(told.json), address
        assert said_of_hers(readable(told)) or "/api/board?" in address, address
    board = chen.get(f"/api/board?{october}")
    assert board["total"]["planned"] > 0
    assert board["conflicts"] == board["waiting"] == 1
    return requests


def test_what_he_writes_about_hers_is_answered_as_if_nobody_were_there(
    server: RunningServer,
) -> None:
    li = server.client("li", cast.LI)
    rename = {"name": {"from": "张桂芳", "to": "张桂芬"}}

    of_hers, of_nobody = li.push(
        li.operation("resident_basic", cast.ZHANG, kind="patch", changes=rename),
        li.operation("resident_basic", new_id(), kind="patch", changes=rename),
    )

    assert kind_of(of_hers) == kind_of(of_nobody)
    assert not said_of_hers(str({**of_hers, "operation": "", "document": ""}))
    assert server.centre()[cast.ZHANG]["body"]["name"] == "张桂芳"


def establish_his_own(server: RunningServer) -> None:
    """One household with one resident, in his grid."""
    li = server.client("li", cast.LI)
    household, resident = new_id(), new_id()
    door = {
        "household_address": "示例县东湖镇下湾村8号",
        "natural_village": "塘边",
        "door": "8号",
        "area_kind": "rural",
    }
    person = {
        "name": "何金水",
        "id_type": "none_yet",
        "sex": "male",
        "birth_date": "1984-02-02",
        "responsible_doctor": cast.LI,
    }
    answers = li.push(
        li.operation(
            "household", household, changes=changes(door, area=cast.NEXT_GRID), finish=True
        ),
        li.operation(
            "resident_basic",
            resident,
            changes=changes(person, household=household),
            finish=True,
        ),
    )
    assert {answer["answer"] for answer in answers} == {"applied"}, answers


def said_of_hers(text: str) -> list[str]:
    """Which of her residents' words stand in a text."""
    return [word for word in HERS if word in text]


def readable(answer: TestResponse) -> str:
    """What an answer says, Chinese as Chinese: on the wire it may be escaped."""
    return json.dumps(answer.json, ensure_ascii=False)


def empty(answer: object) -> bool:
    """No row in any list of the answer, and no number but nought."""
    if isinstance(answer, dict):
        return all(empty(value) for value in answer.values())
    if isinstance(answer, list):
        return all(each == 0 for each in answer)
    return not isinstance(answer, int) or answer == 0


def kind_of(answer: dict[str, object]) -> object:
    """What an answer says, without the ids in it."""
    return {key: answer.get(key) for key in ("answer", "reason", "errors", "conflicts")}
