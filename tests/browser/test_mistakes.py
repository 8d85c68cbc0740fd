"""A mistake is put right: a wrong value, the wrong person, what never happened."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.phone import PATIENCE, PhoneInHand
from tests.browser.server import RunningServer, follow_up_body
from tests.server.county import changes

pytestmark = pytest.mark.browser

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
ZHANGS, SUNS = (
    natural_id("hypertension_follow_up", resident, TODAY, "home")
    for resident in (cast.ZHANG, cast.SUN)
)


def test_a_visit_entered_for_the_wrong_person_is_moved_whole_and_meets_the_right_one(
    wang: PhoneInHand, server: RunningServer
) -> None:
    colleague = server.client("wang", cast.WANG)
    with wang.no_signal():
        wang.follow_up("张桂芳", "138", "84")
        open_todays(wang, "138/84")
        wang.tap("改正")
        wang.tap("记到别人名下")
        wang.page.locator(".search input").fill("sdh")
        wang.tap("孙德海")
        wang.today().wait_for()
    all_at_the_centre(wang)
    # A colleague was with Zhang herself that day, and has a signal only now.
    own = {**follow_up_body(TODAY, 162, 92), "heart_rate": 91, "body_weight": 57.5}
    own["next_visit_date"] = "2099-01-01"
    [answer] = colleague.push(
        colleague.operation(
            "hypertension_follow_up",
            ZHANGS,
            changes=changes(own, resident=cast.ZHANG, channel="home"),
            finish=True,
        )
    )
    # What was emptied by the move begins anew with hers alone.
    assert answer["answer"] == "merged"

    centre = server.centre()
    zhangs, suns = centre[ZHANGS], centre[SUNS]
    assert zhangs["links"]["resident"] == cast.ZHANG
    assert suns["links"]["resident"] == cast.SUN
    assert measured(zhangs) == [162, 92, 91, 57.5]
    assert measured(suns) == [138, 84, 72, 62.5]
    assert zhangs["retired"] is None
    assert suns["retired"] is None
    assert wang.troubles == []


def test_a_wrong_value_is_corrected_and_what_never_happened_taken_out_and_put_back(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wang.follow_up("张桂芳", "138", "84")
    open_todays(wang, "138/84")
    wang.tap("改正")
    wang.tap("抄错")
    wang.tap("去改数值")
    wang.tap("测量")
    field = wang.page.locator("#field-systolic_blood_pressure")
    field.click()
    for key in ("删一位", "6"):
        wang.page.get_by_role("button", name=key, exact=True).click()
    wang.save()
    all_at_the_centre(wang)
    corrected = server.centre()[ZHANGS]
    assert measured(corrected) == [136, 84, 72, 62.5]
    assert corrected["retired"] is None

    open_todays(wang, "136/84")
    wang.tap("改正")
    wang.tap("没有这回事")
    wang.tap("撤下这一条")
    wang.today().wait_for()
    expect(wang.button("撤销")).to_be_visible()
    wang.tap("撤销")
    all_at_the_centre(wang)

    back = server.centre()[ZHANGS]
    assert measured(back) == [136, 84, 72, 62.5]
    assert back["retired"] is None
    assert wang.troubles == []


def test_a_visit_put_down_for_the_wrong_day_is_moved_with_all_that_was_measured(
    wang: PhoneInHand, server: RunningServer
) -> None:
    yesterday = (date.fromisoformat(TODAY) - timedelta(days=1)).isoformat()
    wang.follow_up("张桂芳", "138", "84")
    open_todays(wang, "138/84")
    wang.tap("改正")
    wang.tap("抄错")
    wang.tap("去改数值")
    wang.page.get_by_role("button", name="改 随访日期").click()
    wang.page.fill("#field-visit_date", yesterday)
    wang.page.keyboard.press("Enter")
    wang.save()
    all_at_the_centre(wang)

    centre = server.centre()
    moved = centre[natural_id("hypertension_follow_up", cast.ZHANG, yesterday, "home")]
    assert measured(moved) == [138, 84, 72, 62.5]
    assert moved["body"]["visit_date"] == yesterday
    assert centre[ZHANGS]["moved_to"] == moved["id"]
    assert wang.troubles == []


def test_what_was_typed_and_not_saved_goes_along_with_an_entry_that_is_moved(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with wang.no_signal():
        wang.follow_up("张桂芳", "138", "84")
        open_todays(wang, "138/84")
        wang.tap("改正")
        wang.tap("抄错")
        wang.tap("去改数值")
        wang.tap("测量")
        wang.page.locator("#field-systolic_blood_pressure").click()
        for key in ("删一位", "6"):
            wang.page.get_by_role("button", name=key, exact=True).click()
        wang.back()
        wang.tap("改正")
        wang.tap("记到别人名下")
        wang.page.locator(".search input").fill("sdh")
        wang.tap("孙德海")
        wang.today().wait_for()
        wang.tap("接着填 孙德海")
        wang.says("136/84")
        wang.save()
    all_at_the_centre(wang)

    assert measured(server.centre()[SUNS]) == [136, 84, 72, 62.5]
    assert wang.troubles == []


def open_todays(wang: PhoneInHand, pressure: str) -> None:
    """From the day's list to today's follow-up of Zhang."""
    wang.open_front_page("张桂芳")
    wang.page.get_by_role("group", name="档案的四部分").get_by_role(
        "button", name="随访"
    ).click()
    wang.page.get_by_role("button").filter(has_text=pressure).first.click()


def all_at_the_centre(wang: PhoneInHand) -> None:
    """Send, and wait until nothing is left."""
    wang.send_now()
    dialog = wang.page.get_by_role("dialog", name="都已到中心")
    expect(dialog).to_be_visible(timeout=PATIENCE)
    wang.page.get_by_role("button", name="关闭", exact=True).click()


def measured(document: dict[str, Any]) -> list[object]:
    """What was measured."""
    body = document["body"]
    pressure = [body["systolic_blood_pressure"], body["diastolic_blood_pressure"]]
    return [*pressure, body["heart_rate"], body["body_weight"]]
