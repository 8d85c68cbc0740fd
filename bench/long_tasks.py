"""What keeps a tap waiting: the long tasks of the page at a quarter of the CPU, by step."""

import statistics
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator

from bench.reporting import judge, say
from tests.browser.phone import PIN, PhoneInHand

FLOOR = Path(__file__).with_name("floor.js")
SLOWED = 4
MOST_MS = 50
#: Until everything that an act brings about has been drawn.
REST_MS = 2_000
#: A browser tells of tasks from 50 ms on.
OBSERVE = """globalThis.longTasks = [];
new PerformanceObserver((seen) => {
  longTasks.push(...seen.getEntries().map(({ duration }) => Math.round(duration)));
}).observe({ type: 'longtask', buffered: true });"""


def observe(context: BrowserContext) -> None:
    """Watch every page that is opened from now on."""
    context.add_init_script(OBSERVE)


def report(phone: PhoneInHand, walks: int) -> None:
    """Walk several times, each time to another resident; tell the longest tasks by step.

    The median speaks of the app: what else the machine does lengthens a task now and then. A
    fixed computation beside each walk says how much slower than at its best the machine is, and
    so much longer may a task be.
    """
    longest: dict[str, list[int]] = {}
    fixed: list[float] = []
    for _ in range(walks):
        for step, found in walk(phone, fixed).items():
            longest.setdefault(step, []).append(max(found, default=0))
    slowness = statistics.median_low(fixed) / min(fixed)
    say(f"           a fixed computation took {slowness:.1f} x as long as at its best")
    for step, found in longest.items():
        walks_told = ", ".join(f"{one} ms" if one else "none" for one in found)
        median = statistics.median_low(found)
        told = f"{median} ms" if median else "none"
        judge(
            f"           {step}, longest task over {MOST_MS} ms at 1/{SLOWED} of the CPU: "
            f"{told} (median of {walks_told})",
            is_beyond=median > MOST_MS * slowness,
        )


def walk(phone: PhoneInHand, fixed: list[float]) -> dict[str, list[int]]:
    """Return the tasks above 50 ms of each step, in milliseconds, longest first."""
    client = phone.context.new_cdp_session(phone.page)
    phone.reload()
    phone.page.get_by_role("group", name="数字键").wait_for()
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    phone.page.evaluate(FLOOR.read_text())
    fixed += [phone.page.evaluate("fixedWork()") for _ in range(3)]
    pin = _during(phone, lambda: phone.page.keyboard.type(PIN, delay=150))
    found = {"first list, from the PIN": pin}
    first = phone.page.locator("main li button").first
    found["opening a resident"] = _during(phone, _finger(phone, first))
    start = phone.button("开始高血压随访")
    found["opening the follow-up"] = _during(phone, _finger(phone, start))
    phone.fill_in_follow_up("138", "84")
    found["saving"] = _during(phone, _finger(phone, phone.button("保存")))
    client.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    client.detach()
    return found


def _finger(phone: PhoneInHand, what: Locator) -> Callable[[], None]:
    """Find the place before it is timed: what looks for it runs in the page too."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return lambda: phone.page.mouse.click(x, y)


def _during(phone: PhoneInHand, act: Callable[[], None]) -> list[int]:
    phone.page.wait_for_timeout(REST_MS)
    phone.page.evaluate("longTasks.length = 0")
    act()
    phone.page.wait_for_timeout(REST_MS)
    durations: list[int] = phone.page.evaluate("longTasks")
    return sorted(durations, reverse=True)
