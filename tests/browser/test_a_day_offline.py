"""A doctor's round without a signal, and what the centre holds afterwards."""

import pytest

from tests import cast
from tests.browser.on_screen import never_shown
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser


def test_a_follow_up_made_without_signal_reaches_the_centre(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with wang.no_signal():
        wang.reload()
        wang.unlock()
        wang.follow_up("张桂芳", "138", "84")
        wang.says("本机")

    wang.says("中心")
    chen = server.client("chen", cast.CHEN)
    chen.pull()

    [made] = [
        document
        for document in chen.documents.values()
        if document["type"] == "hypertension_follow_up"
        and document["body"].get("systolic_blood_pressure") == 138
    ]
    assert made["body"]["diastolic_blood_pressure"] == 84
    assert made["qualified"], (made["errors"], made["missing"])
    assert wang.troubles == []


def test_a_follow_up_with_unchanged_medicines_takes_at_most_twelve_taps(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wang.taps = 0
    wang.screens.clear()

    wang.follow_up("张桂芳", "138", "84")

    assert wang.taps <= 12
    wang.says("中心")
    made = max(
        server.of_type("hypertension_follow_up"), key=lambda one: str(one["body"]["visit_date"])
    )
    assert made["qualified"], (made["errors"], made["missing"])
    assert never_shown(made, wang.screens) == []
