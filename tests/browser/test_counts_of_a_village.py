"""What a village of 2,000 residents with 11 documents each costs a phone, in a real browser."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from sqlalchemy import func, select

from server.db import reading, writing
from server.sync.models import Document
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.test_counts import LISTED, asked, counting_app, heard_by, settle
from tests.server.many import multiply

FEED = f"{cast.GRID}:record"
#: A row of medicines: it stands in each follow-up, and in nothing that lists show.
NEEDLE = "01930000-0000-7000-8000-0000000000e1"
#: What the page's own thread reads, whichever way it reads JSON.
READING = """globalThis.read = { texts: 0, needles: 0 };
{
  const { parse } = JSON;
  JSON.parse = (text, ...more) => {
    read.texts += 1;
    if (String(text).includes('NEEDLE')) read.needles += 1;
    return parse(text, ...more);
  };
  Response.prototype.json = async function json() {
    return JSON.parse(await this.text());
  };
}""".replace("NEEDLE", NEEDLE)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("village")]


class Village:
    """A phone on which a whole village has come, and what its first sync took."""

    def __init__(self, wang: PhoneInHand) -> None:
        self.wang = wang
        self.requests: list[str] = []
        self.first_sync: list[dict[str, Any]] = []
        self.read_on_the_page: dict[str, int] = {}
        self.listed_at = 0.0


@pytest.fixture(scope="module")
def village(
    tmp_path_factory: pytest.TempPathFactory,
    filled: Any,
    browser: Browser,
    browser_context_args: dict[str, Any],
) -> Iterator[Village]:
    """Enrolled, synced to the end, and at rest."""
    folder = tmp_path_factory.mktemp("village")
    server = RunningServer(folder / "centre", like=filled)
    with server.app.app_context(), writing() as session:
        multiply(session.connection(), 2_000, 11, FEED)
        session.commit()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOORSTEP_APP", str(counting_app(folder)))
        server.start()
    context = browser.new_context(**browser_context_args)
    context.add_init_script(LISTED)
    context.add_init_script(READING)
    found = Village(PhoneInHand(context, server))
    context.on("request", heard_by(found.requests))
    found.wang.enrol("wang", cast.WANG)
    found.wang.page.locator("main li button").first.wait_for()
    until(found.wang, lambda: at_rest(found.wang))
    settle(found.wang)
    found.first_sync = asked(found.wang)
    found.listed_at = found.wang.page.evaluate("listed")
    found.read_on_the_page = found.wang.page.evaluate("read")
    yield found
    context.close()
    server.close()


def at_rest(wang: PhoneInHand) -> bool:
    """The lists are folded into one, and the ballast is laid: it comes after all else."""
    done = asked(wang)
    is_folded = any(one.get("stores") == ["index"] for one in done)
    return is_folded and any(one.get("read") == "parts.count" for one in done)


def until(wang: PhoneInHand, holds: Callable[[], bool], every_ms: int = 100) -> None:
    """Wait until it does, a minute at most."""
    for _ in range(60_000 // every_ms):
        if holds():
            return
        wang.page.wait_for_timeout(every_ms)
    raise AssertionError(holds)


def transactions(done: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that write into the store of the records."""
    return [one for one in done if "writing" in one and one["stores"] != ["parts"]]


def test_a_first_sync_is_thirteen_requests_at_most_each_one_transaction(
    village: Village,
) -> None:
    pulls = [path for path in village.requests if path == "/api/sync/pull"]
    pages = [one for one in transactions(village.first_sync) if "folders" in one["stores"]]
    folds = [one for one in transactions(village.first_sync) if one["stores"] == ["index"]]

    assert 1 < len(pulls) <= 13
    assert len(pages) == len(pulls)
    assert len(folds) == 1


def test_the_list_stands_before_the_last_pages_have_come(village: Village) -> None:
    pages = [one for one in transactions(village.first_sync) if "folders" in one["stores"]]
    before = [one for one in pages if one["at"] < village.listed_at]

    assert 1 <= len(before) < len(pages)


def test_no_document_is_parsed_on_the_main_thread(village: Village) -> None:
    page = village.wang.page

    assert village.read_on_the_page["texts"] > 0
    assert village.read_on_the_page["needles"] == 0
    # A document that was read there would have been seen.
    read = (
        "new Response(JSON.stringify({ id: '%s' })).json().then(() => globalThis.read.needles)"
    )
    assert page.evaluate(read % NEEDLE) > 0


