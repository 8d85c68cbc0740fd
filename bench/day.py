"""What a doctor's taps take: opening, saving, sending, taking what is new."""

import statistics
from collections.abc import Callable
from typing import Any

from bench.reporting import report, timed
from tests.browser.phone import PhoneInHand
from tests.browser.test_counts import asked, settle
from tests.browser.test_counts_of_a_village import change_much, some_residents, until

#: What the worker has asked of IndexedDB since, and the addresses that answered it.
SINCE = """(begun) => ({
  asked: asked.slice(begun),
  ended: performance.getEntriesByType('resource')
    .filter(({ responseEnd }) => performance.timeOrigin + responseEnd > (globalThis.sent ?? 0))
    .map(({ name }) => name),
})"""
IsDone = Callable[[dict[str, Any]], bool]
#: What the page itself would ask: its calls reach the worker as messages.
KEEP = """(entries) => entries.forEach((entry, at) =>
  self.onmessage({ data: { call: -1 - at, name: 'keep', args: [[entry]] } }))"""


def day_against_floor(phone: PhoneInHand, bytes_floor: float) -> None:
    """Print a line for each; `bytes_floor`: the village fetched, sealed and written once."""
    page = phone.page
    opening, saving = [], []
    for _ in range(3):
        one, two = _open_and_save(phone)
        opening.append(one)
        saving.append(two)
    read = page.evaluate("fourReads()")
    strict = statistics.median(page.evaluate("strictWrite(1)") for _ in range(5))
    report("opening a resident", statistics.median(opening), read, "four rows read", 2_000)
    report("saving an entry", statistics.median(saving), strict, "a row written, strict", 1_000)
    fetched = statistics.median(_fetch(phone) for _ in range(5))
    _send(phone, _is_pulled)
    idle = statistics.median(_send(phone, _is_pulled) for _ in range(5))
    report("a sync with nothing new", idle, fetched, "the smallest answer fetched", 200)
    change_much(phone.server, phone=(None, "14200000001"), heart_rate=(72, 70))
    _send(phone, _is_folded)
    change_much(phone.server, phone=("14200000001", "14200000002"), heart_rate=(70, 68))
    changes = _send(phone, _is_folded)
    report("500 changes of 300 residents", changes, bytes_floor, "floor of the first sync", 200)
    _push_many(phone, 200)


def _open_and_save(phone: PhoneInHand) -> tuple[float, float]:
    # What was saved before sinks in the list: nobody else is opened in its place.
    settle(phone)
    phone.page.locator("main li button").first.click()
    start = phone.button("开始高血压随访")
    start.wait_for()
    phone.back()
    first = phone.page.locator("main li button").first
    first.wait_for()
    first.click()
    opened = timed(start.wait_for)
    start.click()
    phone.fill_in_follow_up("138", "84")
    phone.button("保存").wait_for()
    return opened, timed(phone.save)


def _fetch(phone: PhoneInHand) -> float:
    seconds: float = phone.page.evaluate(
        """async () => {
          const began = performance.now();
          await (await fetch('/healthz')).text();
          return (performance.now() - began) / 1000;
        }"""
    )
    return seconds


def _send(
    phone: PhoneInHand, is_done: Callable[[list[dict[str, Any]], list[str]], bool]
) -> float:
    """Seconds from the tap on *send now* until it is done."""
    if not phone.button("现在上传").is_visible():
        phone.page.locator("header button").last.click()
    phone.button("现在上传").wait_for()
    [worker] = phone.page.workers
    begun = worker.evaluate("() => { globalThis.sent = Date.now(); return asked.length; }")
    phone.button("现在上传").click()
    return timed(lambda: until(phone, lambda: is_done(worker.evaluate(SINCE, begun)), 10))


def _is_pulled(since: dict[str, Any]) -> bool:
    return any(url.endswith("/sync/pull") for url in since["ended"])


def _is_folded(since: dict[str, Any]) -> bool:
    return any(one.get("stores") == ["index"] for one in since["asked"])


def _push_many(phone: PhoneInHand, many: int) -> None:
    """Entries that were made without a signal, sent at once."""
    telephone = {"from": "14200000002", "to": "14200000003"}
    entries = [
        {
            "document": resident,
            "form": "resident_basic",
            "kind": "patch",
            "changes": {"phone": telephone},
        }
        for resident, _ in some_residents(phone.server, many)
    ]
    with phone.no_signal():
        [worker] = phone.page.workers
        begun = len(asked(phone))
        worker.evaluate(KEEP, entries)
        until(phone, lambda: _written(asked(phone)[begun:], "outbox.add") >= many)
    seconds = _send(phone, lambda since: _written(since["asked"], "outbox.delete") >= many)
    strict = phone.page.evaluate(f"strictWrite({many})")
    report(
        f"a push of {many} entries from the phone", seconds, strict, "as many rows, strict", 300
    )


def _written(done: list[dict[str, Any]], how: str) -> int:
    return sum(one.get("write") == how for one in done)
