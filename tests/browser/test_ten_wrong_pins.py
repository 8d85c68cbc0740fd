"""Whoever tries PINs waits longer each time; at the tenth nothing can be read any more."""

import pytest
from playwright.sync_api import expect

from tests.browser.phone import PATIENCE, PhoneInHand
from tests.browser.test_in_her_bag import pause

pytestmark = pytest.mark.browser

#: Seconds after the third wrong one, and after each further one to the ninth.
PAUSES = (5, 15, 45, 135, 405, 900, 900)
LATER = """seconds => {
    const now = Date.now;
    Date.now = () => now() + seconds * 1000;
}"""
#: How many rows each store of the person on this phone holds, and what meta holds by name.
HELD = """async () => {
    const all = await indexedDB.databases();
    const { name } = all.find(({ name }) => /^doorstep\\.[0-9a-f-]{36}$/.test(name));
    const done = (asked) =>
        new Promise((good, bad) => {
            asked.onsuccess = () => good(asked.result);
            asked.onerror = () => bad(asked.error);
        });
    const db = await done(indexedDB.open(name));
    const reading = db.transaction([...db.objectStoreNames]);
    const held = {};
    for (const store of db.objectStoreNames)
        held[store] = await done(reading.objectStore(store).count());
    const meta = await done(reading.objectStore('meta').getAllKeys());
    db.close();
    return { held, meta };
}"""
READABLE = ("folders", "archives", "index", "drafts", "reads", "kept")


def test_the_tenth_wrong_pin_drops_what_can_be_read_and_leaves_what_is_unsent(
    wang: PhoneInHand,
) -> None:
    with wang.no_signal():
        wang.follow_up("张桂芳", "138", "84")
        wang.says("本机")
        wang.tab("我的")
        wang.tap("锁上")
        wang.page.get_by_role("heading", name="请输入密码").wait_for()
        before = wang.page.evaluate(HELD)
        assert before["held"]["outbox"] > 0
        assert before["held"]["folders"] > 0
        assert {"lock", "state", "signing"} <= set(before["meta"])

        pauses = []
        for wrong in range(1, 10):
            wang.enter_pin("111111")
            if wrong < 3:
                wang.says(f"刚才错 {wrong} 次")
                continue
            pauses.append(pause(wang))
            later(wang, pauses[-1])
        wang.enter_pin("111111")
        wang.says("交出没上传的")
        wang.enter_pin()
        expect(wang.button("交出没上传的")).to_be_visible(timeout=PATIENCE)
        after = wang.page.evaluate(HELD)

    # A slow phone has counted some seconds of a pause before it is read.
    for said, promised in zip(pauses, PAUSES, strict=True):
        assert promised * 0.6 - 2 < said <= promised
    assert after["held"]["outbox"] == before["held"]["outbox"]
    assert {store: after["held"][store] for store in READABLE} == dict.fromkeys(READABLE, 0)
    assert set(after["meta"]).isdisjoint({"lock", "state", "scope", "day", "lacking"})
    assert "张桂芳" not in wang.page.inner_text("body")
    assert wang.troubles == []


def later(wang: PhoneInHand, seconds: int) -> None:
    """Let so many seconds pass for page and worker, and see that the PIN may be tried again."""
    for place in (wang.page, *wang.page.workers):
        place.evaluate(LATER, seconds)
    wang.page.get_by_text("先等").wait_for(state="detached")
