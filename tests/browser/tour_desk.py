"""Of the walk: the supervisor's desk, on the same server, in a window as wide as a desk."""

from collections.abc import Iterator

from tests import cast
from tests.browser.village import LIU
from tests.browser.walker import Shown, Walker

SIZES = ((1280, 800), (360, 740))


class TourOfTheDesk(Walker):
    """Opens a window of its own."""

    def screens(self) -> Iterator[Shown]:
        """Walk from one view to the next."""
        self.village.work_for_the_desk()
        self.page = self.phone.page = self.phone.context.new_page()
        self.page.set_viewport_size({"width": 1280, "height": 800})
        self.page.goto(f"{self.village.server.address}/#/desk")
        yield from self._board()
        yield from self._views()
        yield from self._resident()
        self.page.close()

    def shows(self, name: str) -> Shown:
        """The desk shows this now."""
        return Shown(f"desk-{name}", self.page, SIZES)

    def _go(self, view: str) -> None:
        self.page.evaluate("view => { location.hash = `#/desk/${view}` }", view)

    def _board(self) -> Iterator[Shown]:
        self.page.locator("#desk-name").wait_for()
        if self.language == "en" and self.page.get_by_role("button", name="English").count():
            self.page.get_by_role("button", name="English").click()
        yield self.shows("sign-in")
        self.page.fill("#desk-name", "chen")
        self.page.fill("input[type=password]", cast.PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.locator(".desk-table tbody tr").first.wait_for()
        yield self.shows("board")
        self.page.set_viewport_size({"width": 360, "height": 740})
        yield Shown("desk-board-on-a-phone", self.page)
        self.page.set_viewport_size({"width": 1280, "height": 800})
        self.page.locator(".desk-table tbody button").first.click()
        self.page.locator(".desk-panel").wait_for()
        yield self.shows("doctor")

    def _views(self) -> Iterator[Shown]:
        for view, name in (
            ("conflicts", "conflicts"),
            ("waiting", "waiting"),
            ("phones", "phones"),
        ):
            self._go(view)
            self.page.locator(".desk-main .row").last.click()
            self.page.locator(".desk-panel").wait_for()
            yield self.shows(name)
            if view == "conflicts":
                use = self.page.get_by_role("button").filter(has_text=self.word("conflict.use"))
                use.last.click()
                self.button("common.undo").wait_for()
                yield self.shows("conflict-decided")

    def _resident(self) -> Iterator[Shown]:
        self._go("find")
        self.page.locator(".desk-twin").first.wait_for()
        yield self.shows("likely-duplicates")
        self.page.locator(".search input").fill(LIU.name)
        self.page.locator(".desk-main .row").first.click()
        self.page.locator(".desk-history").first.wait_for()
        yield self.shows("resident")
