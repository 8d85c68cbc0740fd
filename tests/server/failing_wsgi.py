"""The server with one address that fails, quoting a resident, and one line in its log."""

from typing import Any

import structlog

from server.services import directory
from server.wsgi import app as app
from tests.server.test_logs import NEEDLES, PLANTED


def _break_down(_actor: Any) -> None:
    raise RuntimeError(" ".join(NEEDLES))


directory.areas = _break_down  # type: ignore[assignment]  # that is what fails
structlog.get_logger().info("planted", name=PLANTED)
