"""A door whose number is a sentence: twenty characters, as many as the form takes."""

import pytest
from playwright.sync_api import BrowserContext

from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.test_every_screen import look_at
from tests.browser.worker import ask, within_reach

pytestmark = pytest.mark.browser

DOORS = ("老屋组大槐树东边第二排红砖房靠水塘一侧间", "WESTWING-ROOM-100200")


@pytest.mark.parametrize("door", DOORS)
def test_a_long_door_stays_within_the_page_wherever_it_stands(
    context: BrowserContext, server: RunningServer, door: str
) -> None:
    within_reach(context)
    wang = PhoneInHand(context, server)
    wang.enrol("wang", cast.WANG)
    wang.says("张桂芳")
    home = ask(wang.page, "openHousehold", cast.HOUSEHOLD)["household"]
    seen = {"body": home["body"], "links": home["links"]}
    named = {**home["body"], "door": door}
    ask(
        wang.page,
        "keep",
        [
            {
                "document": home["id"],
                "form": "household",
                "kind": "patch",
                "saw": seen,
                "body": named,
            }
        ],
    )
    faults: dict[str, list[str]] = {}

    def look(screen: str) -> None:
        wang.says(door)
        faults[screen] = look_at(wang.page, (320, 640)) + look_at(wang.page, (360, 740))

    look("today")
    wang.tap(door)
    look("household")
    wang.back()
    wang.open_resident("张桂芳")
    look("resident")
    wang.tap("开始高血压随访")
    look("follow-up")
    wang.back()
    wang.back()
    wang.tab("门牌图")
    wang.tap("老屋组")
    look("doors")
    wang.back()
    wang.tab("查找")
    wang.page.locator(".search input").fill("zgf")
    look("find")
    assert {screen: found for screen, found in faults.items() if found} == {}
    assert wang.troubles == []
