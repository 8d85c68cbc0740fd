"""A phone without room: an entry is saved all the same, or it is said that it is not."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.phone import PATIENCE, PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.words import word

pytestmark = pytest.mark.browser

MIB = 1024 * 1024
USED = "async () => (await navigator.storage.estimate()).usage"
DATABASES = "async () => (await indexedDB.databases()).map(({ name }) => name)"
BALLAST = "doorstep.ballast"
#: Whether the browser refuses to keep another 64 KiB: it notices a moment after it was told.
IS_FULL = """() => new Promise((answer) => {
    const asked = indexedDB.open('probe', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('probe');
    asked.onerror = () => answer(true);
    asked.onsuccess = () => {
        const writing = asked.result.transaction('probe', 'readwrite');
        const bytes = crypto.getRandomValues(new Uint8Array(65536));
        writing.objectStore('probe').put(bytes, 'one');
        writing.oncomplete = () => (asked.result.close(), answer(false));
        writing.onabort = () => (asked.result.close(), answer(true));
    };
})"""


def test_where_the_phone_is_full_the_room_set_aside_takes_the_entry(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wait_for_ballast(wang)
    wang.open_resident("张桂芳")
    wang.tap("开始高血压随访")
    wang.fill_in_follow_up("138", "84")
    with room_for(wang, wang.page.evaluate(USED) - MIB):
        wang.save()
        assert BALLAST not in wang.page.evaluate(DATABASES)

    wang.send_now()
    wang.says("都已到中心")
    assert measured(server) == [(138, 84)]
    assert wang.troubles == []


def test_where_there_is_no_room_at_all_it_says_so_and_keeps_what_was_typed(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wait_for_ballast(wang)
    wang.open_resident("张桂芳")
    wang.tap("开始高血压随访")
    wang.fill_in_follow_up("138", "84")
    with room_for(wang, MIB // 16):
        wang.tap("保存")
        wang.says(word("visit.phone_full"))
        assert measured(server) == []
    wang.kill()
    wang.reload()
    wang.unlock()
    wang.tap("接着填 张桂芳")
    wang.save()

    wang.send_now()
    wang.says("都已到中心")
    assert measured(server) == [(138, 84)]
    assert wang.troubles == []


def test_whatever_was_to_be_saved_without_room_it_is_said_that_it_is_not(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wait_for_ballast(wang)
    wang.tap("下一户")
    wang.button("不在家").wait_for()
    with room_for(wang, MIB // 16):
        wang.button("不在家").click()
        wang.says(word("visit.phone_full"))
        wang.button("没见到").click()
        expect(wang.page.get_by_text(word("visit.phone_full"))).to_have_count(0)
        dialog = wang.page.get_by_role("dialog")
        dialog.get_by_role("button", name="不在家").click()
        dialog.get_by_role("button", name="记下", exact=True).click()
        wang.says(word("visit.phone_full"))
        wang.page.keyboard.press("Escape")
        wang.back()
        wang.begin_record("17")
        wang.tap("建档：周小兰")
        wang.says(word("visit.phone_full"))
    wang.tap("建档：周小兰")
    wang.page.get_by_role("group", name="档案的四部分").wait_for()

    wang.send_now()
    wang.says("都已到中心")
    assert [one["body"]["name"] for one in server.of_type("resident_basic")][2:] == ["周小兰"]
    assert server.of_type("visit") == []
    assert wang.troubles == []


def test_a_full_phone_is_locked_too_and_goes_on_with_what_it_had_no_room_for(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wait_for_ballast(wang)
    wang.open_resident("张桂芳")
    wang.tap("开始高血压随访")
    wang.tap("都没有")
    wang.page.clock.install()
    with room_for(wang, MIB // 16):
        for number in ("138", "84"):
            wang.type_number(number)
        wang.page.clock.fast_forward("05:01")
        wang.page.get_by_role("heading", name="请输入密码").wait_for()
        assert "138" not in wang.page.inner_text("body")

        wang.enter_pin()
        wang.says(word("sync.full"))
    wang.enter_pin()
    wang.page.click("#field-heart_rate")
    wang.finish_follow_up()
    wang.save()

    wang.send_now()
    wang.says("都已到中心")
    assert measured(server) == [(138, 84)]
    assert wang.troubles == []


def test_a_phone_that_was_filled_overnight_opens_all_the_same(wang: PhoneInHand) -> None:
    wait_for_ballast(wang)
    wang.tab("我的")
    wang.tap("锁上")
    wang.page.get_by_role("group", name="数字键").wait_for()
    with room_for(wang, wang.page.evaluate(USED) - MIB):
        wang.enter_pin("111111")
        wang.says("刚才错 1 次")
        wang.unlock()
        wang.says("张桂芳")
    assert wang.troubles == []


@contextmanager
def room_for(wang: PhoneInHand, size: int) -> Iterator[None]:
    """Let the browser keep no more than this for the app, in bytes."""
    devtools = wang.context.new_cdp_session(wang.page)
    origin = {"origin": wang.server.address}
    devtools.send("Storage.overrideQuotaForOrigin", {**origin, "quotaSize": size})
    until(wang, IS_FULL)
    try:
        yield
    finally:
        devtools.send("Storage.overrideQuotaForOrigin", origin)


def wait_for_ballast(wang: PhoneInHand) -> None:
    """Wait until the room is set aside."""
    until(wang, f"async () => (await ({DATABASES})()).includes('{BALLAST}')")
    until(wang, f"async () => (await ({USED})()) > {4 * MIB}")


def until(wang: PhoneInHand, question: str) -> None:
    """Ask the page until it says yes."""
    deadline = time.monotonic() + 2 * PATIENCE / 1000
    while not wang.page.evaluate(question):
        assert time.monotonic() < deadline, question
        wang.page.wait_for_timeout(250)


def measured(server: RunningServer) -> list[tuple[int, int]]:
    """The pressures that came to the centre beside those of spring and summer."""
    both = [
        (one["body"]["systolic_blood_pressure"], one["body"]["diastolic_blood_pressure"])
        for one in server.of_type("hypertension_follow_up")
    ]
    return [pair for pair in both if pair not in ((148, 92), (142, 86))]
