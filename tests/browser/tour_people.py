"""Of the walk: who is in danger, has died, is away, may be on record; the long form."""

from collections.abc import Iterator

from tests import cast
from tests.browser.village import HE, LIU, MA, TODAY
from tests.browser.walker import Shown, Walker

ZHANG = str(cast.ZHANG_BODY["name"])


class TourOfPeople(Walker):
    """From the day's list and back to it, once for each."""

    def screens(self) -> Iterator[Shown]:
        """Walk from one person to the next."""
        yield from self._danger()
        yield from self._died()
        yield from self._away()
        yield from self._establish()
        yield from self._long_form()

    def _danger(self) -> Iterator[Shown]:
        self.phone.button(LIU.name).click()
        self.tap("resident.start")
        self.tap("visit.none_of_these")
        for number in ("186", "112"):
            self.phone.type_number(number)
        self.phone.button(self.word("danger.open_referral")).wait_for()
        yield self.shows("danger")
        self.tap("danger.open_referral")
        self.phone.button(self.word("danger.open_referral")).wait_for(state="detached")
        yield self.shows("danger-referred")
        self.back()
        self.go_home()
        yield self.shows("today-with-draft")
        self.tap("today.continue_draft")
        for number in ("88", "70.5"):
            self.phone.type_number(number)
        self.tap("visit.as_last_time")
        self.answer_as_usual()
        self.tap("medicine.regularly")
        self.phone.button(self.word("visit.save_with_gaps")).wait_for()
        yield self.shows("danger-plan")
        self.page.fill("#field-referral_institution", "县人民医院 心内科")
        self.tap("visit.save")
        self.at_today()
        self.find(LIU.initials, LIU.name)
        yield self.shows("resident-in-danger")
        self.go_home()

    def _died(self) -> Iterator[Shown]:
        self.phone.button(HE.name).click()
        self.tap("household.not_seen")
        self.outcome("outcome.died", TODAY.strftime("%Y%m%d"))
        yield self.shows("outcome-died")
        self.note()
        yield self.shows("today-died")
        self.phone.button(HE.name).click()
        self.phone.says(self.word("resident.closed"))
        yield self.shows("resident-closed")
        self.go_home()
        self.tab("tab.find")
        self.page.locator(".search input").fill(HE.initials)
        self.phone.says(self.word("search.closed"))
        yield self.shows("find-closed")
        self.go_home()

    def _away(self) -> Iterator[Shown]:
        self.phone.button(MA.name).click()
        self.tap("household.not_seen")
        self.outcome("outcome.away", "20990201")
        yield self.shows("outcome-away")
        self.note()
        self.phone.button(MA.name).click()
        self.phone.says(self.word("state.away"))
        yield self.shows("resident-away")
        self.go_home()

    def _establish(self) -> Iterator[Shown]:
        self.tab("tab.find")
        self.page.locator(".search input").fill(ZHANG)
        self.tap("search.new_record")
        yield self.shows("establish")
        self.page.get_by_role("button", name=self.word("person.female"), exact=True).click()
        self.page.fill("#birth_date", "19590308")
        self.phone.says(self.word("establish.maybe_twin"))
        # The two answers stand above the foot that leads to them.
        self.tap("establish.answer_first")
        answer = self.phone.button(self.word("establish.the_same")).bounding_box()
        foot = self.phone.button(self.word("establish.answer_first")).bounding_box()
        assert answer
        assert foot
        assert answer["y"] + answer["height"] <= foot["y"]
        yield self.shows("establish-likely-duplicate")
        self.tap("establish.not_the_same")
        self.page.locator(".search input").fill("5号")
        self.phone.button(LIU.name).click()
        yield self.shows("establish-household")
        self.tap("establish.drop")
        self.tab("tab.today")
        self.at_today()

    def _long_form(self) -> Iterator[Shown]:
        self.find("sdh", str(cast.SUN_BODY["name"]))
        self.tap("resident.missing")
        self.page.locator(".chips").first.wait_for()
        yield self.shows("long-form")
        self.page.locator(".card.rows .row").first.click()
        self.phone.button(self.word("visit.all_parts")).wait_for()
        yield self.shows("long-form-part")
        self.back()
        self.go_home()
