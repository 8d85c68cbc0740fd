"""Every screen, in both languages: for those who hear it, and for tired eyes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.make_screens import SCREENS
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.tour import Tour
from tests.browser.village import Village
from tests.browser.walker import Shown
from tests.browser.worker import within_reach

AXE = Path("node_modules/axe-core/axe.min.js")
LOOK = Path("tests/browser/gallery/look.js")
FIND = """axe.run({ resultTypes: ['violations'] }).then((found) =>
    found.violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`))"""
#: Nothing moves any more (but what never stops), and what was changed has been drawn.
SETTLED = """async () => {
    const drawn = () =>
        new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
    await drawn();
    // What goes away in the middle of its way has arrived too.
    await Promise.allSettled(
        document.getAnimations()
            .filter(({ effect }) => isFinite(effect.getComputedTiming().endTime))
            .map(({ finished }) => finished)
    );
    await drawn();
}"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_axe_and_a_measuring_eye_find_nothing_on_any_screen(
    context: BrowserContext, server: RunningServer, language: str
) -> None:
    within_reach(context)
    phone = PhoneInHand(context, server)
    faults: dict[str, list[str]] = {}
    for screen in Tour(phone, Village(server), language).screens():
        faults[screen.name] = list(faults_of(screen))

    assert {screen: found for screen, found in faults.items() if found} == {}
    assert set(faults) == pictured(language)
    assert phone.troubles == []


def pictured(language: str) -> set[str]:
    """The screens of which docs/screens holds a picture."""
    ending = f"-{language[:2]}"
    return {path.stem.removesuffix(ending) for path in SCREENS.glob(f"*{ending}.png")}


def faults_of(screen: Shown) -> Iterator[str]:
    """What axe and the eye find on it, at each of its sizes."""
    first, *others = screen.sizes
    for width, height in others:
        yield from (f"{width} px: {fault}" for fault in look_at(screen.page, (width, height)))
    if 320 in dict(screen.sizes):
        large = look_at(screen.page, (320, 640), letters=200)
        yield from (f"200 %: {fault}" for fault in large)
    yield from look_at(screen.page, first)
    yield from axe(screen.page)


def look_at(page: Page, size: tuple[int, int], letters: int = 100) -> list[str]:
    """What an eye would complain of on a phone of this size, with letters this large."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("size => { document.documentElement.style.fontSize = size }", f"{letters}%")
    page.evaluate(SETTLED)
    found: list[str] = page.evaluate(LOOK.read_text())
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def axe(page: Page) -> list[str]:
    """What axe finds; by the debugger, since the page itself lets no script of others in."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text()})
    answer = session.send(
        "Runtime.evaluate",
        {"expression": FIND, "awaitPromise": True, "returnByValue": True},
    )
    session.detach()
    found: list[str] = answer["result"]["value"]
    return found
