"""Nobody opens: one tap notes it for all who are due behind the door, and can be taken back."""

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, sun_has_hypertension
from tests.browser.village import day

pytestmark = pytest.mark.browser


@pytest.fixture
def server(server: RunningServer) -> RunningServer:
    """Two people behind one door, each due."""
    sun_has_hypertension(server)
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
