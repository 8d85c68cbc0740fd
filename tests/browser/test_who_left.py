"""Who has died, moved or gone away is not called on; a slip of the finger is undone."""

import re

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser


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


def note(wang: PhoneInHand, outcome: str, day: str) -> None:
    """Zhang was not met, and this is why."""
    wang.open_resident("张桂芳")
    wang.tap("没见到")
    dialog = wang.page.get_by_role("dialog")
    dialog.get_by_role("button", name=outcome).first.click()
    wang.page.fill("#outcome-day", day)
    wang.page.get_by_role("button", name=re.compile("^记下(，|$)")).click()
    wang.today().wait_for()
