"""A record opened at the door: what is wrong is said there; what is refused is mended."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from server.forms.compile import SHIPPED
from tests import cast
from tests.browser.phone import PATIENCE, PhoneInHand
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser

#: Longer than a door's name may be.
DOOR = "村东头第三家老槐树旁边蓝色大铁门那一户人家"
#: Longer than a door's name may be at a centre that has become stricter.
OTHER_DOOR = "老槐树旁边那户"


@pytest.fixture
def stricter_centre(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A centre whose doors have five characters at most; the phone has an older app."""
    folder = tmp_path_factory.mktemp("stricter") / "forms"
    shutil.copytree(SHIPPED, folder)
    written: Path = folder / "household.yaml"
    text = written.read_text(encoding="utf-8")
    at = text.index("- id: door\n")
    narrower = text[at:].replace("max_length: 20", "max_length: 5", 1)
    written.write_text(text[:at] + narrower, encoding="utf-8")
    monkeypatch.setenv("DOORSTEP_FORMS", str(folder))


def test_what_would_be_refused_is_said_at_its_field_before_the_record_is_opened(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wang.begin_record(DOOR)
    wang.page.fill("#phone", "1380000")
    wang.tap("先改好：本人电话")
    assert wang.page.evaluate("document.activeElement.id") == "phone"
    wang.says("请填11位手机号")
    wang.page.fill("#phone", "１３８ 0000 1234")
    wang.says("最多20个字")
    wang.tap("先改好：门牌号")
    assert wang.page.evaluate("document.activeElement.id") == "door"
    wang.page.fill("#door", "17号")
    wang.page.fill("#birth_date", "2088-04-12")
    wang.tap("先改好：出生日期")
    wang.page.fill("#birth_date", "1988-04-31")
    wang.says("没有这一天")
    wang.page.fill("#birth_date", "1988年4月12日")
    wang.tap("建档：周小兰")

    wang.page.get_by_role("group", name="档案的四部分").wait_for()
    wang.back()
    wang.says("中心")
    [newcomer] = [one for one in server.of_type("resident_basic") if is_new(one)]
    assert newcomer["body"]["phone"] == "13800001234"
    assert newcomer["body"]["birth_date"] == "1988-04-12"
    assert wang.troubles == []


def test_the_name_typed_in_the_very_moment_the_form_appears_stays(wang: PhoneInHand) -> None:
    wang.tab("查找")
    wang.button("新建档案").wait_for()
    # Faster than any finger: in the same moment in which the field comes into the page.
    wang.page.evaluate("""() => {
      const watch = new MutationObserver(() => {
        const name = document.querySelector('#name');
        if (!name) return;
        watch.disconnect();
        name.value = '周小兰';
        name.dispatchEvent(new Event('input', { bubbles: true }));
      });
      watch.observe(document.body, { childList: true, subtree: true });
    }""")
    wang.tap("新建档案")

    expect(wang.page.get_by_role("group", name="同意建档吗")).to_be_visible(timeout=PATIENCE)
    assert wang.page.input_value("#name") == "周小兰"


def test_a_child_joins_a_household_by_the_word_of_a_guardian_and_is_not_its_head(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wang.tab("查找")
    wang.tap("新建档案")
    wang.page.fill("#name", "张小宝")
    wang.choose("性别", "男")
    wang.page.fill("#birth_date", two_months_ago())
    wang.page.locator("#household_address").fill("3号")
    wang.tap("张桂芳")
    wang.choose("监护人同意建档吗", "同意")
    wang.tap("还差 1 项：与户主关系")
    wang.choose("与户主的关系", "孙")
    wang.tap("建档：张小宝")
    wang.page.get_by_role("group", name="档案的四部分").wait_for()
    wang.back()
    wang.says("中心")

    [child] = [
        one for one in server.of_type("resident_basic") if one["body"].get("name") == "张小宝"
    ]
    assert child["body"]["record_consent_by"] == "guardian"
    home = server.centre()[cast.HOUSEHOLD]
    [member] = [one for one in home["body"]["members"] if one["member"] == child["id"]]
    assert member["relationship_to_head"] != "head"
    assert home["body"].get("head_of_household") != child["id"]
    assert wang.troubles == []


@pytest.mark.usefixtures("stricter_centre")
def test_a_refused_household_is_mended_and_its_new_resident_arrives(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wang.establish(OTHER_DOOR)
    wang.back()
    wang.says("需处理")
    wang.page.locator("header button").last.click()
    wang.page.get_by_role("dialog").get_by_role("button", name="去改").first.click()
    wang.tap("改好再传")
    # The phone's app finds nothing wrong with it: the centre does.
    wang.says("最多20个字")
    wang.page.fill("#field-door", "17号")
    wang.tap("生活环境")
    wang.tap("先存")
    wang.today().wait_for()

    # What waited for the household follows at once, and the phone says so.
    wang.says("中心")
    [newcomer] = [one for one in server.of_type("resident_basic") if is_new(one)]
    home = server.centre()[newcomer["links"]["household"]]
    assert home["body"]["door"] == "17号"
    assert [member["member"] for member in home["body"]["members"]] == [newcomer["id"]]
    assert wang.troubles == []


def two_months_ago() -> str:
    """A day of birth."""
    return (datetime.now(ZoneInfo("Asia/Shanghai")).date() - timedelta(days=60)).isoformat()


def is_new(one: dict[str, dict[str, object]]) -> bool:
    """The one who was established here."""
    return one["body"].get("name") == "周小兰"
