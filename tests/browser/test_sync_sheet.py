"""Behind the pill: what is counted is what is listed, however much waits."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.phone import PATIENCE, PhoneInHand
from tests.browser.server import RunningServer, follow_up_body
from tests.browser.worker import ask, within_reach

pytestmark = pytest.mark.browser

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
LINKS = {"resident": cast.ZHANG, "channel": "home"}
#: More than the worker gives at once.
MANY = 45


def test_one_refused_entry_and_many_that_wait_are_counted_each_where_it_stands(
    context: BrowserContext, server: RunningServer
) -> None:
    within_reach(context)
    wang = PhoneInHand(context, server)
    wang.enrol("wang", cast.WANG)
    wang.says("张桂芳")
    ask(wang.page, "keep", [follow_up({**follow_up_body(TODAY, 138, 84), "heart_rate": 720})])
    wang.page.locator(".pill.attention").wait_for(timeout=PATIENCE)
    with wang.no_signal():
        # Of other days, so that each is an entry of its own.
        others = [f"2020-01-{day:02}" for day in range(1, 29)]
        others += [f"2020-02-{day:02}" for day in range(1, MANY - 27)]
        ask(wang.page, "keep", [follow_up(follow_up_body(day, 138, 84)) for day in others])
        wang.page.locator("header button").last.click()

        sheet = wang.page.get_by_role("dialog")
        expect(sheet.get_by_role("heading", name=f"还有 {MANY + 1} 条没到中心")).to_be_visible()
        here = sheet.locator(".sheet-group").filter(has_text="只在这部手机")
        expect(here.locator("h3")).to_contain_text(f"{MANY} 条")
        expect(here.locator("li")).to_have_count(40)
        expect(here.locator("li").last).to_have_text(f"还有 {MANY - 40 + 1} 条")
        wanting = sheet.locator(".sheet-group").filter(has_text="需处理")
        expect(wanting.locator("h3")).to_contain_text("1 条")
        expect(sheet.get_by_label(f"只在本机 {MANY}，需处理 1")).to_be_visible()
    assert wang.troubles == []


def follow_up(body: dict[str, Any]) -> dict[str, Any]:
    """A follow-up of Zhang's, as the form hands it over."""
    id = natural_id("hypertension_follow_up", cast.ZHANG, body["visit_date"], "home")
    return {
        "document": id,
        "form": "hypertension_follow_up",
        "kind": "create",
        "body": body,
        "links": LINKS,
        "finish": True,
    }
