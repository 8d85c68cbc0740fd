"""Figures typed at the door: which of two is meant, and how one sees them in large type."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone import PhoneInHand

pytestmark = pytest.mark.browser

UPPER, LOWER = "#field-systolic_blood_pressure", "#field-diastolic_blood_pressure"
#: How far a field stands out below the bar on top, and above the pad: both as they are seen.
ROOM = """id => {
    const field = document.querySelector(id).closest('.field').getBoundingClientRect();
    const bar = document.querySelector('header').getBoundingClientRect();
    const pad = document.querySelector('.pad').getBoundingClientRect();
    return [field.top - bar.bottom, pad.top - field.bottom];
}"""


def test_two_exchanged_figures_are_asked_about_before_anybody_is_in_danger(
    wang: PhoneInHand,
) -> None:
    begin_follow_up(wang)
    wang.type_number("120")
    wang.type_number("180")

    wang.says("是不是写反了")
    expect(wang.button("紧急转诊")).to_have_count(0)
    expect(wang.page.get_by_text("血压达到危急值")).to_have_count(0)

    for field, number in ((UPPER, "180"), (LOWER, "120")):
        wang.page.locator(field).click()
        for _ in range(3):
            wang.page.get_by_role("button", name="删一位", exact=True).click()
        wang.type_number(number)
    wang.button("紧急转诊").wait_for()
    assert wang.troubles == []


def test_the_figure_in_hand_stands_above_the_pad_in_large_letters(wang: PhoneInHand) -> None:
    wang.page.set_viewport_size({"width": 320, "height": 640})
    wang.page.evaluate("document.documentElement.style.fontSize = '200%'")
    begin_follow_up(wang)

    pulse, weight = "#field-heart_rate", "#field-body_weight"
    for field, number in ((UPPER, "138"), (LOWER, "84"), (pulse, "72"), (weight, "62.5")):
        expect(wang.page.locator(field)).to_be_focused()
        for digit in number:
            assert min(wang.page.evaluate(ROOM, field)) >= 0, f"{field} before {digit}"
            wang.page.get_by_role("button", name=digit, exact=True).click()
    assert wang.troubles == []


def test_what_is_missing_is_counted_as_it_is_named(wang: PhoneInHand) -> None:
    begin_follow_up(wang)
    for number in ("138", "84"):
        wang.type_number(number)
    steps = wang.page.get_by_role("navigation", name="填到哪一步")
    steps.get_by_role("button", name="生活").click()
    # Two figures of one question, and by its name: as many names as are counted.
    wang.says("还差 5 项：测量、生活 …")
    wang.tap("还差 5 项")
    wang.type_number("72")
    steps.get_by_role("button", name="生活").click()
    wang.says("还差 5 项：体重、生活 …")
    wang.tap("还差 5 项")
    wang.type_number("62.5")
    wang.tap("同上次")
    wang.choose("心理调整", "良好")
    wang.choose("遵医行为", "良好")
    steps.get_by_role("button", name="测量").click()
    wang.says("还差 1 项：用药")
    assert wang.troubles == []


def begin_follow_up(wang: PhoneInHand) -> None:
    """As far as the first figure."""
    wang.open_resident("张桂芳")
    wang.tap("开始高血压随访")
    wang.tap("都没有")
    wang.page.locator(f"{UPPER}:focus").wait_for()
