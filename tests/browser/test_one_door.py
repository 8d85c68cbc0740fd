"""Two people behind one door: one visit for both, one after the other; or nobody opens."""

import re

import pytest
from playwright.sync_api import Browser, expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.chromium import PHONE
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, follow_up_body, sun_has_hypertension
from tests.browser.village import day
from tests.server.county import changes

pytestmark = pytest.mark.browser


@pytest.fixture
def server(server: RunningServer) -> RunningServer:
    """Two people behind one door, each due, and each seen before."""
    sun_has_hypertension(server)
    seen = {**follow_up_body(day(-110), 140, 84), "next_visit_date": day(-20)}
    wang = server.client("wang", cast.WANG)
    [answer] = wang.push(
        wang.operation(
            "hypertension_follow_up",
            natural_id("hypertension_follow_up", cast.SUN, day(-110), "home"),
            changes=changes(seen, resident=cast.SUN, channel="home"),
            finish=True,
        )
    )
    assert answer["answer"] == "applied"
    return server


def test_nobody_home_is_one_tap_for_the_whole_door_and_one_tap_takes_it_back(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with wang.no_signal():
        wang.tap("下一户")
        wang.taps = 0
        wang.tap("2 人都不在家")
        wang.today().wait_for()
        assert wang.taps == 1
        wang.says("张桂芳、孙德海：不在家，明天再来")
        expect(wang.page.locator(".stop .mark.not_home")).to_have_count(2)

        wang.tap("撤销")
        expect(wang.page.locator(".stop .mark.overdue")).to_have_count(2)
        expect(wang.page.locator(".stop .mark.not_home")).to_have_count(0)
        expect(wang.button("撤销")).to_have_count(0)

        wang.tap("下一户")
        wang.tap("2 人都不在家")
        wang.today().wait_for()
    wang.says("中心")

    [visit] = server.of_type("visit")
    body = visit["body"]
    assert visit["retired"] is None
    assert {row["item_resident"] for row in body["visit_items"]} == {cast.ZHANG, cast.SUN}
    for row in body["visit_items"]:
        assert (row["item_outcome"], row["item_next_attempt_date"]) == ("not_home", day(1))
    [attempt] = body["attempts"]
    assert (attempt["visitor"], attempt["person_met"]) == (cast.WANG, "nobody")
    assert wang.troubles == []


def test_where_one_person_is_due_the_others_of_the_house_are_not_said_to_be_out(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wang.follow_up("张桂芳", "138", "84")
    wang.tap("下一户")
    wang.button("孙德海").wait_for()
    wang.page.get_by_role("button", name="不在家", exact=True).click()
    wang.today().wait_for()
    wang.says("中心")

    [visit] = server.of_type("visit")
    told = {row["item_resident"]: row["item_outcome"] for row in visit["body"]["visit_items"]}
    assert told == {cast.ZHANG: "done", cast.SUN: "not_home"}
    assert wang.troubles == []


def test_the_people_of_one_household_are_visited_one_after_the_other_in_one_visit(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with wang.no_signal():
        for name, pressure in (("张桂芳", ("138", "84")), ("孙德海", ("136", "82"))):
            wang.tap("下一户")
            expect(wang.page.locator(".member")).to_have_count(2)
            wang.tap(f"开始：{name}")
            wang.tap("开始高血压随访")
            wang.fill_in_follow_up(*pressure)
            wang.save()
        expect(wang.button("下一户")).to_have_count(0)
        expect(wang.button("已访")).to_contain_text("张桂芳、孙德海")
    wang.says("中心")

    [visit] = server.of_type("visit")
    made = {
        one["id"]: (one["links"]["resident"], one["body"]["systolic_blood_pressure"])
        for one in server.of_type("hypertension_follow_up")
        if one["body"]["visit_date"] == day(0)
    }
    assert sorted(made.values()) == [(cast.ZHANG, 138), (cast.SUN, 136)]
    rows = visit["body"]["visit_items"]
    assert {row["item_document"] for row in rows} == set(made)
    assert {row["item_outcome"] for row in rows} == {"done"}
    # Both were met in one call.
    assert [row["person_met"] for row in visit["body"]["attempts"]] == ["resident"]
    assert wang.troubles == []


def test_refused_and_put_off_are_said_at_the_door_which_is_then_behind_her(
    wang: PhoneInHand, server: RunningServer, browser: Browser
) -> None:
    page = wang.page
    with wang.no_signal():
        wang.tap("下一户")
        note(wang, "拒绝", who="张桂芳")
        wang.says("张桂芳：拒绝，明天再来")
        expect(page.locator(".stop .mark.refused")).to_have_text("拒绝\u00a0· 明天再来")
        expect(page.get_by_role("button", name="逾期 1")).to_be_visible()
        expect(wang.button("下一户")).not_to_contain_text("张桂芳")
        wang.says("还有 1 户 1 人")

        wang.tap("下一户")
        wang.button("开始：孙德海").wait_for()
        expect(page.locator(".member .mark.refused")).to_have_count(1)
        note(wang, "改期", reason="天气或道路")
        told_and_next_gone(wang)

    wang.says("中心")
    wang.reload()
    wang.unlock()
    told_and_next_gone(wang)

    # What was noted on one phone is agreed on each: late as they are, both wait for that day.
    tablet = PhoneInHand(browser.new_context(**PHONE), server)
    tablet.enrol("wang", cast.WANG)
    waiting = tablet.page.locator(".stop .mark.postponed")
    expect(waiting).to_contain_text([re.compile("逾期 .* 天\u00a0· 改到明天")] * 2)
    expect(tablet.button("下一户")).to_have_count(0)

    # She has thought better of it: what counts is that she was served.
    wang.follow_up("张桂芳", "138", "84")
    expect(wang.page.locator(".stop .mark.done")).to_have_count(1)
    wang.says("中心")

    [visit] = server.of_type("visit")
    told = {row["item_resident"]: row["item_outcome"] for row in visit["body"]["visit_items"]}
    assert told == {cast.ZHANG: "done", cast.SUN: "postponed"}
    assert [row["person_met"] for row in visit["body"]["attempts"]] == ["resident"]
    assert wang.troubles == []


def told_and_next_gone(wang: PhoneInHand) -> None:
    """Both rows say what came of it, and no door is left."""
    expect(wang.page.locator(".stop .mark.refused")).to_have_text("拒绝\u00a0· 明天再来")
    expect(wang.page.locator(".stop .mark.postponed")).to_contain_text("改到明天")
    expect(wang.page.locator(".stop .mark.overdue")).to_have_count(0)
    expect(wang.button("下一户")).to_have_count(0)


def note(wang: PhoneInHand, outcome: str, *, who: str = "", reason: str = "") -> None:
    """Say at the door what came of it, of one person."""
    wang.tap("没见到")
    dialog = wang.page.get_by_role("dialog")
    for words in (outcome, who or reason):
        dialog.get_by_role("button", name=words).first.click()
    wang.page.get_by_role("button", name=re.compile("^记下(，|$)")).click()
    wang.today().wait_for()
