"""What a phone may not send any more comes home in a colleague's pocket."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import update

from server.access.models import Device
from server.db import writing
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser


def test_unsent_work_is_carried_to_the_centre_as_a_file(
    wang: PhoneInHand, server: RunningServer, tmp_path: Path
) -> None:
    with wang.no_signal():
        wang.follow_up("张桂芳", "138", "84")
        wang.page.locator("header button").last.click()
        file = handed_over(wang, tmp_path, lambda: wang.button("托同事带走").click())

        arrives(server, file)


def test_a_phone_that_was_withdrawn_hands_over_what_it_cannot_send(
    wang: PhoneInHand, server: RunningServer, tmp_path: Path
) -> None:
    with wang.no_signal():
        wang.follow_up("张桂芳", "138", "84")
        with server.app.app_context(), writing() as session:
            # What was written before is her own work, and is taken.
            soon = datetime.now(UTC) + timedelta(seconds=1)
            session.execute(update(Device).values(revoked_at=soon))
        wang.page.wait_for_timeout(1_100)
    wang.reload()
    wang.enter_pin()
    wang.says("这部手机已停用")
    file = handed_over(wang, tmp_path, lambda: wang.button("交出没上传的").click())

    arrives(server, file)


def handed_over(wang: PhoneInHand, folder: Path, tap: Callable[[], None]) -> Path:
    """The file, where this phone has nothing to share it with."""
    wang.page.evaluate("() => { navigator.canShare = () => false; }")
    with wang.page.expect_download() as downloading:
        tap()
    file = folder / downloading.value.suggested_filename
    downloading.value.save_as(file)
    head, *letters = file.read_text().splitlines()
    assert json.loads(head)["entries"] == len(letters) > 0
    assert "张桂芳" not in file.read_text()
    return file


def arrives(server: RunningServer, file: Path) -> None:
    """The administrator opens it: all of it is at the centre."""
    said = FlaskCliRunner(server.app).invoke(args=["doorstep", "open-capsule", str(file)])
    assert said.exit_code == 0, said.output
    [made] = [
        one
        for one in server.of_type("hypertension_follow_up")
        if one["body"]["systolic_blood_pressure"] == 138
    ]
    assert made["links"]["resident"] == cast.ZHANG
    assert made["qualified"], (made["errors"], made["missing"])
