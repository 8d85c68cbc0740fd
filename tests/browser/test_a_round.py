"""A round of three doors without a signal: nothing of it is lost, and nothing is made up."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.on_screen import never_shown
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, follow_up_body, sun_has_hypertension
from tests.server.county import changes

pytestmark = pytest.mark.browser


@pytest.fixture
def server(server: RunningServer) -> RunningServer:
    """Sun too has hypertension, was seen in August, and is due."""
    sun_has_hypertension(server)
    colleague, day = server.client("wang", cast.WANG), "2026-08-12"
    [answer] = colleague.push(
        colleague.operation(
            "hypertension_follow_up",
            natural_id("hypertension_follow_up", cast.SUN, day, "home"),
            changes=changes(follow_up_body(day, 156, 98), resident=cast.SUN, channel="home"),
            finish=True,
        )
    )
    assert answer["answer"] == "applied"
    return server


def test_three_visits_and_a_killed_app_without_signal_are_all_at_the_centre_later(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with wang.no_signal():
        wang.reload()
        wang.unlock()
        nobody_home(wang)
        half_a_follow_up_and_the_app_is_killed(wang)
        the_draft_goes_on_where_it_was_left(wang)
        on_the_way_back_he_is_there(wang)
        wang.establish("17号")
        wang.back()
        wang.says("本机")
        assert "中心" not in wang.page.locator("header").inner_text()

    wang.says("中心")
    centre = server.centre().values()
    [visit] = [one for one in centre if one["type"] == "visit"]
    told = {row["item_resident"]: row["item_outcome"] for row in visit["body"]["visit_items"]}
    assert told == {cast.SUN: "done", cast.ZHANG: "done"}
    for resident, pressure in ((cast.ZHANG, (138, 84)), (cast.SUN, (146, 88))):
        made = newest(server, resident)
        body = made["body"]
        assert (body["systolic_blood_pressure"], body["diastolic_blood_pressure"]) == pressure
        assert made["qualified"], (made["errors"], made["missing"])
        assert never_shown(made, wang.screens) == []
    [newcomer] = [one for one in centre if one["body"].get("name") == "周小兰"]
    [door] = [one for one in centre if one["id"] == newcomer["links"]["household"]]
    assert door["body"]["door"] == "17号"
    assert [member["member"] for member in door["body"]["members"]] == [newcomer["id"]]
    assert wang.troubles == []


def newest(server: RunningServer, resident: str) -> dict[str, Any]:
    """The last follow-up of somebody."""
    of_theirs = [
        one
        for one in server.of_type("hypertension_follow_up")
        if one["links"]["resident"] == resident
    ]
    return max(of_theirs, key=lambda one: str(one["body"]["visit_date"]))


def nobody_home(wang: PhoneInHand) -> None:
    """Sun is not at home; she comes again tomorrow."""
    wang.tap("孙德海")
    wang.tap("没见到")
    wang.page.get_by_role("dialog").get_by_role("button", name="不在家").first.click()
    wang.page.get_by_role("button", name=re.compile("^记下(，|$)")).click()
    wang.today().wait_for()
    expect(wang.button("孙德海")).to_contain_text("不在家")
    expect(wang.button("下一户")).to_contain_text("张桂芳")


def half_a_follow_up_and_the_app_is_killed(wang: PhoneInHand) -> None:
    """The pressure is typed, the pulse begun."""
    wang.open_resident("张桂芳")
    wang.tap("开始高血压随访")
    wang.tap("都没有")
    for number in ("138", "84", "7"):
        wang.type_number(number)
    wang.page.wait_for_timeout(500)
    wang.kill()


def the_draft_goes_on_where_it_was_left(wang: PhoneInHand) -> None:
    """After the PIN the same form stands there, with every digit."""
    wang.reload()
    wang.unlock()
    wang.tap("接着填 张桂芳")
    wang.page.locator("#field-systolic_blood_pressure").wait_for()
    typed = {
        field: wang.page.input_value(f"#field-{field}")
        for field in ("systolic_blood_pressure", "diastolic_blood_pressure", "heart_rate")
    }
    assert list(typed.values()) == ["138", "84", "7"]
    wang.page.click("#field-heart_rate")
    wang.type_number("2")
    wang.type_number("62.5")
    wang.rest_of_follow_up()
    wang.save()


def on_the_way_back_he_is_there(wang: PhoneInHand) -> None:
    """Sun has come home: a whole follow-up after all, on the same day."""
    wang.follow_up("孙德海", "146", "88")
