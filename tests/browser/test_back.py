"""The phone's own Back: wherever it leads, nobody's figures come to somebody else."""

import pytest
from playwright.sync_api import expect

from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, sun_has_hypertension

pytestmark = pytest.mark.browser


@pytest.fixture
def server(server: RunningServer) -> RunningServer:
    """Two people behind one door, with the same follow-up due."""
    sun_has_hypertension(server)
    return server


def test_a_form_left_by_the_phones_own_back_is_not_the_next_persons(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with wang.no_signal():
        wang.open_resident("张桂芳")
        wang.tap("开始高血压随访")
        wang.tap("都没有")
        wang.type_number("138")
        wang.page.go_back()
        wang.page.go_back()
        wang.open_resident("孙德海")
        wang.tap("开始高血压随访")
        expect(wang.page.locator("header")).to_contain_text("孙德海")
        wang.tap("都没有")
        assert wang.page.input_value("#field-systolic_blood_pressure") == ""
        for number in ("142", "88", "70", "70.5"):
            wang.type_number(number)
        wang.page.go_back()
        wang.page.go_back()
        wang.tap("接着填 张桂芳")
        expect(wang.page.locator("header")).to_contain_text("张桂芳")
        assert wang.page.input_value("#field-systolic_blood_pressure") == "138"
        for number in ("84", "72", "62.5"):
            wang.type_number(number)
        wang.rest_of_follow_up()
        wang.save()
    wang.says("中心")

    [made] = [
        one
        for one in server.of_type("hypertension_follow_up")
        if one["body"]["systolic_blood_pressure"] == 138
    ]
    assert made["links"]["resident"] == cast.ZHANG
    assert wang.troubles == []
