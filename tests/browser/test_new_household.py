"""A household that the centre refuses is mended on the phone, and all behind it follow."""

import pytest

from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser

#: Longer than a door's name may be.
DOOR = "村东头第三家老槐树旁边蓝色大铁门那一户人家"


def test_a_refused_household_is_mended_and_its_new_resident_arrives(
    wang: PhoneInHand, server: RunningServer
) -> None:
    establish(wang)
    wang.back()
    wang.says("需处理")
    wang.page.locator("header button").last.click()
    wang.page.get_by_role("dialog").get_by_role("button", name="去改").first.click()
    wang.tap("改好再传")
    wang.page.fill("#field-door", "17号")
    wang.tap("生活环境")
    wang.tap("先存")
    wang.today().wait_for()
    wang.page.wait_for_timeout(3_000)

    # What waited for the household follows at the centre; the phone hears of it later.
    [newcomer] = [one for one in server.of_type("resident_basic") if is_new(one)]
    home = server.centre()[newcomer["links"]["household"]]
    assert home["body"]["door"] == "17号"
    assert [member["member"] for member in home["body"]["members"]] == [newcomer["id"]]
    assert wang.troubles == []


def is_new(one: dict[str, dict[str, object]]) -> bool:
    """The one who was established here."""
    return one["body"].get("name") == "周小兰"


def establish(wang: PhoneInHand) -> None:
    """A newcomer, with a description where a door's number belongs."""
    wang.tab("查找")
    wang.tap("新建档案")
    wang.page.fill("#name", "周小兰")
    wang.choose("性别", "女")
    wang.page.fill("#birth-date", "19880412")
    wang.tap("新的一户")
    wang.choose("在哪个网格", "上湾村第1网格")
    wang.page.fill("#natural-village", "新屋组")
    wang.page.fill("#door", DOOR)
    wang.page.fill("#household-address", "示例县东湖镇上湾村新屋组17号")
    # Somebody who types has a moment: filled in at once, the question did not always come.
    wang.page.wait_for_timeout(800)
    wang.choose("同意建档吗", "同意")
    wang.tap("建档：周小兰")
    wang.page.get_by_role("group", name="档案的四部分").wait_for()
