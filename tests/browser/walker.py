"""Somebody who walks through the app in either language: finds things by the words on them."""

import re
from typing import NamedTuple

from playwright.sync_api import Locator, Page

from tests.browser.phone import PhoneInHand
from tests.browser.village import Village
from tests.browser.words import word


class Shown(NamedTuple):
    """A screen that is in sight."""

    name: str
    page: Page
    #: The widths and heights that it is made for; the first is that of its picture.
    sizes: tuple[tuple[int, int], ...] = ((360, 740), (320, 640))


class Walker:
    """Taps and finds by messages, not by words."""

    def __init__(self, phone: PhoneInHand, village: Village, language: str) -> None:
        self.phone, self.village, self.language = phone, village, language
        self.page = phone.page

    def word(self, key: str) -> str:
        """A message in the language of this walk."""
        return word(key, self.language)

    def shows(self, name: str) -> Shown:
        """The phone shows this now."""
        return Shown(name, self.page)

    def tap(self, key: str) -> None:
        """Tap the button that a message stands on."""
        self.phone.button(self.word(key)).click()

    def button(self, key: str) -> Locator:
        """The button that says just this, with no word more."""
        return self.page.get_by_role("button", name=self.word(key), exact=True)

    def tab(self, key: str) -> None:
        """Go to a tab."""
        bar = self.page.get_by_role("navigation", name=self.word("tab.all"))
        bar.get_by_role("button", name=self.word(key)).click()

    def back(self) -> None:
        """One level up; what was typed is put aside first."""
        depth = self.page.evaluate("() => history.state.depth")
        self.button("common.back").first.click()
        self.page.wait_for_function("depth => history.state.depth < depth", arg=depth)

    def close(self) -> None:
        """Close the sheet."""
        self.button("common.close").click()

    def at_today(self) -> None:
        """Wait until the day's list is in sight."""
        self.page.get_by_role("heading", name=self.word("today.title"), exact=True).wait_for()

    def go_home(self) -> None:
        """Back to the day's list, from however deep."""
        self.page.evaluate("() => history.state.depth && history.go(-history.state.depth)")
        self.page.get_by_role("navigation", name=self.word("tab.all")).wait_for()
        self.tab("tab.today")
        self.at_today()

    def open_sheet(self) -> Locator:
        """What is behind the pill."""
        self.page.locator("header button").last.click()
        sheet = self.page.get_by_role("dialog")
        sheet.wait_for()
        return sheet

    def find(self, initials: str, name: str) -> None:
        """From the day's list to the front page of somebody, due or not."""
        self.tab("tab.find")
        self.page.locator(".search input").fill(initials)
        # Not a row of the search before, which may stand for a moment.
        self.page.locator(".row", has=self.page.locator(".found", has_text=name)).click()
        self.page.get_by_role("group", name=self.word("resident.parts")).wait_for()

    def outcome(self, key: str, day: str) -> None:
        """On the sheet: what came of the visit, and on which day."""
        sheet = self.page.get_by_role("dialog")
        sheet.get_by_role("button", name=self.word(key)).first.click()
        self.page.fill("#outcome-day", day)

    def note(self) -> None:
        """Note what is said on the sheet, and be back at the day's list."""
        words = re.compile(f"^{re.escape(self.word('outcome.note'))}(，|,|$)")
        self.page.get_by_role("button", name=words).click()
        self.at_today()

    def answer_as_usual(self) -> None:
        """Of a follow-up: mood and compliance, both good."""
        words = {
            "zh-CN": ("心理调整", "遵医行为", "良好"),
            "en": ("Psychological adjustment", "Following advice", "Good"),
        }
        *questions, good = words[self.language]
        for question in questions:
            group = self.page.get_by_role("group", name=question)
            group.get_by_role("button", name=good).first.click()
