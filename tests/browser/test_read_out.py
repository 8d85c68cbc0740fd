"""The end of a follow-up in danger: the resident is told of the hospital, and of no walk."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.phone import PhoneInHand

pytestmark = pytest.mark.browser


def begin_in_danger(wang: PhoneInHand) -> None:
    """Zhang's follow-up, up to the page that interrupts."""
    wang.open_resident("张桂芳")
    wang.tap("开始高血压随访")
    wang.tap("都没有")
    for number in ("186", "112"):
        wang.type_number(number)


def read_out(wang: PhoneInHand) -> Locator:
    """The sentences, in order."""
    return wang.page.locator(".read-out p")


def test_who_was_not_referred_yet_is_told_to_go_to_hospital_first(wang: PhoneInHand) -> None:
    begin_in_danger(wang)
    wang.tap("先填完随访表")
    wang.finish_follow_up()

    expect(read_out(wang).first).to_have_text("请马上去医院，别等。")
    expect(read_out(wang).nth(1)).to_have_text("血压 186/112。")
    expect(read_out(wang).last).to_contain_text("我再来")
    expect(read_out(wang).filter(has_text="走")).to_have_count(0)
    expect(read_out(wang).filter(has_text="药")).to_have_count(0)
    assert wang.troubles == []


def test_the_sentence_does_not_wait_for_the_name_of_the_hospital(wang: PhoneInHand) -> None:
    begin_in_danger(wang)
    wang.tap("紧急转诊")
    wang.finish_follow_up()

    expect(read_out(wang).first).to_have_text("请马上去医院，别等。")
    wang.page.fill("#field-referral_institution", "县人民医院")

    expect(read_out(wang).first).to_have_text("请马上去县人民医院，别等。")
    assert wang.troubles == []


def test_a_danger_that_is_not_saved_is_seen_on_the_days_list(wang: PhoneInHand) -> None:
    begin_in_danger(wang)
    wang.says("保存后排在")
    wang.tap("先填完随访表")
    wang.page.go_back()
    wang.page.go_back()

    going_on = wang.page.locator("button.danger")
    expect(going_on).to_contain_text("接着填 张桂芳")
    expect(going_on).to_contain_text("危急 186/112，还没保存，还没处理")

    assert wang.troubles == []
