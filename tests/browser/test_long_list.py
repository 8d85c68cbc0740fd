"""A list of dozens of doors is drawn a screenful at a time, and stays where one left it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from server.db import writing
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.server.many import multiply

pytestmark = pytest.mark.browser

FEED = f"{cast.GRID}:record"
RESIDENTS = 60
#: The name that stands in the middle of the screen.
IN_THE_MIDDLE = """() => {
  const at = document.elementFromPoint(180, 370).closest('li');
  return at && at.innerText;
}"""


@pytest.fixture
def server(tmp_path: Path, filled: Path) -> Iterator[RunningServer]:
    """A server with a whole street to visit."""
    running = RunningServer(tmp_path, like=filled)
    with running.app.app_context(), writing() as session:
        multiply(session.connection(), RESIDENTS, 11, FEED)
        session.commit()
    running.start()
    yield running
    running.close()


@pytest.fixture
def wang(context: BrowserContext, server: RunningServer) -> PhoneInHand:
    """Wang's phone, with the street on it."""
    phone = PhoneInHand(context, server)
    phone.enrol("wang", cast.WANG)
    phone.page.locator("main li").first.wait_for()
    return phone


def test_coming_back_to_a_long_list_one_stands_at_the_same_door(wang: PhoneInHand) -> None:
    page = wang.page
    at_first = page.locator("main li").count()
    for _ in range(6):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(150)
    door = page.evaluate(IN_THE_MIDDLE)
    page.mouse.click(180, 370)
    page.get_by_role("group", name="档案的四部分").wait_for()
    wang.back()
    wang.today().wait_for()
    page.wait_for_function(f"(door) => ({IN_THE_MIDDLE})() === door", arg=door)
    assert at_first < RESIDENTS / 2


def test_two_taps_in_one_breath_open_one_resident(wang: PhoneInHand) -> None:
    wang.page.locator("main li button").first.evaluate("(row) => { row.click(); row.click(); }")
    wang.page.get_by_role("group", name="档案的四部分").wait_for()

    wang.back()

    wang.today().wait_for()
    assert wang.page.locator("main li button").count() > 0
