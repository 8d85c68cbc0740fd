"""make screens: every screen of phone and desk, in both languages, into docs/screens."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, PHONE
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, fill
from tests.browser.tour import Tour
from tests.browser.village import Village
from tests.browser.walker import Shown
from tests.browser.worker import within_reach

SCREENS = Path("docs/screens")


def main(folder: Path) -> None:
    """Take the pictures; those of screens that are no more go."""
    folder.mkdir(exist_ok=True)
    taken = set()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        for language, short in (("zh-CN", "zh"), ("en", "en")):
            data = Path(tempfile.mkdtemp(prefix="doorstep-screens-"))
            server = RunningServer(data)
            fill(server)
            server.start()
            context = chromium.new_context(**PHONE, device_scale_factor=2)
            within_reach(context)
            phone = PhoneInHand(context, server)
            try:
                for screen in Tour(phone, Village(server), language).screens():
                    picture = folder / f"{screen.name}-{short}.png"
                    take(screen, picture)
                    taken.add(picture)
                    sys.stdout.write(f"{picture}\n")
            finally:
                context.close()
                server.close()
                shutil.rmtree(data, ignore_errors=True)
        chromium.close()
    for old in set(folder.glob("*.png")) - taken:
        old.unlink()


def take(screen: Shown, picture: Path) -> None:
    """Take a picture when nothing moves any more; a wide one needs no second pixel."""
    screen.page.wait_for_timeout(400)
    is_wide = screen.sizes[0][0] > 1000
    screen.page.screenshot(path=picture, scale="css" if is_wide else "device")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SCREENS)
