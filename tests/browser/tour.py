"""A walk through every screen of the phone: for pictures, and for what axe finds on them."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, follow_up_body
from tests.browser.words import word
from tests.server.county import changes

NAME = "张桂芳"


class Tour:
    """Yields the name of each screen when the phone shows it."""

    def __init__(self, phone: PhoneInHand, server: RunningServer, language: str) -> None:
        self.phone, self.server, self.language = phone, server, language
        self.page = phone.page

    def word(self, key: str) -> str:
        """A message in the language of this tour."""
        return word(key, self.language)

    def tap(self, key: str) -> None:
        """Tap the button that a message stands on."""
        self.phone.button(self.word(key)).click()

    def tab(self, key: str) -> None:
        """Go to a tab."""
        bar = self.page.get_by_role("navigation", name=self.word("tab.all"))
        bar.get_by_role("button", name=self.word(key)).click()

    def back(self) -> None:
        """One level up."""
        self.page.get_by_role("button", name=self.word("common.back"), exact=True).click()

    def close(self) -> None:
        """Close the sheet."""
        self.page.get_by_role("button", name=self.word("common.close"), exact=True).click()

    def screens(self) -> Iterator[str]:
        """Walk from the first page to the last."""
        yield from self._enrolment()
        yield from self._lists()
        yield from self._resident()
        yield from self._follow_up()
        yield from self._danger()
        yield from self._conflict()
        yield from self._me()

    def _enrolment(self) -> Iterator[str]:
        self.page.goto(self.server.address)
        if self.language == "en":
            self.page.get_by_role("button", name="English").click()
        self.page.fill("#username", "wang")
        yield "enrol"
        self.page.fill("input[type=password]", cast.PASSWORD)
        self.page.fill("#slip", self.server.slip(cast.WANG))
        self.tap("enrol.choose_pin_next")
        for step in ("enrol.choose_pin", "enrol.repeat_pin"):
            self.page.get_by_role("heading", name=self.word(step)).wait_for()
            if step == "enrol.choose_pin":
                yield "choose-pin"
            self.phone.enter_pin()
        self.page.get_by_role("heading", name=self.word("today.title"), exact=True).wait_for()
        self.phone.says(NAME)
        self.phone.safe_shell()
        yield "today"

    def _lists(self) -> Iterator[str]:
        self.tab("tab.find")
        self.page.locator("input").first.fill("zgf")
        self.phone.says(NAME)
        yield "find"
        self.tab("tab.doors")
        yield "doors"
        self.tab("tab.find")
        self.tap("search.new_record")
        yield "establish"
        self.back()
        self.tab("tab.today")

    def _resident(self) -> Iterator[str]:
        self.tap("today.next_door")
        yield "household"
        self.back()
        self.phone.button(NAME).click()
        self.phone.button(self.word("resident.start")).wait_for()
        yield "resident"
        self.tap("resident.visits")
        yield "timeline"
        self.back()
        self.tap("household.not_seen")
        yield "outcome"
        self.close()

    def _follow_up(self) -> Iterator[str]:
        self.tap("resident.start")
        self.phone.button(self.word("visit.none_of_these")).wait_for()
        yield "visit-ask"
        self.tap("visit.none_of_these")
        self.phone.type_number("138")
        self.phone.type_number("8")
        yield "visit-numbers"
        self.phone.type_number("4")
        for number in ("72", "62.5"):
            self.phone.type_number(number)
        self.page.wait_for_timeout(300)
        yield "visit-habits"
        self.tap("visit.as_last_time")
        for question in ("psychological_adjustment", "treatment_compliance"):
            self._answer(question)
        yield "visit-medicines"
        self.tap("medicine.regularly")
        yield "tell"
        self.tap("visit.save")
        self.page.get_by_role("heading", name=self.word("today.title"), exact=True).wait_for()
        yield "today-done"

    def _answer(self, field: str) -> None:
        labels = {
            "psychological_adjustment": {"zh-CN": "心理调整", "en": "Psychological adjustment"},
            "treatment_compliance": {"zh-CN": "遵医行为", "en": "Following advice"},
        }
        good = {"zh-CN": "良好", "en": "Good"}[self.language]
        group = self.page.get_by_role("group", name=labels[field][self.language])
        group.get_by_role("button", name=good).first.click()

    def _danger(self) -> Iterator[str]:
        self.tab("tab.find")
        self.page.locator("input").first.fill("zgf")
        self.phone.button(NAME).click()
        self.tap("resident.visits")
        yield "timeline-with-own"
        self.back()
        self.tab("tab.today") if self._has_tabs() else self.back()

    def _has_tabs(self) -> bool:
        return self.page.get_by_role("navigation", name=self.word("tab.all")).count() > 0

    def _conflict(self) -> Iterator[str]:
        """A colleague has entered the same follow-up with another pressure."""
        today = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
        colleague = self.server.client("wang", cast.WANG)
        document = natural_id("hypertension_follow_up", cast.ZHANG, today, "home")
        body = {**follow_up_body(today, 162, 92), "next_visit_date": "2099-01-01"}
        colleague.push(
            colleague.operation(
                "hypertension_follow_up",
                document,
                changes=changes(body, resident=cast.ZHANG, channel="home"),
                finish=True,
            )
        )
        if self._has_tabs():
            self.tab("tab.today")
        self._pill().click()
        self.tap("sync.send_now")
        self.page.wait_for_timeout(2500)
        yield "sync-sheet"
        sheet = self.page.get_by_role("dialog")
        sheet.get_by_role("button").filter(has_text=NAME).first.click()
        self.tap_first_use_waits()
        yield "conflict"
        self.page.get_by_role("button").filter(has_text=self.word("conflict.use")).first.click()
        self.page.wait_for_timeout(500)
        yield "conflict-decided"
        self.back()

    def tap_first_use_waits(self) -> None:
        """Wait until the two values stand side by side."""
        use = self.page.get_by_role("button").filter(has_text=self.word("conflict.use"))
        expect(use.first).to_be_visible()

    def _pill(self):  # type: ignore[no-untyped-def]
        return self.page.locator("header button").last

    def _me(self) -> Iterator[str]:
        if not self._has_tabs():
            self.back()
        self.tab("tab.me")
        yield "me"
        self.tap("me.ready")
        yield "ready"
        self.back()
        self.tap("me.lock")
        self.page.get_by_role("group", name=self.word("pad.all")).wait_for()
        yield "unlock"
