"""Opened by a plain address, without https: one sentence says what to do, and only that."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.chromium import PHONE
from tests.browser.server import RunningServer
from tests.browser.words import word

pytestmark = pytest.mark.browser

#: A machine in the same house, as a phone on its network calls it.
PLAIN = "http://192.168.1.20:8000"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_page_without_https_says_so_and_blames_no_browser(
    browser: Browser, server: RunningServer, language: str
) -> None:
    context = browser.new_context(**{**PHONE, "locale": language})
    troubles: list[str] = []

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        route.fulfill(response=route.fetch(url=f"{server.address}{path}"))

    context.route(f"{PLAIN}/**", answer)
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(PLAIN)
    page.get_by_text(word("browser.secure_context", language)).wait_for()

    assert not page.evaluate("() => isSecureContext")
    said = [one for one in page.inner_text("body").split("\n") if one.strip()]
    assert said[:2] == [
        word("browser.cannot", language),
        word("browser.secure_context", language),
    ]
    [code] = said[2:]
    assert code.removeprefix(word("problem.code", language)).strip() == "secure_context"
    assert troubles == []
    context.close()
