"""A round of three doors without a signal: nothing of it is lost, and nothing is made up."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from server.forms.load import load_forms
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, sun_has_hypertension

pytestmark = pytest.mark.browser

#: Known without asking: the day, the way, and who has the phone in her hand.
NOT_ASKED = {"visit_date", "visit_mode", "responsible_doctor"}


@pytest.fixture
def server(server: RunningServer) -> RunningServer:
    """Sun too has hypertension: he is due."""
    sun_has_hypertension(server)
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
        somebody_new(wang)
        wang.back()
        wang.says("本机")
        assert "中心" not in wang.page.locator("header").inner_text()

    wang.says("中心")
    centre = server.centre().values()
    [visit] = [one for one in centre if one["type"] == "visit"]
    told = {row["item_resident"]: row["item_outcome"] for row in visit["body"]["visit_items"]}
    assert told == {cast.SUN: "not_home", cast.ZHANG: "done"}
    [made] = [
        one
        for one in centre
        if one["type"] == "hypertension_follow_up"
        and one["body"]["systolic_blood_pressure"] == 138
    ]
    assert made["links"]["resident"] == cast.ZHANG
    assert made["body"]["diastolic_blood_pressure"] == 84
    assert made["qualified"], (made["errors"], made["missing"])
    assert never_shown(made, wang) == []
    [newcomer] = [one for one in centre if one["body"].get("name") == "周小兰"]
    [door] = [one for one in centre if one["id"] == newcomer["links"]["household"]]
    assert door["body"]["door"] == "17号"
    assert [member["member"] for member in door["body"]["members"]] == [newcomer["id"]]
    assert wang.troubles == []


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


def somebody_new(wang: PhoneInHand) -> None:
    """A newcomer behind a door that nobody has written down yet."""
    wang.establish("17号")


def never_shown(document: dict[str, Any], wang: PhoneInHand) -> list[str]:
    """Fields of the document that never stood on a screen, by name or by their rows' words."""
    form = load_forms()[document["type"]]
    seen = "\n".join(wang.screens)
    asked = [id for id in document["body"] if id in form.by_id and id not in NOT_ASKED]
    return [
        id
        for id in asked
        if not form.by_id[id].computed
        and form.by_id[id].definition["label"]["zh-CN"] not in seen
        and not names_of_rows(document["body"][id]) & set(seen.split())
    ]


def names_of_rows(value: object) -> set[str]:
    """The words by which the rows of a group are told apart."""
    rows = value if isinstance(value, list) else []
    return {text for row in rows if isinstance(row, dict) for text in row.values() if text}
