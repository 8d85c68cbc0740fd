"""Chromium against a real server process: phones of 360 by 740, in Chinese, in Shanghai."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import FLAGS, PHONE
from tests.browser.server import RunningServer, fill


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; nothing is fetched from elsewhere."""
    return {
        **browser_type_launch_args,
        "executable_path": shutil.which("chromium"),
        "args": FLAGS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A cheap phone."""
    return {
        **browser_context_args,
        **PHONE,
    }


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """A server with Zhang's household in it."""
    running = RunningServer(tmp_path)
    fill(running)
    running.start()
    yield running
    running.close()
