"""A phone in a doctor's hand: what she taps, by the words that stand on it, and how often."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import BrowserContext, Error, Locator, Page, expect

from tests import cast
from tests.browser.on_screen import seen_on
from tests.browser.server import RunningServer

PIN = "274913"
#: Milliseconds for what is there in a tenth of a second on an idle machine.
PATIENCE = 30_000


class PhoneInHand:
    """Drives the app as a person does: it finds things by their names, and counts taps."""

    def __init__(self, context: BrowserContext, server: RunningServer) -> None:
        self.context, self.server = context, server
        self.page: Page = context.new_page()
        #: Touches that changed or opened something; a number typed on the pad counts as one.
        self.taps = 0
        self.troubles: list[str] = []
        #: What stood on the screen at each tap.
        self.screens: list[str] = []
        self._listen()

    def _listen(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))

    # ---- opening --------------------------------------------------------------------------

    def enrol(self, username: str, staff: str) -> None:
        """Log in once with name, password and slip, and choose a PIN."""
        self.page.goto(self.server.address)
        self.log_in(username, staff)
        self.safe_shell()

    def log_in(self, username: str, staff: str) -> None:
        """Say who one is, choose a PIN, and see the day's list."""
        self.page.fill("#username", username)
        self.page.fill("input[type=password]", cast.PASSWORD)
        self.page.fill("#slip", self.server.slip(staff))
        self.button("下一步").click()
        for words in ("定一个", "再输"):
            self.page.get_by_role("heading", name=words).wait_for()
            self.enter_pin()
        self.today().wait_for()

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

    def kill(self) -> None:
        """The phone ends the app without a word, as it does when memory is short."""
        killed, self.page = self.page, self.context.new_page()
        self._listen()
        # Nobody is left to say that the page has come.
        with suppress(Error):
            killed.goto("chrome://crash")
        killed.close()

    # ---- finding things -------------------------------------------------------------------

    def today(self) -> Locator:
        """The heading of the day's list."""
        return self.page.get_by_role("heading", name="今日")

    def button(self, words: str) -> Locator:
        """The first button that says this."""
        return self.page.get_by_role("button").filter(has_text=words).first

    def says(self, words: str) -> None:
        """Wait until the screen says this."""
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)

    def tab(self, words: str) -> None:
        """Go to one of the places named at the bottom."""
        self.page.get_by_role("navigation", name="去哪里").get_by_role(
            "button", name=words
        ).click()

    def back(self) -> None:
        """One level up, by the arrow."""
        self.page.get_by_role("button", name="返回", exact=True).first.click()

    # ---- tapping --------------------------------------------------------------------------

    def tap(self, words: str) -> None:
        """Tap the button that says this."""
        # What is looked at is the screen that has this button, not the one before.
        self.button(words).wait_for()
        self._look()
        self.button(words).click()
        self.taps += 1

    def choose(self, question: str, option: str) -> None:
        """Tap one answer of a question."""
        self._look()
        group = self.page.get_by_role("group", name=question)
        group.get_by_role("button", name=option).first.click()
        self.taps += 1

    def type_number(self, number: str) -> None:
        """Type a number on the phone's own pad: one tap, however many digits."""
        self._look()
        for key in number:
            self.page.get_by_role("button", name=key, exact=True).click()
        self.taps += 1

    def _look(self) -> None:
        self.screens.append(seen_on(self.page))

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

    def find(self, words: str, name: str) -> None:
        """Look somebody up, and open the front page."""
        self.tab("查找")
        self.page.locator(".search input").fill(words)
        self.open_front_page(name)

    def open_front_page(self, name: str) -> None:
        """From the day's list to the front page of a person, also when nothing is due."""
        self.tap(name)
        self.page.get_by_role("group", name="档案的四部分").wait_for()

    def send_now(self) -> None:
        """Open what is behind the pill, and send."""
        self.page.locator("header button").last.click()
        self.tap("现在上传")

    def establish(self, door: str) -> None:
        """Open a record for a newcomer, 周小兰, in a new household, and see it."""
        self.begin_record(door)
        self.tap("建档：周小兰")
        self.page.get_by_role("group", name="档案的四部分").wait_for()

    def begin_record(self, door: str) -> None:
        """Fill in who the newcomer is and where she lives, as fast as the phone takes it."""
        self.tab("查找")
        self.tap("新建档案")
        self.page.fill("#name", "周小兰")
        self.choose("性别", "女")
        self.page.fill("#birth_date", "19880412")
        self.tap("新的一户")
        self.choose("在哪个网格", "上湾村第1网格")
        self.page.fill("#natural_village", "新屋组")
        self.page.fill("#door", door)
        self.page.fill("#household_address", "示例县东湖镇上湾村新屋组17号")
        self.choose("同意建档吗", "同意")

    def follow_up(self, name: str, systolic: str, diastolic: str) -> None:
        """A hypertension follow-up, all else as last time, from the list and back."""
        self.open_resident(name)
        self.tap("开始高血压随访")
        self.fill_in_follow_up(systolic, diastolic)
        self.save()

    def fill_in_follow_up(self, systolic: str, diastolic: str) -> None:
        """From the first question to the last; it is not saved yet."""
        self.tap("都没有")
        self.type_number(systolic)
        self.type_number(diastolic)
        self.finish_follow_up()

    def finish_follow_up(self) -> None:
        """What follows the blood pressure."""
        for number in ("72", "62.5"):
            self.type_number(number)
        self.rest_of_follow_up()

    def rest_of_follow_up(self) -> None:
        """What follows the measurements: as last time."""
        self.tap("同上次")
        self.choose("心理调整", "良好")
        self.choose("遵医行为", "良好")
        self.tap("照旧")

    def save(self) -> None:
        """Save, and be back at the day's list."""
        self.tap("保存")
        self.today().wait_for()