def test_a_cold_start_takes_four_reads_and_a_resident_two(village: Village) -> None:
    wang = village.wang
    with wang.no_signal():
        wang.reload()
        wang.unlock()
        first = wang.page.locator("main li button").first
        first.wait_for()
        listed = wang.page.evaluate("listed")
        until(wang, lambda: any(one.get("read") == "parts.count" for one in asked(wang)))
        cold = [one["read"] for one in asked(wang) if "read" in one and one["at"] < listed]

        settle(wang)
        begun = len(asked(wang))
        first.click()
        wang.button("开始").wait_for()
        settle(wang)
        opening = [one["read"] for one in asked(wang)[begun:] if "read" in one]

    assert 0 < len(cold) <= 4, cold
    assert 0 < len(opening) <= 2, opening
    wang.back()


def test_a_sync_with_nothing_new_is_one_request_and_no_write(village: Village) -> None:
    wang = village.wang
    wang.reload()
    wang.unlock()
    until(wang, lambda: any(one.get("read") == "parts.count" for one in asked(wang)))
    # What is still to be told of opened records goes first.
    sync(wang)
    begun, village.requests[:] = len(asked(wang)), []

    sync(wang)

    assert village.requests == ["/api/sync/pull"]
    assert [one for one in asked(wang)[begun:] if "writing" in one or "write" in one] == []
    wang.reload()
    wang.unlock()


def test_five_hundred_changes_of_three_hundred_residents_are_two_requests_at_most(
    village: Village,
) -> None:
    wang = village.wang
    until(wang, lambda: any(one.get("read") == "parts.count" for one in asked(wang)))
    # What is current of a copied folder the centre works out with the first change.
    change_much(wang.server, phone=(None, "14200000001"), heart_rate=(72, 70))
    sync(wang)
    until(wang, lambda: any(one.get("stores") == ["index"] for one in asked(wang)))
    settle(wang)
    change_much(wang.server, phone=("14200000001", "14200000002"), heart_rate=(70, 68))
    begun, village.requests[:] = len(asked(wang)), []

    sync(wang)
    # Three hundred loose rows of the lists are folded in at the end.
    until(wang, lambda: any(one.get("stores") == ["index"] for one in asked(wang)[begun:]))
    settle(wang)

    calls = [one for one in asked(wang)[begun:] if "read" in one or "write" in one]
    kinds = Counter(one.get("read") or one["write"] for one in calls)
    pages = [one for one in transactions(asked(wang)[begun:]) if "folders" in one["stores"]]
    assert set(village.requests) == {"/api/sync/pull"}
    assert len(pages) <= len(village.requests) <= 2
    assert 600 <= len(calls) <= 2 * 300 + 10, kinds
    wang.reload()
    wang.unlock()


def sync(wang: PhoneInHand) -> None:
    """Send and fetch by hand, from behind the pill."""
    if not wang.button("现在上传").is_visible():
        wang.page.locator("header button").last.click()
    wang.tap("现在上传")
    settle(wang)


def change_much(server: RunningServer, **values: tuple[Any, Any]) -> None:
    """Another phone's day: the telephone of 300 residents, the heart rate of 200 of them."""
    other = server.client("wang", cast.WANG)
    operations = []
    parts = {part: {"from": saw, "to": to} for part, (saw, to) in values.items()}
    phone, rate = ({part: parts[part]} for part in ("phone", "heart_rate"))
    for at, (resident, measured) in enumerate(some_residents(server, 300)):
        operations.append(other.operation("resident_basic", resident, "patch", changes=phone))
        if at < 200:
            form = "hypertension_follow_up"
            operations.append(other.operation(form, measured, "patch", changes=rate))
    assert len(operations) == 500
    for start in range(0, len(operations), 200):
        answers = other.push(*operations[start : start + 200])
        assert {answer["answer"] for answer in answers} == {"applied"}, answers[:3]


def some_residents(server: RunningServer, many: int) -> list[tuple[str, str]]:
    """Ids of residents, each with one of her follow-ups."""
    rows = (
        select(Document.subject_id, func.min(Document.id))
        .where(Document.type == "hypertension_follow_up")
        .group_by(Document.subject_id)
        .order_by(Document.subject_id)
        .limit(many)
    )
    with server.app.app_context(), reading() as session:
        return [(resident, measured) for resident, measured in session.execute(rows)]
