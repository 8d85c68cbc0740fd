"""Who has died, moved or gone away is not called on; a slip of the finger is undone."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.worker import ask, within_reach
from tests.server.county import changes

pytestmark = pytest.mark.browser

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
FOLLOW_UP = natural_id("hypertension_follow_up", cast.ZHANG, TODAY, "home")


def test_a_death_stops_what_was_due_and_undo_brings_it_back(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with wang.no_signal():
        note(wang, "死亡", day="2026")
        expect(wang.button("下一户")).to_have_count(0)
        expect(wang.button("张桂芳")).to_contain_text("死亡")
        wang.tap("撤销")
        expect(wang.button("下一户")).to_contain_text("张桂芳")
        note(wang, "死亡", day="2026")
        wang.open_front_page("张桂芳")
        wang.says("档案已注销")
        expect(wang.button("开始")).to_have_count(0)
        wang.back()
    wang.says("中心")

    centre = server.centre()
    [closure] = server.of_type("record_closure")
    assert closure["links"]["resident"] == cast.ZHANG
    assert closure["body"]["closure_reason"] == "died"
    assert closure["errors"] == []
    [visit] = [one for one in centre.values() if one["type"] == "visit"]
    [row] = visit["body"]["visit_items"]
    assert (row["item_outcome"], row["item_died_on"]) == ("died", "2026")
    assert wang.troubles == []


def test_a_slip_undone_leaves_what_a_colleague_noted_of_the_same_day(
    wang: PhoneInHand, server: RunningServer
) -> None:
    chen = server.client("chen", cast.CHEN)
    died = {"closed_on": TODAY, "closure_reason": "died", "closed_by": cast.CHEN}
    with wang.no_signal():
        note(wang, "死亡", day="2026")
        wang.tap("撤销")
        expect(wang.button("下一户")).to_contain_text("张桂芳")
        [answer] = chen.push(
            chen.operation(
                "record_closure",
                natural_id("record_closure", cast.ZHANG, TODAY),
                changes=changes({**died, "death_date": TODAY}, resident=cast.ZHANG),
                finish=True,
            )
        )
        assert answer["answer"] == "applied"
    wang.says("中心")

    wang.find("张桂芳", "张桂芳")
    wang.says("档案已注销")
    [closure] = server.of_type("record_closure")
    assert closure["retired"] is None
    assert closure["body"]["death_date"] == TODAY
    assert wang.troubles == []


def test_a_follow_up_after_a_death_is_kept_but_not_without_a_word(
    context: BrowserContext, server: RunningServer
) -> None:
    within_reach(context)
    wang, chen = PhoneInHand(context, server), server.client("chen", cast.CHEN)
    wang.enrol("wang", cast.WANG)
    wang.open_resident("张桂芳")
    wang.tap("开始高血压随访")
    wang.fill_in_follow_up("138", "84")
    death = {"closed_on": TODAY, "closure_reason": "died", "closed_by": cast.CHEN}
    chen.push(
        chen.operation(
            "record_closure",
            natural_id("record_closure", cast.ZHANG, TODAY),
            changes=changes({**death, "death_date": "2020-01-03"}, resident=cast.ZHANG),
            finish=True,
        )
    )
    ask(wang.page, "syncNow")
    # Also when it comes while the form is being filled in.
    wang.says("档案上记着 2020年1月3日 去世")

    wang.tap("保存")
    wang.tap("看过了，照样保存")
    wang.today().wait_for()
    wang.says("中心")

    followed_up = server.centre()[FOLLOW_UP]
    assert followed_up["body"]["systolic_blood_pressure"] == 138
    [closure] = server.of_type("record_closure")
    assert closure["retired"] is None
    assert wang.troubles == []


def test_who_is_away_rests_until_back(wang: PhoneInHand, server: RunningServer) -> None:
    note(wang, "外出", day="20990201")
    expect(wang.button("张桂芳")).to_contain_text("外出")
    wang.open_front_page("张桂芳")
    wang.says("预计 2099年2月1日 回来")
    wang.says("高血压随访 · 回来再访")
    wang.back()
    wang.says("中心")

    [absence] = server.of_type("absence")
    assert absence["body"]["expected_back"] == "2099-02-01"
    assert absence["errors"] == []
    assert wang.troubles == []


def test_a_day_that_cannot_be_is_asked_again_at_its_field(
    wang: PhoneInHand, server: RunningServer
) -> None:
    say(wang, "死亡")
    for day, why in {
        "1958.3": "早于出生日期 1959年3月8日",
        "20991231": "这一天还没到",
        "2026年2月30日": "没有这一天",
    }.items():
        wang.page.fill("#outcome-day", day)
        wang.says(why)
        expect(note_button(wang)).to_have_count(0)
    # Of what is not written to its end only who asks is told how to write it.
    wang.page.fill("#outcome-day", "202")
    expect(wang.page.locator("#outcome-day-said")).to_have_count(0)
    wang.page.get_by_role("button", name="哪天去世？", exact=True).click()
    wang.says("年月日；不清楚时只填年")

    wang.page.fill("#outcome-day", "２０２０．１．３")
    note_button(wang).click()
    wang.today().wait_for()
    wang.says("中心")
    # The dead grow no older; a list, which does not know the day, says no age.
    wang.open_front_page("张桂芳")
    wang.says("女 60岁")
    wang.back()
    wang.tab("查找")
    wang.page.locator(".search input").fill("张桂芳")
    found = wang.page.locator(".row", has_text="档案已注销")
    expect(found).to_contain_text("1959")
    expect(found).not_to_contain_text("岁")

    [closure] = server.of_type("record_closure")
    assert closure["body"]["death_date"] == "2020-01-03"
    assert closure["errors"] == []
    assert wang.troubles == []


def test_nobody_comes_back_or_comes_again_on_a_day_that_is_over(wang: PhoneInHand) -> None:
    say(wang, "外出")
    wang.page.fill("#outcome-day", "2020.1.3")
    wang.says("这一天已经过去")
    expect(note_button(wang)).to_have_count(0)
    wang.page.get_by_role("dialog").get_by_role("button", name="不在家").click()
    wang.tap("另选日期")
    wang.page.fill("#outcome-day", "20200103")
    wang.says("这一天已经过去")
    expect(note_button(wang)).to_have_count(0)
    assert wang.troubles == []


def note(wang: PhoneInHand, outcome: str, day: str) -> None:
    """Zhang was not met, and this is why."""
    say(wang, outcome)
    wang.page.fill("#outcome-day", day)
    note_button(wang).click()
    wang.today().wait_for()


def say(wang: PhoneInHand, outcome: str) -> None:
    """What became of Zhang, without its day."""
    wang.open_resident("张桂芳")
    wang.tap("没见到")
    dialog = wang.page.get_by_role("dialog")
    dialog.get_by_role("button", name=outcome).first.click()


def note_button(wang: PhoneInHand) -> Locator:
    """It stands there once everything is said."""
    return wang.page.get_by_role("button", name=re.compile("^记下(，|$)"))
