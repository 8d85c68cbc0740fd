"""Li of the next village: of Wang's residents he gets nothing, by no way."""

import pytest
from playwright.sync_api import BrowserContext

from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.server.county import changes, new_id

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
    li = server.client("li", cast.LI)
    li.pull()
    assert li.documents == {}

    for method, address in (
        ("GET", f"/api/residents/{cast.ZHANG}/history"),
        ("POST", "/api/residents/search"),
        ("GET", "/api/residents/duplicates"),
        ("GET", "/api/conflicts"),
        ("GET", "/api/board"),
        ("GET", "/api/board/tasks"),
        ("GET", "/api/phones"),
        ("GET", "/api/quarantine"),
        ("GET", "/api/staff"),
    ):
        body = {"text": "张"} if method == "POST" else None
        answer = li.send(method, address, body)
        assert not said_of_hers(answer.get_data(as_text=True)), address
        assert answer.status_code in (401, 403, 404) or empty(answer.json), (
            address,
            answer.status_code,
            answer.json,
        )


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


def empty(answer: object) -> bool:
    """No row in any list of the answer, and no number but nought."""
    if isinstance(answer, dict):
        return all(empty(value) for value in answer.values())
    if isinstance(answer, list):
        return answer == []
    return not isinstance(answer, int) or answer == 0


def kind_of(answer: dict[str, object]) -> object:
    """What an answer says, without the ids in it."""
    return {key: answer.get(key) for key in ("answer", "reason", "errors", "conflicts")}
