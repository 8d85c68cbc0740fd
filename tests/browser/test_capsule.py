"""What a phone may not send any more comes home in a colleague's pocket."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.server.access.devices import change_device

pytestmark = pytest.mark.browser


def test_unsent_work_of_a_revoked_phone_is_carried_to_the_centre_as_a_file(
    wang: PhoneInHand, server: RunningServer, tmp_path: Path
) -> None:
    with wang.no_signal():
        wang.follow_up("张桂芳", "138", "84")
        wang.page.locator("header button").last.click()
        # No phone of ours that could share a file: it is saved instead.
        wang.page.evaluate("() => { navigator.canShare = () => false; }")
        with wang.page.expect_download() as downloading:
            wang.button("托同事带走").click()
        file = tmp_path / downloading.value.suggested_filename
        downloading.value.save_as(file)
        device = json.loads(file.read_text().splitlines()[0])["device"]
        change_device(server.app, device, revoked_at=datetime.now(UTC))
        assert "张桂芳" not in file.read_text()

        said = FlaskCliRunner(server.app).invoke(args=["doorstep", "open-capsule", str(file)])

    assert said.exit_code == 0, said.output
    [made] = [
        one
        for one in server.of_type("hypertension_follow_up")
        if one["body"]["systolic_blood_pressure"] == 138
    ]
    assert made["links"]["resident"] == cast.ZHANG
    assert made["qualified"], (made["errors"], made["missing"])
