"""Of the walk: what went wrong. Refused, wrongly entered, told twice, a poor browser."""

from collections.abc import Iterator
from typing import Any

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.village import LIU, day
from tests.browser.walker import Shown, Walker
from tests.browser.worker import ask

ZHANG, SUN = str(cast.ZHANG_BODY["name"]), str(cast.SUN_BODY["name"])
#: Makes a browser that has neither what works without a signal, nor room.
POOR = """
delete Object.getPrototypeOf(navigator).serviceWorker;
Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
"""


class TourOfMistakes(Walker):
    """From the day's list and back to it, once for each."""

    def screens(self) -> Iterator[Shown]:
        """Walk from one mistake to the next."""
        yield from self._correction()
        yield from self._wanting()
        yield from self._conflict()
        yield from self._other_windows()

    def _correction(self) -> Iterator[Shown]:
        self.find("zgf", ZHANG)
        self.tap("resident.visits")
        yield self.shows("timeline-with-own")
        self.phone.button("138/84").click()
        self.phone.button("138").wait_for()
        yield self.shows("document")
        self.phone.button("138").click()
        yield self.shows("value-history")
        self.tap("timeline.correct")
        self.tap("timeline.copied_wrong")
        yield self.shows("correct-value")
        self.tap("timeline.wrong_person")
        self.page.locator(".search input").fill("sdh")
        self.phone.says(SUN)
        yield self.shows("correct-person")
        self.tap("timeline.not_happened")
        yield self.shows("correct-did-not-happen")
        self.tap("timeline.take_out")
        self.at_today()
        self.button("common.undo").wait_for()
        yield self.shows("today-taken-out")
        self.button("common.undo").click()
        self.button("common.undo").wait_for(state="detached")

    def _wanting(self) -> Iterator[Shown]:
        """The centre does not take that Liu's pulse was 720."""
        ask(self.page, "keep", [self._pulse_of_liu(720)])
        self.page.locator(".pill.attention").wait_for()
        yield self.shows("today-needs-attention")
        sheet = self.open_sheet()
        yield self.shows("sync-sheet-needs-attention")
        sheet.get_by_role("button", name=self.word("sync.go_mend")).first.click()
        self.phone.button(self.word("attention.mend")).wait_for()
        yield self.shows("needs-attention")
        self.tap("attention.mend")
        self.page.locator("#field-heart_rate").wait_for()
        yield self.shows("needs-attention-mending")
        self.page.click("#field-heart_rate")
        for _ in "720":
            self.button("pad.backspace").click()
        self.phone.type_number("72")
        # His pressure is as high as it was.
        self.tap("danger.form_first")
        self.tap("visit.save")
        self.at_today()
        self.page.locator(".pill.safe").wait_for()

    def _conflict(self) -> Iterator[Shown]:
        self.village.measure_zhang()
        sheet = self.open_sheet()
        self.tap("sync.send_now")
        difference = sheet.get_by_role("button").filter(has_text=ZHANG).first
        difference.wait_for()
        yield self.shows("sync-sheet")
        difference.click()
        use = self.page.get_by_role("button").filter(has_text=self.word("conflict.use"))
        use.first.wait_for()
        yield self.shows("conflict")
        use.first.click()
        self.button("common.undo").wait_for()
        yield self.shows("conflict-decided")
        self.go_home()

    def _other_windows(self) -> Iterator[Shown]:
        page = self.phone.context.new_page()
        page.goto(self.village.server.address)
        page.get_by_role("heading", name=self.word("unlock.other_tab")).wait_for()
        yield Shown("other-window", page)
        page.add_init_script(POOR)
        page.reload()
        page.get_by_role("heading", name=self.word("browser.cannot")).wait_for()
        yield Shown("browser-lacks", page)
        page.close()

    def _pulse_of_liu(self, heart_rate: int) -> dict[str, Any]:
        """A change to his follow-up of today, as the form would hand it over."""
        seen = ask(self.page, "openFolder", LIU.id)["documents"]
        visit = natural_id("hypertension_follow_up", LIU.id, day(0), "home")
        [standing] = [one for one in seen if one["id"] == visit]
        return {
            "document": visit,
            "form": standing["type"],
            "kind": "patch",
            "saw": {"body": standing["body"], "links": standing["links"]},
            "body": {**standing["body"], "heart_rate": heart_rate},
        }
