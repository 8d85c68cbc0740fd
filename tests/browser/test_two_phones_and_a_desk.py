"""Two phones write of one person without a signal, and the supervisor's desk decides."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.chromium import PHONE
from tests.browser.phone import PATIENCE, PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.worker import ask, within_reach

pytestmark = pytest.mark.browser

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
FOLLOW_UP = natural_id("hypertension_follow_up", cast.ZHANG, TODAY, "home")
#: What a phone and the centre must have alike of every document.
PARTS = ("type", "rev", "version", "links", "body", "finished", "retired", "errors")


@pytest.fixture
def phones(browser: Browser, server: RunningServer) -> Iterator[list[PhoneInHand]]:
    """Wang's telephone and her tablet, each with her village on it."""
    made = []
    for _ in range(2):
        context = browser.new_context(**PHONE)
        within_reach(context)
        phone = PhoneInHand(context, server)
        phone.enrol("wang", cast.WANG)
        phone.says("张桂芳")
        made.append(phone)
    yield made
    for phone in made:
        phone.context.close()


def test_what_two_phones_wrote_apart_is_decided_once_at_the_desk_and_then_all_hold_the_same(
    phones: list[PhoneInHand], browser: Browser, server: RunningServer
) -> None:
    one, other = phones
    with one.no_signal(), other.no_signal():
        write(one, {"phone": "13900001234"})
        one.follow_up("张桂芳", "138", "84")
        write(other, {"contact_name": "孙小梅"})
        other.follow_up("张桂芳", "134", "82")
    for phone in (one, other, one):
        ask(phone.page, "syncNow")

    # Each phone, and the desk, is asked about one thing: a pressure, never half of one.
    [found] = differences(one)
    assert differences(other) == [found]
    assert found["standing"]["value"] == pair(138, 84)
    assert [offer["value"] for offer in found["offers"]] == [pair(134, 82)]
    for phone in phones:
        says_that_two_differ(phone)
    decide_at_the_desk(browser, server, "134/82")
    for phone in phones:
        ask(phone.page, "syncNow")
        assert differences(phone) == []

    centre = of_zhang(server.centre().values())
    person = centre[cast.ZHANG]["body"]
    assert (person["phone"], person["contact_name"]) == ("13900001234", "孙小梅")
    assert {**centre[FOLLOW_UP]["body"], **pair(134, 82)} == centre[FOLLOW_UP]["body"]
    assert held_by(one) == held_by(other) == centre
    [decided] = server.of_type("conflict")
    assert decided["body"]["state"] == "decided"
    assert decided["body"]["decision"]["actor"] == cast.CHEN
    assert one.troubles == other.troubles == []


def write(phone: PhoneInHand, values: dict[str, str]) -> None:
    """Add to what is known of Zhang."""
    seen = ask(phone.page, "openFolder", cast.ZHANG)["resident"]
    keeping = {
        "document": cast.ZHANG,
        "form": "resident_basic",
        "kind": "patch",
        "saw": {"body": seen["body"], "links": seen["links"]},
        "body": {**seen["body"], **values},
    }
    ask(phone.page, "keep", [keeping])


def differences(phone: PhoneInHand) -> list[dict[str, Any]]:
    """What waits for a decision, as a phone knows it."""
    return [one["conflict"] for one in ask(phone.page, "conflicts")]


def says_that_two_differ(phone: PhoneInHand) -> None:
    """Behind the pill stands whose value differs."""
    phone.page.locator("header button").last.click()
    sheet = phone.page.get_by_role("dialog")
    expect(sheet.get_by_role("button").filter(has_text="张桂芳")).to_have_count(1)
    phone.page.get_by_role("button", name="关闭", exact=True).click()


def decide_at_the_desk(browser: Browser, server: RunningServer, pressure: str) -> None:
    """Chen sees both values, side by side, and takes one."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page: Page = context.new_page()
    page.goto(f"{server.address}/#/desk/conflicts")
    page.get_by_label("用户名").fill("chen")
    page.locator("input[type=password]").fill(cast.PASSWORD)
    page.keyboard.press("Enter")
    row = page.get_by_role("button").filter(has_text="张桂芳")
    row.wait_for(timeout=PATIENCE)
    expect(row).to_have_count(1)
    row.click()
    page.get_by_role("button", name=f"用这个：{pressure}").click()
    expect(page.locator(".side.chosen .figure")).to_have_text(pressure)
    context.close()


def pair(systolic: int, diastolic: int) -> dict[str, int]:
    """A blood pressure, which is one thing in two numbers."""
    return {"systolic_blood_pressure": systolic, "diastolic_blood_pressure": diastolic}


def held_by(phone: PhoneInHand) -> dict[str, dict[str, Any]]:
    """What a phone reads of Zhang."""
    folder = ask(phone.page, "openFolder", cast.ZHANG)
    return of_zhang([folder["resident"], *folder["documents"]])


def of_zhang(documents: Any) -> dict[str, dict[str, Any]]:
    """Herself and her visits, id -> what stands in it."""
    return {
        one["id"]: {part: one[part] for part in PARTS}
        for one in documents
        if one["id"] == cast.ZHANG
        or (one["links"].get("resident") == cast.ZHANG and one["type"] != "conflict")
    }
