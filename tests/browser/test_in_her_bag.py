"""A phone put down, tried by others, or opened twice: nothing is shown, nothing is lost."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from server.db import db
from server.sync.models import StoredOperation
from tests import cast
from tests.browser.phone import PATIENCE, PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.words import word

pytestmark = pytest.mark.browser

HALF = {"systolic_blood_pressure": "138", "diastolic_blood_pressure": "84", "heart_rate": "7"}


def test_after_five_minutes_untouched_it_locks_itself_and_keeps_what_was_typed(
    wang: PhoneInHand,
) -> None:
    half_a_follow_up(wang)
    # Screens are opened by the real clock; the last touch is counted from by this one.
    wang.page.clock.install()
    wang.page.keyboard.press("Shift")
    wang.page.clock.fast_forward("04:59")
    assert typed(wang.page) == HALF

    wang.page.clock.fast_forward("00:02")
    wang.page.get_by_role("heading", name="请输入密码").wait_for()
    assert "张桂芳" not in wang.page.inner_text("body")
    assert "138" not in wang.page.inner_text("body")

    wang.unlock()
    wang.tap("接着填 张桂芳")
    assert typed(wang.page) == HALF
    assert wang.troubles == []


def test_a_phone_that_slept_is_locked_when_it_is_looked_at_again(wang: PhoneInHand) -> None:
    half_a_follow_up(wang)
    wang.page.clock.install()
    wang.page.keyboard.press("Shift")
    # Asleep no timer runs; the clock does.
    wang.page.clock.set_system_time(time.time() + 3 * 3600)
    assert "请输入密码" not in wang.page.inner_text("body")
    wang.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")

    wang.page.get_by_role("heading", name="请输入密码").wait_for()
    assert "张桂芳" not in wang.page.inner_text("body")
    wang.unlock()
    wang.tap("接着填 张桂芳")
    assert typed(wang.page) == HALF
    assert wang.troubles == []


def test_wrong_pins_cost_longer_pauses_that_no_reload_shortens(wang: PhoneInHand) -> None:
    wang.tab("我的")
    wang.tap("锁上")
    pad = wang.page.get_by_role("group", name="数字键")
    for wrong in (1, 2):
        pad.wait_for()
        wang.enter_pin("111111")
        wang.says(f"刚才错 {wrong} 次")
    wang.enter_pin("111111")
    first = pause(wang)

    wang.reload()
    assert 0 < pause(wang) <= first <= 5
    wang.enter_pin()
    wang.page.wait_for_timeout(500)
    assert pause(wang) > 0
    wang.page.get_by_text("先等").wait_for(state="detached")
    wang.enter_pin("111111")
    assert pause(wang) > first
    wang.reload()
    assert pause(wang) > first
    assert wang.troubles == []


def test_a_second_tab_takes_over_only_what_the_first_has_put_on_disk(
    wang: PhoneInHand, context: BrowserContext, server: RunningServer
) -> None:
    half_a_follow_up(wang)
    second = PhoneInHand(context, server)
    second.page.goto(server.address)
    second.says("另一个窗口开着")
    # Not a moment for the clock that writes drafts: the take-over itself must.
    wang.type_number("3")
    second.tap("到这边来用")
    second.unlock()

    assert "张桂芳" not in wang.page.inner_text("body")
    second.tap("接着填 张桂芳")
    assert typed(second.page) == {**HALF, "heart_rate": "73"}
    second.type_number("62.5")
    second.rest_of_follow_up()
    second.save()
    second.says("中心")
    [made] = [
        one
        for one in server.of_type("hypertension_follow_up")
        if one["body"]["systolic_blood_pressure"] == 138
    ]
    assert made["body"]["heart_rate"] == 73
    assert wang.troubles == second.troubles == []


def test_whoever_comes_after_her_sees_nothing_that_another_tab_still_held(
    wang: PhoneInHand, context: BrowserContext, server: RunningServer
) -> None:
    half_a_follow_up(wang)
    second = PhoneInHand(context, server)
    second.page.goto(server.address)
    second.tap("到这边来用")
    second.tap("换人")
    second.log_in("li", cast.LI)

    wang.tap("到这边来用")
    wang.button("李建国").click()
    wang.unlock()
    assert "张桂芳" not in wang.page.inner_text("body")
    assert wang.page.locator("#field-heart_rate").count() == 0
    assert wang.troubles == second.troubles == []


def test_another_language_in_the_middle_keeps_what_is_typed_and_three_taps_save_once(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with wang.no_signal():
        half_a_follow_up(wang)
        for _ in range(2):
            wang.back()
        wang.tab("我的")
        wang.page.get_by_role("button", name="English").click()
        bar = wang.page.get_by_role("navigation", name=word("tab.all", "en"))
        bar.get_by_role("button", name=word("tab.today", "en")).click()
        wang.button(word("today.continue_draft", "en")).click()
        assert typed(wang.page) == HALF
        wang.page.click("#field-heart_rate")
        for number in ("2", "62.5"):
            wang.type_number(number)
        wang.button(word("visit.as_last_time", "en")).click()
        for question in ("Psychological adjustment", "Following advice"):
            wang.choose(question, "Good")
        wang.button(word("medicine.regularly", "en")).click()
        save = wang.button(word("visit.save", "en"))
        save.evaluate("button => { button.click(); button.click(); button.click(); }")
        wang.page.get_by_role("heading", name=word("today.title", "en"), exact=True).wait_for()

    expect(wang.page.locator("header")).to_contain_text("Centre", timeout=PATIENCE)
    written = [form for _, form in operations(server) if form == "hypertension_follow_up"]
    # Two of this year stood there before.
    assert len(written) == 2 + 1
    assert wang.troubles == []


def half_a_follow_up(wang: PhoneInHand) -> None:
    """The pressure is typed, the pulse begun."""
    wang.open_resident("张桂芳")
    wang.tap("开始高血压随访")
    wang.tap("都没有")
    for number in HALF.values():
        wang.type_number(number)
    assert typed(wang.page) == HALF


def typed(page: Page) -> dict[str, str]:
    """What stands in the fields of the form."""
    page.locator("#field-heart_rate").wait_for()
    return {field: page.input_value(f"#field-{field}") for field in HALF}


def pause(wang: PhoneInHand) -> int:
    """For how many seconds the phone says that it takes no PIN."""
    said = wang.page.get_by_text("先等")
    said.wait_for()
    return int("".join(filter(str.isdigit, said.inner_text())))


def operations(server: RunningServer) -> Iterator[tuple[str, str]]:
    """Id and form of everything that came to the centre."""
    with server.app.app_context():
        rows = db.session.execute(select(StoredOperation.id, StoredOperation.form)).all()
        db.session.remove()
    yield from (tuple(row) for row in rows)
