"""The front page of a record says of its parts what one finds there."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.worker import ask, within_reach

pytestmark = pytest.mark.browser

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()


def test_a_closure_is_counted_in_the_part_where_it_is_found(
    context: BrowserContext, server: RunningServer
) -> None:
    within_reach(context)
    wang = PhoneInHand(context, server)
    wang.enrol("wang", cast.WANG)
    wang.says("张桂芳")
    body = {"closed_on": TODAY, "closure_reason": "lost"}
    closing = {
        "document": natural_id("record_closure", cast.ZHANG, TODAY),
        "form": "record_closure",
        "kind": "create",
        "body": body,
        "links": {"resident": cast.ZHANG},
        "finish": True,
    }
    ask(wang.page, "keep", [closing])
    wang.find("zgf", "张桂芳")

    other = wang.page.get_by_role("group", name="档案的四部分").get_by_role(
        "button", name="其他"
    )
    expect(other).to_contain_text(re.compile(r"1\s*条"))
    other.click()
    expect(wang.page.locator("main section button")).to_have_count(1)
    expect(wang.page.locator("main section button")).to_contain_text("健康档案终止")
    assert wang.troubles == []
