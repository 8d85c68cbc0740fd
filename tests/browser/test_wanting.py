"""What the centre refuses is mended on the phone; what it took unheard is taken once."""

import gzip
import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Route, expect

from tests import cast
from tests.browser.phone import PATIENCE, PhoneInHand
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser

PUSH = "**/api/sync/push"


def test_what_the_centre_refuses_stands_under_needs_attention_and_is_mended_on_the_phone(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wang.context.route(PUSH, with_a_pressure_nobody_has)
    wang.follow_up("张桂芳", "138", "84")
    wang.says("需处理 1")
    wang.context.unroute(PUSH)
    assert follow_ups_of_today(server) == []

    wang.page.locator("header button").last.click()
    wang.page.get_by_role("dialog").get_by_role("button", name="去改").first.click()
    wang.says("收缩压")
    wang.tap("改好再传")
    field = wang.page.locator("#field-systolic_blood_pressure")
    field.wait_for()
    assert field.input_value() == "138"
    field.click()
    for key in ("删一位", "6"):
        wang.page.get_by_role("button", name=key, exact=True).click()
    wang.tap("保存")

    expect(wang.page.locator("header")).to_contain_text("中心", timeout=PATIENCE)
    [made] = follow_ups_of_today(server)
    assert made["body"]["systolic_blood_pressure"] == 136
    assert made["body"]["diastolic_blood_pressure"] == 84
    assert wang.troubles == []


def test_a_push_whose_answer_was_lost_is_sent_again_and_changes_nothing(
    wang: PhoneInHand, server: RunningServer
) -> None:
    sent: list[list[str]] = []

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        sent.append([one["id"] for one in pushed(route)["operations"]])
        route.abort("connectionreset")

    wang.context.route(PUSH, lose_the_answer, times=2)
    wang.follow_up("张桂芳", "138", "84")
    wang.says("本机")
    wang.send_now()
    wang.page.wait_for_timeout(1_000)
    wang.tap("现在上传")
    wang.says("都已到中心")

    assert sent[0] == sent[1] != []
    [made] = follow_ups_of_today(server)
    assert made["body"]["systolic_blood_pressure"] == 138
    assert [one for one in server.centre().values() if one["type"] == "conflict"] == []


def with_a_pressure_nobody_has(route: Route) -> None:
    """On its way one value becomes one that no form allows."""
    body = pushed(route)
    for operation in body["operations"]:
        if change := operation.get("changes", {}).get("systolic_blood_pressure"):
            change["to"] = 2047
    route.continue_(post_data=gzip.compress(json.dumps(body).encode()))


def pushed(route: Route) -> Any:
    """What a phone sends."""
    raw = route.request.post_data_buffer
    assert raw
    packed = route.request.headers.get("content-encoding") == "gzip"
    return json.loads(gzip.decompress(raw) if packed else raw)


def follow_ups_of_today(server: RunningServer) -> list[dict[str, Any]]:
    """Zhang's follow-ups of this day at the centre."""
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
    return [
        one
        for one in server.of_type("hypertension_follow_up")
        if one["body"]["visit_date"] == today and one["links"]["resident"] == cast.ZHANG
    ]
