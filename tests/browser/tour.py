"""A walk through every screen of the app: for pictures, and for what axe finds on them."""

from collections.abc import Iterator

from tests import cast
from tests.browser.tour_desk import TourOfTheDesk
from tests.browser.tour_mistakes import TourOfMistakes
from tests.browser.tour_people import TourOfPeople
from tests.browser.walker import Shown, Walker

NAME = str(cast.ZHANG_BODY["name"])


class Tour(Walker):
    """Yields each screen when it is in sight."""

    def screens(self) -> Iterator[Shown]:
        """Walk from the first page to the last."""
        self.village.settle()
        yield from self._enrolment()
        yield from self._before_going()
        yield from self._lists()
        yield from self._resident()
        yield from self._follow_up()
        for part in (TourOfPeople, TourOfMistakes):
            yield from part(self.phone, self.village, self.language).screens()
        yield from self._lock()
        yield from TourOfTheDesk(self.phone, self.village, self.language).screens()

    def _enrolment(self) -> Iterator[Shown]:
        self.page.goto(self.village.server.address)
        if self.language == "en":
            self.page.get_by_role("button", name="English").click()
        self.page.fill("#username", "wang")
        yield self.shows("enrol")
        self.page.fill("input[type=password]", cast.PASSWORD)
        self.page.fill("#slip", self.village.server.slip(cast.WANG))
        self.tap("enrol.choose_pin_next")
        for step in ("enrol.choose_pin", "enrol.repeat_pin"):
            self.page.get_by_role("heading", name=self.word(step)).wait_for()
            if step == "enrol.choose_pin":
                yield self.shows("choose-pin")
            self.phone.enter_pin()
        self.at_today()
        self.phone.says(NAME)
        self.phone.safe_shell()
        yield self.shows("today")

    def _before_going(self) -> Iterator[Shown]:
        self.tab("tab.me")
        yield self.shows("me")
        self.tap("me.ready")
        yield self.shows("ready")
        self.back()
        self.tab("tab.today")

    def _lists(self) -> Iterator[Shown]:
        self.tab("tab.find")
        self.page.locator(".search input").fill("zgf")
        self.phone.says(NAME)
        yield self.shows("find")
        self.tab("tab.doors")
        yield self.shows("doors")
        self.tab("tab.today")

    def _resident(self) -> Iterator[Shown]:
        self.tap("today.next_door")
        yield self.shows("household")
        self.back()
        self.phone.button(NAME).click()
        self.phone.button(self.word("resident.start")).wait_for()
        yield self.shows("resident")
        self.tap("resident.visits")
        yield self.shows("timeline")
        self.back()
        self.tap("household.not_seen")
        yield self.shows("outcome")
        self.close()

    def _follow_up(self) -> Iterator[Shown]:
        self.tap("resident.start")
        self.phone.button(self.word("visit.none_of_these")).wait_for()
        yield self.shows("visit-ask")
        self.tap("visit.none_of_these")
        self.phone.type_number("138")
        self.phone.type_number("8")
        yield self.shows("visit-numbers")
        self.phone.type_number("4")
        for number in ("72", "62.5"):
            self.phone.type_number(number)
        self.phone.button(self.word("visit.as_last_time")).wait_for()
        yield self.shows("visit-habits")
        self.tap("visit.as_last_time")
        self.answer_as_usual()
        yield self.shows("visit-medicines")
        self.tap("medicine.regularly")
        yield self.shows("tell")
        self.tap("visit.save")
        self.at_today()
        yield self.shows("today-done")

    def _lock(self) -> Iterator[Shown]:
        self.tab("tab.me")
        self.tap("me.lock")
        self.page.get_by_role("group", name=self.word("pad.all")).wait_for()
        yield self.shows("unlock")
