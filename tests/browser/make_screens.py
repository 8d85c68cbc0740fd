"""make screens: each screen at 360 by 740, in both languages, into docs/screens."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, PHONE
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer, fill
from tests.browser.tour import Tour

SCREENS = Path("docs/screens")


def main() -> None:
    """Take the pictures."""
    SCREENS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        for language, short in (("zh-CN", "zh"), ("en", "en")):
            folder = Path(tempfile.mkdtemp(prefix="doorstep-screens-"))
            server = RunningServer(folder)
            fill(server)
            server.start()
            context = chromium.new_context(**PHONE, device_scale_factor=2)
            phone = PhoneInHand(context, server)
            try:
                for name in Tour(phone, server, language).screens():
                    phone.page.wait_for_timeout(400)
                    phone.page.screenshot(path=SCREENS / f"{name}-{short}.png")
                    sys.stdout.write(f"{name}-{short}\n")
            finally:
                context.close()
                server.close()
                shutil.rmtree(folder, ignore_errors=True)
        chromium.close()


if __name__ == "__main__":
    main()
