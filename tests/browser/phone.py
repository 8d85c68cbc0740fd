"""A phone in a doctor's hand: what she taps, by the words that stand on it, and how often."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests import cast
from tests.browser.server import RunningServer

PIN = "274913"


class PhoneInHand:
    """Drives the app as a person does: it finds things by their names, and counts taps."""

    def __init__(self, context: BrowserContext, server: RunningServer) -> None:
        self.context, self.server = context, server
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        #: Touches that changed or opened something; a number typed on the pad counts as one.
        self.taps = 0
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))

    # ---- opening --------------------------------------------------------------------------

    def enrol(self, username: str, staff: str) -> None:
        """Log in once with name, password and slip, and choose a PIN."""
        self.page.goto(self.server.address)
        self.page.fill("#username", username)
        self.page.fill("input[type=password]", cast.PASSWORD)
        self.page.fill("#slip", self.server.slip(staff))
        self.button("下一步").click()
        for words in ("定一个", "再输"):
            self.page.get_by_role("heading", name=words).wait_for()
            self.enter_pin()
        self.today().wait_for()
        self.safe_shell()

    def safe_shell(self) -> None:
        """Wait until the service worker keeps the app: from then on no signal is needed."""
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")

    def enter_pin(self, pin: str = PIN) -> None:
        """Type the PIN on the pad."""
        for digit in pin:
            self.page.get_by_role("button", name=digit, exact=True).click()

    def unlock(self, pin: str = PIN) -> None:
        """Open the app after a cold start."""
        self.page.get_by_role("group", name="数字键").wait_for()
        self.enter_pin(pin)
        self.today().wait_for()

    def reload(self) -> None:
        """Start the app anew, as after the phone killed it."""
        self.page.goto(self.server.address)

    # ---- finding things -------------------------------------------------------------------

    def today(self) -> Locator:
        """The heading of the day's list."""
        return self.page.get_by_role("heading", name="今日")

    def button(self, words: str) -> Locator:
        """The first button that says this."""
        return self.page.get_by_role("button").filter(has_text=words).first

    def says(self, words: str) -> None:
        """Wait until the screen says this."""
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=15_000)

    # ---- tapping --------------------------------------------------------------------------

    def tap(self, words: str) -> None:
        """Tap the button that says this."""
        self.button(words).click()
        self.taps += 1

    def choose(self, question: str, option: str) -> None:
        """Tap one answer of a question."""
        group = self.page.get_by_role("group", name=question)
        group.get_by_role("button", name=option).first.click()
        self.taps += 1

    def type_number(self, number: str) -> None:
        """Type a number on the phone's own pad: one tap, however many digits."""
        for key in number:
            self.page.get_by_role("button", name=key, exact=True).click()
        self.taps += 1

    @contextmanager
    def no_signal(self) -> Iterator[None]:
        """Walk into a stairwell, and out again."""
        self.context.set_offline(True)
        try:
            yield
        finally:
            self.context.set_offline(False)

    # ---- what a doctor does ---------------------------------------------------------------

    def open_resident(self, name: str) -> None:
        """From the day's list to the front page of a person."""
        self.tap(name)
        self.page.get_by_role("button").filter(has_text="开始").first.wait_for()

    def follow_up(self, name: str, systolic: str, diastolic: str) -> None:
        """A hypertension follow-up, all else as last time, from the list and back."""
        self.open_resident(name)
        self.tap("开始高血压随访")
        self.tap("都没有")
        for number in (systolic, diastolic):
            self.type_number(number)
        for number in ("72", "62.5"):
            self.type_number(number)
        self.tap("同上次")
        self.choose("心理调整", "良好")
        self.choose("遵医行为", "良好")
        self.tap("照旧")
        self.tap("保存")
        self.today().wait_for()
