"""A phone that is lost, or copied: without the PIN it opens nothing, and says nothing."""

import base64
import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Playwright

from tests import cast
from tests.browser.chromium import FLAGS, PHONE
from tests.browser.phone import PIN, PhoneInHand
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser

NEEDLE = "李四没上锁 13900001111"

#: What was on the screen that day, or typed: names, numbers, places, words, secrets. Not ids,
#: nor the names of staff: docs/security.md says that they stand in clear.
SECRETS = (
    *("张桂芳", "孙德海", "zhangguifang", "zhang gui fang", "吴小满"),
    *("老屋组", "示例县东湖镇上湾村老屋组3号", "上湾村"),
    *("1959-03-08", "19590308", "1956-07-21", "142/86", "138/84"),
    *("苯磺酸氨氯地平", cast.PASSWORD, PIN),
)
#: Where the app's code runs.
EVERYWHERE = ("page", "worker", "service worker")
#: Which illness, beside which id. (The app itself, in its cache, knows all forms.)
ILLNESS = "hypertension_follow_up"


@pytest.fixture
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the browser of this phone keeps what it keeps."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def console() -> list[str]:
    """What page, worker and service worker said, where whoever holds a cable can read it."""
    return []


@pytest.fixture
def wang(
    playwright: Playwright,
    server: RunningServer,
    profile: Path,
    console: list[str],
) -> Iterator[PhoneInHand]:
    """Wang's phone after a day's work: a follow-up sent, another person half entered."""
    context = started(playwright, profile)
    overhear(context, console)
    phone = PhoneInHand(context, server)
    phone.enrol("wang", cast.WANG)
    phone.says("张桂芳")
    phone.follow_up("张桂芳", "138", "84")
    phone.tab("查找")
    phone.page.locator(".search input").fill("sdh")
    phone.says("孙德海")
    phone.tap("新建档案")
    phone.page.fill("#name", "吴小满")
    phone.back()
    phone.tab("今日")
    yield phone
    context.close()


def test_a_copied_phone_opens_nothing_and_holds_no_name_number_or_value(
    wang: PhoneInHand,
    server: RunningServer,
    profile: Path,
    playwright: Playwright,
    tmp_path: Path,
    console: list[str],
) -> None:
    tokens: list[str] = []
    wang.context.on("request", lambda one: tokens.append(one.headers.get("authorization", "")))
    wang.tab("今日")
    wang.send_now()
    wang.says("都已到中心")
    wang.page.get_by_role("button", name="关闭", exact=True).click()
    wang.tab("我的")
    wang.tap("锁上")
    wang.page.get_by_role("group", name="数字键").wait_for()
    address, title = wang.page.url, wang.page.title()
    wang.page.evaluate(
        """async needle => {
            localStorage.setItem('needle', needle);
            const cache = await caches.open('needle');
            await cache.put('/needle', new Response(needle));
            await new Promise((kept, failed) => {
                const open = indexedDB.open('needle', 1);
                open.onupgradeneeded = () => open.result.createObjectStore('needle');
                open.onerror = failed;
                open.onsuccess = () => {
                    const writing = open.result.transaction('needle', 'readwrite');
                    writing.objectStore('needle').put({ needle }, 1);
                    writing.oncomplete = kept;
                };
            });
        }""",
        NEEDLE,
    )
    speak(wang)
    said = "\n".join(console)
    wang.context.close()
    assert [place for place in EVERYWHERE if f"{NEEDLE} {place}" not in said] == []
    assert [word for word in (*SECRETS, ILLNESS) if word in said] == []
    copy = tmp_path / "copy"
    shutil.copytree(profile, copy, ignore=shutil.ignore_patterns("Singleton*"))

    found = places_of(copy, [NEEDLE, *SECRETS, ILLNESS])
    planted = found.pop(NEEDLE)
    assert found.pop(ILLNESS) == {"Service Worker"}
    assert {"IndexedDB", "Local Storage", "Service Worker"} <= planted
    assert found == {}
    assert address == f"{server.address}/"
    assert title == "门口 Doorstep"

    thief = started(playwright, copy)
    page = thief.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.address)
    page.get_by_role("group", name="数字键").wait_for()
    for digit in "111111":
        page.get_by_role("button", name=digit, exact=True).click()
    page.wait_for_timeout(3_000)
    shown = page.inner_text("body")
    assert page.get_by_role("group", name="数字键").is_visible()
    assert [word for word in ("张桂芳", "孙德海", "吴小满", "老屋组") if word in shown] == []
    assert [url for url in asked if "/api/" in url] == []
    thief.close()
    used = {token for token in tokens if token}
    assert used
    for token in used:
        answer = server.app.test_client().post(
            "/api/sync/pull",
            json={},
            headers={"Authorization": token, "Doorstep-Protocol": "1"},
        )
        assert answer.status_code == 401


def overhear(context: BrowserContext, said: list[str]) -> None:
    """Note from now on all that is said on the console, and every error that nobody caught."""

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)
        for shown in message.args:
            # The page may have gone meanwhile; then its words are all there is.
            with suppress(Error):
                said.append(json.dumps(shown.json_value(), ensure_ascii=False))

    context.on("console", note)
    context.on("weberror", lambda trouble: said.append(str(trouble.error)))


def speak(phone: PhoneInHand) -> None:
    """Say the needle wherever the app's code runs: what would be said there is heard."""
    [worker], [service_worker] = phone.page.workers, phone.context.service_workers
    for place, speaker in zip(EVERYWHERE, (phone.page, worker, service_worker), strict=True):
        with phone.context.expect_event("console", lambda one: NEEDLE in one.text):
            speaker.evaluate("words => console.log(words)", f"{NEEDLE} {place}")


def started(playwright: Playwright, profile: Path) -> BrowserContext:
    """The browser on this profile."""
    return playwright.chromium.launch_persistent_context(
        profile, executable_path=shutil.which("chromium"), args=FLAGS, **PHONE
    )


def places_of(profile: Path, words: list[str]) -> dict[str, set[str]]:
    """Which words stand in which parts of a profile, written in any way that is usual."""
    found: dict[str, set[str]] = {}
    spellings = [(word, raw) for word in words for raw in written(word)]
    for path in profile.rglob("*"):
        if not path.is_file():
            continue
        held = path.read_bytes()
        for word, raw in spellings:
            if raw in held:
                part = path.relative_to(profile).parts
                found.setdefault(word, set()).add(part[1] if len(part) > 1 else part[0])
    return found


def written(word: str) -> set[bytes]:
    """A word as UTF-8 and UTF-16, and within base64 at each of its three places."""
    plain = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    return {*plain, *(code for raw in plain for code in inside_base64(raw))}


def inside_base64(raw: bytes) -> Iterator[bytes]:
    """What of a word is the same in base64, whatever stands before and after it."""
    for before in range(3):
        code = base64.b64encode(bytes(before) + raw + bytes(2))
        first = {0: 0, 1: 2, 2: 3}[before]
        sure = code[first : (before + len(raw)) * 8 // 6]
        if len(sure) >= 8:
            yield sure
            yield sure.replace(b"+", b"-").replace(b"/", b"_")
