"""A call is one tap from every row, and from the front page to whoever can be reached."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser

#: Where the page would be sent; the dialler itself would lie over it.
WATCH = """() => navigation.addEventListener('navigate', (event) => {
    const { url } = event.destination;
    if (!url.startsWith('tel:')) return;
    event.preventDefault();
    window.dialled = [...(window.dialled ?? []), url];
})"""


@pytest.fixture
def server(server: RunningServer) -> RunningServer:
    """Zhang has a telephone and a daughter; Sun has neither."""
    known = {"phone": "13900001234", "contact_name": "孙小梅", "contact_phone": "0555-1234567"}
    wang = server.client("wang", cast.WANG)
    [answer] = wang.push(
        wang.operation(
            "resident_basic",
            cast.ZHANG,
            "patch",
            changes={part: {"from": None, "to": value} for part, value in known.items()},
        )
    )
    assert answer["answer"] == "applied"
    return server


def test_whoever_has_a_telephone_is_called_by_one_tap(wang: PhoneInHand) -> None:
    wang.page.evaluate(WATCH)
    call(wang).click()
    expect_calls(wang, 1)
    wang.tap("下一户")
    expect(wang.button("孙德海")).to_be_visible()
    call(wang).click()
    expect_calls(wang, 2)
    expect(wang.page.get_by_role("button", name="打电话给孙德海")).to_have_count(0)
    wang.back()
    wang.tab("查找")
    wang.page.locator(".search input").fill("zgf")
    call(wang).click()
    expect_calls(wang, 3)
    wang.open_front_page("张桂芳")
    links = wang.page.locator("a[href^='tel:']")
    assert links.evaluate_all("all => all.map((one) => [one.href, one.ariaLabel])") == [
        ["tel:13900001234", "打电话给张桂芳"],
        ["tel:05551234567", "打电话给孙小梅，找张桂芳"],
    ]
    assert wang.troubles == []


def test_nobody_calls_the_dead(wang: PhoneInHand) -> None:
    wang.open_resident("张桂芳")
    wang.tap("没见到")
    dialog = wang.page.get_by_role("dialog")
    dialog.get_by_role("button", name="死亡").first.click()
    wang.page.fill("#outcome-day", "2026")
    wang.page.get_by_role("button", name=re.compile("^记下(，|$)")).click()
    wang.today().wait_for()

    expect(wang.button("张桂芳")).to_contain_text("死亡")
    expect(call(wang)).to_have_count(0)
    wang.find("zgf", "张桂芳")
    wang.says("档案已注销")
    expect(wang.page.locator("a[href^='tel:']")).to_have_count(0)
    wang.back()
    wang.says("张桂芳")
    expect(call(wang)).to_have_count(0)
    assert wang.troubles == []


def call(wang: PhoneInHand) -> Locator:
    """The button of Zhang's row, wherever it stands."""
    return wang.page.get_by_role("button", name="打电话给张桂芳", exact=True)


def expect_calls(wang: PhoneInHand, count: int) -> None:
    """Each of them went to her own telephone."""
    wang.page.wait_for_function("count => window.dialled?.length === count", arg=count)
    dialled = wang.page.evaluate("window.dialled")
    assert dialled == ["tel:13900001234"] * count
