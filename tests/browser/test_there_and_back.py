"""Zhang's household goes to the other grid and comes back while a phone of both is told."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Route, expect

from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.worker import ask, within_reach
from tests.server.county import Phone

pytestmark = pytest.mark.browser

PULL = "**/api/sync/pull"


@pytest.fixture
def server(server: RunningServer) -> RunningServer:
    """Whatever happens can happen between any two changes."""
    server.stop()
    server.start("tests.browser.one_a_page:app")
    return server


# Of the first grid a phone is told first: who leaves the second arrives before she has left.
@pytest.mark.parametrize(
    ("home", "away"),
    [(cast.GRID, cast.SECOND_GRID), (cast.SECOND_GRID, cast.GRID)],
    ids=["what-she-left-first", "where-she-came-first"],
)
def test_who_goes_and_comes_back_is_there_once_whatever_ends_the_app_meanwhile(
    context: BrowserContext, server: RunningServer, home: str, away: str
) -> None:
    within_reach(context)
    chen = server.client("chen", cast.CHEN)
    if home != cast.GRID:
        moves(chen, cast.GRID, home)
    wang = PhoneInHand(context, server)
    wang.enrol("wang", cast.WANG)
    ask(wang.page, "syncNow")
    assert_equals_the_centre(wang, server)

    for back_before, killed_at in ((3, 8), (10, 14), (99, 5)):
        moves(chen, home, away)
        killed_while_it_pulls(wang, killed_at, {back_before: lambda: moves(chen, away, home)})
        ask(wang.page, "syncNow")
        assert_equals_the_centre(wang, server)
        if back_before > killed_at:
            moves(chen, away, home)
            ask(wang.page, "syncNow")
            assert_equals_the_centre(wang, server)

    expect(wang.page.locator(".stop", has_text="张桂芳")).to_have_count(1)
    assert [one["resident"] for one in ask(wang.page, "search", "张")] == [cast.ZHANG]
    wang.find("张", "张桂芳")
    wang.says("142/86")
    assert wang.troubles == []


def moves(chen: Phone, before: str, after: str) -> None:
    """The supervisor corrects the grid of the household."""
    [answer] = chen.push(
        chen.operation(
            "household",
            cast.HOUSEHOLD,
            "patch",
            changes={"@area": {"from": before, "to": after}},
        )
    )
    assert answer["answer"] == "applied", answer


def killed_while_it_pulls(
    wang: PhoneInHand, page: int, before: dict[int, Callable[[], None]]
) -> None:
    """The phone ends the app while it waits for a page of a sync, and she opens it again."""
    pages = 0
    held: list[Route] = []

    def pass_on(route: Route) -> None:
        nonlocal pages
        if happens := before.get(pages):
            happens()
        pages += 1
        if pages == page + 1:
            # The app is ended while it waits for this one, and files those before.
            held.append(route)
        else:
            route.continue_()

    wang.context.route(PULL, pass_on)
    wang.page.evaluate("() => void worker.postMessage({ call: 0, name: 'syncNow', args: [] })")
    while not held:
        wang.page.wait_for_timeout(20)
    wang.kill()
    # Nobody is left to hear it.
    with suppress(Error):
        held[0].abort()
    wang.reload()
    wang.unlock()


def assert_equals_the_centre(wang: PhoneInHand, server: RunningServer) -> None:
    """Each document is there once, and says what it says at the centre."""
    home = ask(wang.page, "openHousehold", cast.HOUSEHOLD)
    found = [home["household"], *home["visits"]]
    for resident in (cast.ZHANG, cast.SUN):
        folder = ask(wang.page, "openFolder", resident)
        found += [folder["resident"], *folder["documents"]]
        found += ask(wang.page, "archives", resident)
    assert in_order(found) == in_order(server.centre().values())


def in_order(documents: Any) -> list[dict[str, Any]]:
    """By id, without the feed that a phone notes."""
    plain = [{part: one[part] for part in one if part != "feed"} for one in documents]
    return sorted(plain, key=lambda one: one["id"])
