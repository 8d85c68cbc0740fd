"""make bench: times what a doctor waits for, against a floor in the same run; prints ratios."""

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import esbuild_search, long_tasks
from bench.board import board_against_floor
from bench.county import rosters_against_floor, sample_against_floor
from bench.day import day_against_floor
from bench.reporting import beyond, judge, report, say, timed
from server.db import writing
from server.sync.models import Document
from tests import cast
from tests.browser.chromium import FLAGS, PHONE
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, fill
from tests.browser.test_counts import counting_app
from tests.browser.words import word
from tests.server.county import changes
from tests.server.many import multiply

FEED = f"{cast.GRID}:record"
#: At a quarter of the CPU.
SEARCH_MS = 50
FLOOR = Path(__file__).with_name("floor.js")


def main() -> None:
    """Run every bench and print one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=2_000)
    parser.add_argument("--documents", type=int, default=11)
    parser.add_argument("--walks", type=int, default=5, help="for the long tasks")
    parser.add_argument("--roster", type=int, default=5_000, help="rows; 0: none, nor a county")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="doorstep-bench-"))
    server = RunningServer(folder)
    fill(server)
    with server.app.app_context(), writing() as session:
        multiply(session.connection(), options.residents, options.documents, FEED)
        session.commit()
    say(f"{os.cpu_count()} CPUs, {os.getloadavg()[0]:.1f} at work when it began")
    say(f"{options.residents} residents with {options.documents} documents each")
    push_against_floor(server)
    board_against_floor(server.app)
    os.environ["DOORSTEP_APP"] = str(counting_app(folder))
    server.start()
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS
            )
            on_the_phone(chromium, server, options.walks)
            chromium.close()
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)
    if options.roster:
        rosters_against_floor(options.roster)
        sample_against_floor(options.residents)
    if beyond:
        raise SystemExit("\n".join(["Beyond what is held to:", *beyond]))


def push_against_floor(server: RunningServer) -> None:
    """200 follow-ups in one push, against writing the same heads in one statement."""
    wang = server.client("wang", cast.WANG)
    residents = [f"{index:08x}-0000-7000-8000-000000000000" for index in range(200)]
    operations = [
        wang.operation(
            "resident_basic",
            id,
            changes=changes({**cast.ZHANG_BODY, "name": "推送"}, household=cast.HOUSEHOLD),
            finish=True,
        )
        for id in residents
    ]
    pushed = timed(lambda: wang.push(*operations))
    with server.app.app_context(), writing() as session:
        table = Document.__table__
        rows = [
            dict(row._mapping)
            for row in session.execute(table.select().where(table.c.id.in_(residents)))
        ]

        def write_again() -> None:
            session.execute(table.delete().where(table.c.id.in_(residents)))
            session.execute(table.insert(), rows)
            session.flush()

        floor = timed(write_again)
        session.rollback()
    report(
        "push of 200 new residents", pushed, floor, "the same heads deleted and written", 300
    )


def on_the_phone(chromium: Browser, server: RunningServer, walks: int) -> None:
    """First sync, cold start, search, and what keeps a tap waiting."""
    context = chromium.new_context(**PHONE)
    long_tasks.observe(context)
    phone = PhoneInHand(context, server)
    first_list, first_sync = enrol(phone)
    floor = floor_of(context, server)
    report("first list usable", first_list, floor, "floor of the whole first sync", 200)
    report(
        "first sync, all on the phone",
        first_sync,
        floor,
        "same bytes, one sealed row each",
        500,
    )
    starts = [cold_start(phone) for _ in range(3)]
    report(
        "cold start, from the PIN's last digit to the list",
        statistics.median(starts),
        empty_read(phone.page),
        "four rows read from IndexedDB",
        2_000,
    )
    search(phone.page, server)
    long_tasks.report(phone, walks)
    phone.page.evaluate(FLOOR.read_text())
    day_against_floor(phone, floor)
    context.close()


def enrol(phone: PhoneInHand) -> tuple[float, float]:
    """Return seconds from the PIN to the first list, and until nothing is loading any more."""
    phone.page.goto(phone.server.address)
    phone.page.fill("#username", "wang")
    phone.page.fill("input[type=password]", cast.PASSWORD)
    phone.page.fill("#slip", phone.server.slip(cast.WANG))
    phone.button(word("enrol.choose_pin_next")).click()
    for key in ("enrol.choose_pin", "enrol.repeat_pin"):
        phone.page.get_by_role("heading", name=word(key)).wait_for()
        phone.enter_pin()
    began = time.perf_counter()
    phone.page.locator("main li button").first.wait_for(timeout=120_000)
    first_list = time.perf_counter() - began
    phone.page.get_by_text(word("pill.safe")).first.wait_for(timeout=300_000)
    phone.page.wait_for_function(
        "(words) => !document.body.innerText.includes(words)",
        arg=word("today.loading"),
        timeout=300_000,
    )
    return first_list, time.perf_counter() - began


def floor_of(context: BrowserContext, server: RunningServer) -> float:
    """Seconds for the same bytes: fetched once, each subject sealed, all written at once."""
    text = whole_snapshot(server)
    page = context.new_page()
    page.route("**/bench.ndjson", lambda route: route.fulfill(body=text))
    page.goto(f"{server.address}/healthz")
    page.evaluate(FLOOR.read_text())
    seconds: float = page.evaluate("() => floor('/bench.ndjson')")
    page.close()
    return seconds


def whole_snapshot(server: RunningServer) -> bytes:
    """What a first sync brings, all pages together."""
    wang, pages = server.client("wang", cast.WANG), []
    while not pages or b'"more":true' in pages[-1]:
        answer = wang.ask(wang.cursor)
        pages.append(answer.data)
        wang.cursor = json.loads(answer.data.decode().strip().rpartition("\n")[2])["cursor"]
    return b"".join(pages)


def cold_start(phone: PhoneInHand) -> float:
    """Seconds from the last digit of the PIN to the list."""
    phone.reload()
    phone.page.get_by_role("group", name=word("pad.all")).wait_for()
    phone.enter_pin()
    return timed(lambda: phone.page.locator("main li button").first.wait_for(timeout=60_000))


def empty_read(page: Page) -> float:
    """Four small rows read from IndexedDB."""
    page.evaluate(FLOOR.read_text())
    seconds: float = page.evaluate("() => fourReads()")
    return seconds


def search(page: Page, server: RunningServer) -> None:
    """Search among 3,000 index rows, in the page, with the CPU slowed four times."""
    wang = server.client("wang", cast.WANG)
    wang.pull()
    rows = [row for row in wang.index.values() if row and row["lane"] == "record"]
    rows = (rows * (3_000 // len(rows) + 1))[:3_000]
    page.evaluate(esbuild_search.bundle())
    page.evaluate("(rows) => { window.rows = rows; }", rows)
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    typed = ["z", "zh", "zhang", "zgf", "张", "桂芳", "0023", "3"]
    found = page.evaluate("(typed) => timeSearch(window.rows, typed)", typed)
    client.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    told = json.dumps(found, ensure_ascii=False)
    judge(
        f"           search among 3,000 at 1/4 of the CPU, ms (at most {SEARCH_MS}): {told}",
        is_beyond=any(one > SEARCH_MS for one in found.values()),
    )


if __name__ == "__main__":
    main()
