"""A newer version of the app is offered, never forced; nothing typed or kept is lost by it."""

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import cast
from tests.browser.phone import PATIENCE, PhoneInHand
from tests.browser.server import RunningServer, sun_has_hypertension
from tests.browser.test_in_her_bag import HALF, half_a_follow_up, typed
from tests.browser.words import word

pytestmark = pytest.mark.browser

#: What the newer version says above one's own page.
NEWER = "我的（新）"
WAITING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
LOOK = "() => navigator.serviceWorker.getRegistration().then((ours) => ours.update())"
VERSIONS_KEPT = "async () => (await caches.keys()).length"


@pytest.fixture(scope="session")
def newer_app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The next version, as the build makes it: one screen has changed."""
    project = tmp_path_factory.mktemp("newer")
    shutil.copytree("pwa", project / "pwa")
    (project / "build").mkdir()
    shutil.copy("build/forms.json", project / "build")
    for name in ("node_modules", "package.json"):
        (project / name).symlink_to(Path(name).resolve())
    screen = project / "pwa/js/screens/me.jsx"
    told = "title={t('me.title')}"
    assert told in screen.read_text()
    screen.write_text(screen.read_text().replace(told, f"title={{'{NEWER}'}}"))
    subprocess.run(["node", "pwa/build.mjs"], cwd=project, check=True, capture_output=True)
    return project / "build/app"


@pytest.fixture
def app_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the server hands out: the app as it is, until `deploy` puts another there."""
    folder = tmp_path / "app"
    shutil.copytree("build/app", folder)
    monkeypatch.setenv("DOORSTEP_APP", str(folder))
    return folder


@pytest.fixture
def server(app_folder: Path, server: RunningServer) -> RunningServer:
    """A server that hands out an app of this test's own; Sun is due as well as Zhang."""
    sun_has_hypertension(server)
    return server


def test_a_newer_version_is_offered_in_words_and_forces_nothing(
    wang: PhoneInHand, server: RunningServer, app_folder: Path, newer_app: Path
) -> None:
    half_a_follow_up(wang)
    wang.page.evaluate("() => { globalThis.sameStart = true; }")
    deploy(server, app_folder, newer_app)
    learn_of_it(wang.page)

    assert typed(wang.page) == HALF
    for _ in range(2):
        wang.back()
    wang.tab("我的")
    wang.says(word("sync.update"))
    assert wang.page.get_by_text(NEWER).count() == 0
    wang.tab("今日")
    wang.tap("接着填 张桂芳")
    assert typed(wang.page) == HALF
    assert wang.page.evaluate("() => sameStart")
    assert wang.page.evaluate(WAITING)

    # Not a moment for the clock that writes drafts: accepting must.
    wang.page.click("#field-heart_rate")
    wang.type_number("3")
    wang.page.locator("header button").last.click()
    wang.tap(word("sync.update_now"))
    locked(wang.page)
    wang.unlock()
    wang.tap("接着填 张桂芳")
    assert typed(wang.page) == {**HALF, "heart_rate": "73"}
    assert runs_the_newer(wang)
    assert wang.troubles == []


def test_at_a_cold_start_the_newer_version_takes_over_and_finds_all_that_is_kept(
    wang: PhoneInHand, server: RunningServer, app_folder: Path, newer_app: Path
) -> None:
    half_a_follow_up(wang)
    deploy(server, app_folder, newer_app)
    learn_of_it(wang.page)
    # Nobody answers, as without a signal.
    server.stop()
    for _ in range(2):
        wang.back()
    nobody_met(wang)
    wang.kill()
    wang.reload()
    wang.unlock()
    wang.says("本机 1 条")
    wang.tap("接着填 张桂芳")
    assert typed(wang.page) == HALF
    assert runs_the_newer(wang)
    server.start()
    wang.tab("今日")
    wang.send_now()
    wang.says("都已到中心")

    [visit] = server.of_type("visit")
    assert visit["links"]["household"] == cast.HOUSEHOLD
    assert wang.troubles == []


def test_a_second_window_that_starts_with_the_newer_version_takes_nothing_from_the_first(
    wang: PhoneInHand,
    context: BrowserContext,
    server: RunningServer,
    app_folder: Path,
    newer_app: Path,
) -> None:
    half_a_follow_up(wang)
    wang.page.evaluate("() => { globalThis.sameStart = true; }")
    deploy(server, app_folder, newer_app)
    learn_of_it(wang.page)
    second = PhoneInHand(context, server)
    second.page.goto(server.address)
    second.says("另一个窗口开着")

    assert typed(wang.page) == HALF
    wang.type_number("3")
    assert wang.page.evaluate("() => sameStart")
    second.page.close()
    assert wang.troubles == second.troubles == []


def deploy(server: RunningServer, folder: Path, newer: Path) -> None:
    """Put the newer version in the place of the older one, of which nothing stays."""
    server.stop()
    shutil.rmtree(folder)
    shutil.copytree(newer, folder)
    server.start()


def nobody_met(wang: PhoneInHand) -> None:
    """An entry that waits on the phone: Sun was not at home."""
    wang.tap("孙德海")
    wang.tap("没见到")
    wang.page.get_by_role("dialog").get_by_role("button", name="不在家").first.click()
    wang.page.get_by_role("button", name=re.compile("^记下(，|$)")).click()
    wang.today().wait_for()


def locked(page: Page) -> None:
    """Wait for the lock: the form has a pad of its own."""
    page.get_by_role("heading", name="请输入密码").wait_for()


def learn_of_it(page: Page) -> None:
    """Look for a newer version, as the app does when it is taken in hand after an hour."""
    page.evaluate(LOOK)
    until(page, WAITING)


def until(page: Page, question: str) -> None:
    """Wait until the page says yes."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(question):
        assert time.monotonic() < deadline, question
        page.wait_for_timeout(100)


def runs_the_newer(phone: PhoneInHand) -> bool:
    """Whether the newer version is there, and the older one forgotten."""
    phone.back()
    phone.tab("我的")
    phone.says(NEWER)
    expect(phone.page.get_by_text(word("sync.update"))).to_have_count(0)
    return phone.page.evaluate(VERSIONS_KEPT) == 1
