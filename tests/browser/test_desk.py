"""The supervisor's desk: walked by keyboard, and nothing stays behind."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, follow_up_body
from tests.server.county import Phone, changes, new_id
from tests.server.desks import Desk, name_change, plan, plan_after_danger
from tests.server.sync.writing import patch

AXE = Path("node_modules/axe-core/axe.min.js")

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(server: RunningServer, browser: Browser) -> Page:
    """A desk of 1280 by 800 whose supervisor has two doctors, a late visit and a difference."""
    wang = Phone(server.app, "wang", cast.WANG)
    other = Phone(server.app, "wang", cast.WANG)
    seen = cast.ZHANG_BODY["name"]
    wang.push(name_change(wang, str(seen), "张桂芬"))
    other.push(name_change(other, str(seen), "张桂花"))
    plan(server.app, "hypertension_follow_up", "2026-11-01", "2026-11-05")
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{server.address}/#/desk")
    page.get_by_label("用户名").fill("chen")
    page.locator("input[type=password]").fill(cast.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".desk-table")).to_be_visible()
    return page


def test_the_table_is_walked_by_keyboard_and_the_address_names_nobody(desk: Page) -> None:
    rows = desk.locator(".desk-table th button")
    rows.first.focus()

    desk.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-panel")).to_be_visible()
    opened = desk.url
    desk.keyboard.press("ArrowUp")
    expect(rows.first).to_be_focused()
    expect(desk.locator("tr.selected")).to_have_count(1)
    assert desk.url != opened
    desk.keyboard.press("Escape")
    expect(desk.locator(".desk-panel")).to_have_count(0)

    assert "/board/doctor/" in opened
    assert "王" not in opened
    assert "%" not in opened


def test_from_a_number_one_comes_to_what_was_measured_at_the_visit(
    desk: Page, server: RunningServer
) -> None:
    wang = Phone(server.app, "wang", cast.WANG)
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    follow_up = natural_id("hypertension_follow_up", cast.ZHANG, today, "home")
    body = follow_up_body(today, 152, 94)
    wang.push(
        wang.operation(
            "hypertension_follow_up",
            follow_up,
            changes=changes(body, resident=cast.ZHANG, channel="home"),
            finish=True,
        )
    )
    plan(server.app, "hypertension_follow_up", today, today, done_on=today, done_by=follow_up)
    desk.reload()

    desk.locator(".desk-table tbody tr", has_text="王秀兰").locator("th button").click()
    panel = desk.locator(".desk-panel")
    panel.get_by_role("button", name=re.compile("^完成")).click()
    panel.get_by_role("button", name="张桂").click()
    panel.get_by_role("button", name="高血压患者随访").click()

    expect(panel.locator("dl")).to_contain_text("152")
    expect(panel.locator("dl")).to_contain_text("94")


@pytest.mark.parametrize("width", [360, 1280])
def test_who_is_in_danger_stands_with_the_figures_and_leads_to_what_was_written(
    desk: Page, server: RunningServer, width: int
) -> None:
    wang = Phone(server.app, "wang", cast.WANG)
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    follow_up = natural_id("hypertension_follow_up", cast.ZHANG, today, "home")
    alert = {"cause": follow_up, "code": "hypertensive_crisis", "raised_on": today}
    wang.push(
        wang.operation(
            "hypertension_follow_up",
            follow_up,
            changes=changes(
                follow_up_body(today, 186, 112), resident=cast.ZHANG, channel="home"
            ),
            finish=True,
        ),
        wang.operation(
            "alert_follow_up",
            natural_id("alert_follow_up", follow_up, "hypertensive_crisis"),
            changes=changes(alert, resident=cast.ZHANG),
            finish=True,
        ),
    )
    desk.set_viewport_size({"width": width, "height": 800})
    desk.evaluate("location.hash = '#/desk/board/urgent'")
    desk.reload()

    row = desk.get_by_role("button", name=re.compile("血压达到危急值"))
    mark, since = row.locator(".mark"), row.locator(".urgent-since")
    expect(mark).to_have_text("血压达到危急值：186/112")
    expect(since).to_contain_text("今天 起没人追踪")
    # That it is since today says already how many days.
    expect(row).not_to_contain_text("0 天")
    bottom = mark.evaluate("(it) => it.getBoundingClientRect().bottom")
    assert since.evaluate("(it) => it.getBoundingClientRect().top") >= bottom
    expect(row).to_have_attribute("aria-expanded", "false")
    row.click()

    expect(row).to_have_attribute("aria-expanded", "true")
    written = desk.locator(".desk-history")
    expect(written).to_contain_text("186")
    expect(written).to_contain_text("服药依从性")
    row.click()
    expect(written).to_have_count(0)


def test_who_is_in_danger_by_a_task_leads_to_that_task_and_back(
    desk: Page, server: RunningServer
) -> None:
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    day = (today - timedelta(days=10)).isoformat()
    plan_after_danger(server.app, Phone(server.app, "wang", cast.WANG), day)
    desk.set_viewport_size({"width": 360, "height": 740})
    desk.evaluate("location.hash = '#/desk/board/urgent'")
    desk.reload()

    desk.get_by_role("button", name=re.compile("张桂")).click()

    expect(desk.get_by_role("heading", name="上门", exact=True)).to_be_visible()
    desk.get_by_role("button", name="返回").click()
    expect(desk.get_by_role("button", name=re.compile("张桂"))).to_contain_text("起没人追踪")


def test_one_tap_decides_and_undo_brings_both_back(desk: Page) -> None:
    desk.get_by_role("button", name="决定", exact=True).click()

    desk.get_by_role("button", name="用这个：张桂花，又一处").click()
    expect(desk.locator(".side.chosen .figure")).to_have_text("张桂花")
    desk.get_by_role("button", name="撤销").click()

    expect(desk.get_by_role("button", name="用这个：张桂花，又一处")).to_be_visible()


def test_a_phone_with_a_refused_entry_stands_first_and_is_told_from_her_other_ones(
    desk: Page, server: RunningServer
) -> None:
    third = Phone(server.app, "wang", cast.WANG)
    third.push(patch(third, cast.ZHANG, no_such_field=(None, "x")))
    fourth = Phone(server.app, "wang", cast.WANG)
    fourth.push(patch(fourth, new_id(), name=("张", "章")))
    code, other = (phone.device[-4:].upper() for phone in (third, fourth))

    desk.evaluate("location.hash = '#/desk/phones'")

    rows = desk.locator(".desk-main .row")
    expect(rows.nth(0)).to_contain_text(f"代号 {code}")
    expect(rows.nth(0)).to_contain_text("1 条需处理")
    expect(rows.nth(0).locator("svg.overdue")).to_have_count(1)
    expect(rows.nth(1)).to_contain_text(f"代号 {other}")
    expect(rows.nth(1)).to_contain_text("1 条在中心等着")
    expect(rows.nth(1).locator("svg.postponed")).to_have_count(1)
    expect(rows.nth(2)).to_contain_text("正常")
    expect(desk.locator(".desk-rail .badge")).to_have_text(["1", "1"])
    rows.nth(0).click()
    expect(desk.locator(".desk-panel")).to_contain_text(f"代号 {code}")
    expect(desk.locator(".desk-panel")).to_contain_text("设置")


def test_a_residents_history_is_told_without_codes_or_ids(desk: Page) -> None:
    desk.evaluate("location.hash = '#/desk/find'")
    desk.locator(".search input").fill("zhang")
    desk.locator(".desk-main .row").first.click()

    panel = desk.locator(".desk-panel")
    expect(panel).to_contain_text("专项管理登记")
    expect(panel).to_contain_text("老屋组 3号")
    said = panel.inner_text()
    assert re.findall(r"[a-z]+_[a-z_]+|[0-9a-f]{8}-[0-9a-f]{4}", said) == []
    assert "高血压" in said
    assert "hypertension" not in said


def test_her_phone_names_the_code_by_which_the_desk_knows_it(
    wang: PhoneInHand, server: RunningServer
) -> None:
    listed = Desk(server.app, "chen").get("/api/phones")
    newest = max(listed, key=lambda phone: phone["enrolled_at"])

    wang.tab("我的")

    wang.says(f"代号 {newest['device'][-4:].upper()}")


def test_a_desk_keeps_nothing_of_what_it_showed(desk: Page) -> None:
    desk.evaluate("location.hash = '#/desk/find'")
    desk.locator(".search input").fill("zhang")
    expect(desk.locator(".row").first).to_be_visible()

    kept = desk.evaluate(
        """async () => ({
            databases: (await indexedDB.databases()).map(({ name }) => name),
            session: { ...sessionStorage },
            local: Object.keys(localStorage),
            caches: await caches.keys(),
            title: document.title,
            cookie: document.cookie,
        })"""
    )

    assert kept["databases"] == []
    assert kept["session"] == {}
    assert kept["caches"] == []
    assert kept["cookie"] == ""
    assert "张" not in json.dumps(kept, ensure_ascii=False)


def test_axe_finds_nothing_on_any_view_of_the_desk(desk: Page) -> None:
    session = desk.context.new_cdp_session(desk)
    found = {}
    for view in ("board", "board/urgent", "conflicts", "phones", "waiting", "find"):
        desk.evaluate(f"location.hash = '#/desk/{view}'")
        desk.wait_for_timeout(300)
        # By the debugger: the page itself lets no script of others in.
        session.send("Runtime.evaluate", {"expression": AXE.read_text()})
        answer = session.send(
            "Runtime.evaluate",
            {
                "expression": "axe.run().then((r) => r.violations.map((v) => v.id).join())",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        found[view] = answer["result"]["value"]

    assert set(found.values()) == {""}
