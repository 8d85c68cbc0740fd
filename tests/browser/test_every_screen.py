"""Every screen of the phone, in both languages: for those who hear it, and for tired eyes."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.tour import Tour

AXE = Path("node_modules/axe-core/axe.min.js")
LOOK = Path("tests/browser/gallery/look.js")
FIND = """axe.run({ resultTypes: ['violations'] }).then((found) =>
    found.violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`))"""
#: Nothing moves any more (but what never stops), and what was changed has been drawn.
SETTLED = """() => Promise.all(
        document.getAnimations()
            .filter(({ effect }) => isFinite(effect.getComputedTiming().endTime))
            .map(({ finished }) => finished)
    ).then(() => new Promise((drawn) =>
        requestAnimationFrame(() => requestAnimationFrame(drawn))))"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_axe_and_a_measuring_eye_find_nothing_on_any_screen(
    context: BrowserContext, server: RunningServer, language: str
) -> None:
    phone = PhoneInHand(context, server)
    faults: dict[str, list[str]] = {}
    for screen in Tour(phone, server, language).screens():
        narrow = look_at(phone, 320, 640)
        large = look_at(phone, 320, 640, letters=200)
        found = [*look_at(phone, 360, 740), *axe(phone)]
        faults[screen] = [
            *found,
            *(f"320 px: {fault}" for fault in narrow),
            *(f"200 %: {fault}" for fault in large),
        ]

    assert {screen: found for screen, found in faults.items() if found} == {}
    assert len(faults) > 15
    assert phone.troubles == []


def look_at(phone: PhoneInHand, width: int, height: int, letters: int = 100) -> list[str]:
    """What an eye would complain of on a phone of this size, with letters this large."""
    phone.page.set_viewport_size({"width": width, "height": height})
    phone.page.evaluate(
        "size => { document.documentElement.style.fontSize = size }", f"{letters}%"
    )
    phone.page.evaluate(SETTLED)
    found: list[str] = phone.page.evaluate(LOOK.read_text())
    phone.page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def axe(phone: PhoneInHand) -> list[str]:
    """What axe finds; by the debugger, since the page itself lets no script of others in."""
    session = phone.context.new_cdp_session(phone.page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text()})
    answer = session.send(
        "Runtime.evaluate",
        {"expression": FIND, "awaitPromise": True, "returnByValue": True},
    )
    session.detach()
    found: list[str] = answer["result"]["value"]
    return found
