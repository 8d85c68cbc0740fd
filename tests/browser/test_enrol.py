"""The first time on a phone: what is wrong is said in words, and nothing is typed twice."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser


def test_a_wrong_password_is_called_so_and_a_slip_is_read_as_it_is_written(
    context: BrowserContext, server: RunningServer
) -> None:
    phone = PhoneInHand(context, server)
    page, slip = phone.page, server.slip(cast.WANG)
    page.goto(server.address)
    page.fill("#username", "wang")
    page.fill("input[type=password]", "not-the-password")
    page.fill("#slip", f"{slip[:4].lower()} {slip[4:]}")
    choose_pin(phone)
    phone.says("用户名、密码或开通条不对")
    assert page.input_value("#username") == "wang"

    page.fill("input[type=password]", cast.PASSWORD)
    choose_pin(phone)
    phone.today().wait_for()
    assert phone.troubles == []


def test_without_a_signal_it_is_said_before_anybody_chooses_a_pin(
    context: BrowserContext, server: RunningServer
) -> None:
    phone = PhoneInHand(context, server)
    page = phone.page
    page.goto(server.address)
    page.fill("#username", "wang")
    page.fill("input[type=password]", cast.PASSWORD)
    page.fill("#slip", server.slip(cast.WANG))
    with phone.no_signal():
        phone.button("下一步").click()
        phone.says("没有信号。开通要连中心一次")
        expect(page.get_by_role("heading", name="定一个")).to_have_count(0)
    # The line is back: it is said no more, and nothing is typed twice.
    expect(page.get_by_text("没有信号。开通要连中心一次")).to_have_count(0)
    choose_pin(phone)
    phone.today().wait_for()
    assert phone.troubles == []


def test_who_opens_the_first_page_behind_a_proxy_is_told_at_once_that_the_centre_is_away(
    context: BrowserContext, server: RunningServer
) -> None:
    phone = PhoneInHand(context, server)
    context.route(
        "**/api/**",
        lambda route: route.fulfill(status=502, content_type="text/html", body="<p>502</p>"),
    )
    phone.page.goto(server.address)

    phone.says("中心暂时连不上")
    assert phone.troubles == []


def test_the_browser_is_asked_once_to_keep_what_is_stored(
    context: BrowserContext, server: RunningServer
) -> None:
    asked: list[None] = []
    context.expose_function("asked", lambda: asked.append(None))
    context.add_init_script("navigator.storage.persist = () => asked().then(() => true)")
    phone = PhoneInHand(context, server)
    phone.enrol("wang", cast.WANG)
    phone.reload()
    phone.unlock()

    assert len(asked) == 1
    assert phone.troubles == []


def choose_pin(phone: PhoneInHand) -> None:
    """On to the PIN, twice."""
    phone.button("下一步").click()
    for words in ("定一个", "再输"):
        phone.page.get_by_role("heading", name=words).wait_for()
        phone.enter_pin()
