"""Figures typed at the door, as one sees them in large type."""

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


def begin_follow_up(wang: PhoneInHand) -> None:
    """As far as the first figure."""
    wang.open_resident("张桂芳")
    wang.tap("开始高血压随访")
    wang.tap("都没有")
    wang.page.locator(f"{UPPER}:focus").wait_for()
