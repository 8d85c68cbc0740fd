"""Two phones write of one person: what fits goes together, what does not waits for a person."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, follow_up_body
from tests.server.county import Phone, changes

pytestmark = pytest.mark.browser

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
FOLLOW_UP = natural_id("hypertension_follow_up", cast.ZHANG, TODAY, "home")


def test_two_phones_differ_once_one_tap_decides_and_undo_brings_both_back(
    wang: PhoneInHand, server: RunningServer
) -> None:
    colleague, chen = server.client("wang", cast.WANG), server.client("chen", cast.CHEN)
    with wang.no_signal():
        wang.follow_up("张桂芳", "138", "84")
        # The same pressure otherwise, and another's telephone number: two people at one door.
        answers = colleague.push(
            another_follow_up(colleague),
            colleague.operation(
                "resident_basic",
                cast.ZHANG,
                kind="patch",
                changes={"phone": {"from": None, "to": "13900001234"}},
            ),
        )
        assert {answer["answer"] for answer in answers} == {"applied"}

    wang.send_now()
    dialog = wang.page.get_by_role("dialog")
    dialog.get_by_role("button").filter(has_text="张桂芳").first.wait_for()
    [pressure] = [one for one in conflicts(chen) if one["unit"] == "systolic_blood_pressure"]
    assert pressure["standing"]["value"] == pair(162, 92)
    assert [offer["value"] for offer in pressure["offers"]] == [pair(138, 84)]
    assert conflicts(colleague) == conflicts(chen)
    assert pair_of(chen) == pair(162, 92)

    dialog.get_by_role("button").filter(has_text="张桂芳").first.click()
    wang.says("138/84")
    wang.says("162/92")
    wang.page.get_by_role("button", name="用这个：138/84").first.click()
    wang.says("已用 138/84")
    settle(wang, chen, pair(138, 84))
    assert states(chen) == states(colleague) == ["decided"]

    wang.tap("撤销")
    settle(wang, chen, pair(162, 92))
    assert states(chen) == ["open"]
    wang.page.get_by_role("button", name="用这个：138/84").first.click()
    settle(wang, chen, pair(138, 84))

    colleague.pull()
    assert colleague.documents[FOLLOW_UP]["body"] == chen.documents[FOLLOW_UP]["body"]
    assert chen.documents[cast.ZHANG]["body"]["phone"] == "13900001234"
    wang.back()
    wang.open_front_page("张桂芳")
    wang.tap("随访")
    wang.page.get_by_role("button").filter(has_text="138/84").first.click()
    for value in ("138", "84"):
        expect(wang.page.locator("main")).to_contain_text(value)
    assert wang.troubles == []


def another_follow_up(colleague: Phone) -> dict[str, Any]:
    """The same follow-up with another pressure, all else as the first phone has it."""
    body = {**follow_up_body(TODAY, 162, 92), "control_class": "controlled"}
    for left_out in ("next_visit_date", "control_class", "referral_needed", "body_height"):
        del body[left_out]
    return colleague.operation(
        "hypertension_follow_up",
        FOLLOW_UP,
        changes=changes(body, resident=cast.ZHANG, channel="home"),
    )


def pair(systolic: int, diastolic: int) -> dict[str, int]:
    """A blood pressure, which is one thing in two numbers."""
    return {"systolic_blood_pressure": systolic, "diastolic_blood_pressure": diastolic}


def pair_of(client: Phone) -> dict[str, int]:
    """What stands in the follow-up, as a client has it."""
    client.pull()
    body = client.documents[FOLLOW_UP]["body"]
    return {field: body[field] for field in pair(0, 0)}


def conflicts(client: Phone) -> list[dict[str, Any]]:
    """The conflicts that a client knows, as it holds them."""
    client.pull()
    return [one["body"] for one in client.documents.values() if one["type"] == "conflict"]


def states(client: Phone) -> list[str]:
    """How the pressure's conflict stands."""
    return [one["state"] for one in conflicts(client) if one["unit"] in pair(0, 0)]


def settle(wang: PhoneInHand, client: Phone, wanted: dict[str, int]) -> None:
    """Wait until the centre holds this pressure."""
    for _ in range(60):
        if pair_of(client) == wanted:
            return
        wang.page.wait_for_timeout(500)
    raise AssertionError(pair_of(client))
