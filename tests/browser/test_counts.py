"""What a day costs a real browser in reads, transactions and requests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Request

from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer

BUILT = Path(os.environ.get("DOORSTEP_APP", "build/app"))
COUNTING = Path(__file__).with_name("counting.js")
#: When the first person of the day stood on the screen.
LISTED = """new MutationObserver((_, watching) => {
  if (!document.querySelector('main li button')) return;
  globalThis.listed = performance.timeOrigin + performance.now();
  watching.disconnect();
}).observe(document, { childList: true, subtree: true });"""

pytestmark = pytest.mark.browser


@pytest.fixture
def server(
    tmp_path: Path, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunningServer]:
    """A server whose app counts what its worker asks of IndexedDB."""
    monkeypatch.setenv("DOORSTEP_APP", str(counting_app(tmp_path)))
    running = RunningServer(tmp_path / "centre", like=filled)
    running.start()
    yield running
    running.close()


def counting_app(folder: Path) -> Path:
    """The built app; its worker notes what it asks of IndexedDB."""
    app = folder / "app"
    shutil.copytree(BUILT, app)
    for worker in app.glob("worker-*"):
        if worker.suffix == ".js":
            worker.write_text(COUNTING.read_text() + worker.read_text())
        else:
            worker.unlink()
    return app


def test_a_cold_start_a_resident_an_entry_and_a_sync_without_news_cost_what_they_may(
    context: BrowserContext, server: RunningServer
) -> None:
    context.add_init_script(LISTED)
    wang = PhoneInHand(context, server)
    wang.enrol("wang", cast.WANG)
    wang.says("张桂芳")

    with wang.no_signal():
        wang.reload()
        wang.unlock()
        wang.says("张桂芳")
        listed = wang.page.evaluate("listed")
        cold = [one["read"] for one in asked(wang) if "read" in one and one["at"] < listed]
        settle(wang)

        begun = len(asked(wang))
        wang.open_resident("张桂芳")
        settle(wang)
        opening = [one["read"] for one in asked(wang)[begun:] if "read" in one]

        wang.tap("开始高血压随访")
        wang.fill_in_follow_up("138", "84")
        settle(wang)
        begun = len(asked(wang))
        wang.save()
        wang.says("本机")
        writing = [one for one in asked(wang)[begun:] if "writing" in one]

    wang.says("中心")
    wang.send_now()
    settle(wang)
    requests: list[str] = []
    context.on("request", heard_by(requests))
    wang.tap("现在上传")
    settle(wang)

    assert 0 < len(cold) <= 4, cold
    assert 0 < len(opening) <= 2, opening
    # Who opened which record is noted apart, and no entry waits for that.
    writing = [one for one in writing if one["stores"] != ["reads"]]
    assert [one["writing"] for one in writing] == ["strict"]
    assert requests == ["/api/sync/pull"]


#: Scripts that were asked for before the first person of the day stood on the screen.
SCRIPTS = """(listed) => performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js'))
  .filter(({ startTime }) => performance.timeOrigin + startTime < listed)
  .map(({ name }) => name)"""


def test_the_javascript_until_the_first_list_stands_keeps_to_its_budget(
    context: BrowserContext, server: RunningServer
) -> None:
    context.add_init_script(LISTED)
    wang = PhoneInHand(context, server)
    wang.enrol("wang", cast.WANG)
    wang.says("张桂芳")
    asked = {"enrolling": scripts_until_listed(wang)}

    wang.reload()
    wang.unlock()
    wang.says("张桂芳")
    asked["opening"] = scripts_until_listed(wang)

    wang.page.evaluate("localStorage.setItem('doorstep.language', 'en')")
    wang.reload()
    wang.page.get_by_role("group", name="Number pad").wait_for()
    wang.enter_pin()
    wang.says("张桂芳")
    asked["opening in English"] = scripts_until_listed(wang)

    needed = {what: sum(scripts.values()) for what, scripts in asked.items()}
    assert all(20_000 < size <= 60_000 for size in needed.values()), (needed, asked)


def scripts_until_listed(wang: PhoneInHand) -> dict[str, int]:
    """What page and worker have asked for: name -> gzipped bytes."""
    [worker] = wang.page.workers
    listed = wang.page.evaluate("listed")
    found = {
        worker.url,
        *wang.page.evaluate(SCRIPTS, listed),
        *worker.evaluate(SCRIPTS, listed),
    }
    names = sorted(address.rpartition("/")[2] for address in found)
    return {name: (BUILT / f"{name}.gz").stat().st_size for name in names}


def asked(wang: PhoneInHand) -> list[dict[str, Any]]:
    """What the worker has asked of IndexedDB since it was started."""
    [worker] = wang.page.workers
    found: list[dict[str, Any]] = worker.evaluate("asked")
    return found


def settle(wang: PhoneInHand) -> None:
    """Let what follows an act come to its end."""
    wang.page.wait_for_timeout(600)


def heard_by(requests: list[str]) -> Any:
    """A listener that notes what is asked of the centre."""

    def listen(request: Request) -> None:
        path = request.url.partition("?")[0]
        if "/api/" in path:
            requests.append(path[path.index("/api/") :])

    return listen
