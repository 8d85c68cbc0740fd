"""Chromium against a real server process: phones of 360 by 740, in Chinese, in Shanghai."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests import cast
from tests.browser.chromium import FLAGS, PHONE
from tests.browser.phone import PhoneInHand
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


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server with Zhang's household in it, made once."""
    first = RunningServer(tmp_path_factory.mktemp("filled"))
    fill(first)
    first.close()
    return first.folder


@pytest.fixture
def server(tmp_path: Path, filled: Path) -> Iterator[RunningServer]:
    """A server with Zhang's household in it."""
    running = RunningServer(tmp_path, like=filled)
    running.start()
    yield running
    running.close()


@pytest.fixture
def wang(context: BrowserContext, server: RunningServer) -> PhoneInHand:
    """Wang's phone, enrolled, with her village on it."""
    phone = PhoneInHand(context, server)
    phone.enrol("wang", cast.WANG)
    phone.says("张桂芳")
    return phone
