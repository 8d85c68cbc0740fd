"""The app can be put on the home screen: read as Chromium reads it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import CDPSession, Page, Playwright

from tests.browser.chromium import FLAGS, PHONE
from tests.browser.server import RunningServer

pytestmark = pytest.mark.browser

#: How far a launcher may cut into a maskable icon: a circle of four fifths is safe
#: (https://www.w3.org/TR/appmanifest/#icon-masks).
SAFE = 0.8
#: The colour in each corner, how wide the picture is, and how far from the middle of it
#: something is drawn that is not its ground.
LOOK = """async (address) => {
    const bitmap = await createImageBitmap(await (await fetch(address)).blob());
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const at = (x, y) => Array.from(data.slice((y * width + x) * 4, (y * width + x) * 4 + 4));
    const ground = at(0, 0);
    const [across, down] = [width / 2, height / 2];
    let farthest = 0;
    for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
            if (at(x, y).every((part, which) => Math.abs(part - ground[which]) < 8)) continue;
            farthest = Math.max(farthest, Math.hypot(x + 0.5 - across, y + 0.5 - down));
        }
    }
    return { width, height, ground, share: farthest / across };
}"""


@pytest.fixture
def page(playwright: Playwright, server: RunningServer, tmp_path: Path) -> Iterator[Page]:
    """The app in a browser that keeps a profile, with its service worker at work."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile", executable_path=shutil.which("chromium"), args=FLAGS, **PHONE
    )
    page = context.new_page()
    page.goto(server.address)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    yield page
    context.close()


@pytest.fixture
def devtools(page: Page) -> CDPSession:
    """What Chromium itself says of the page."""
    return page.context.new_cdp_session(page)


def test_chromium_finds_nothing_that_keeps_the_app_from_the_home_screen(
    page: Page, devtools: CDPSession
) -> None:
    found = devtools.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["url"] == urljoin(page.url, "/manifest.webmanifest")
    assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []

    manifest: dict[str, Any] = json.loads(found["data"])
    assert (manifest["name"], manifest["short_name"], manifest["lang"]) == (
        "门口",
        "门口",
        "zh-CN",
    )
    # Whoever reads no Chinese sees in the installer what the app is for.
    assert "居民健康档案" in manifest["description"]
    assert "health records" in manifest["description"]
    assert (manifest["display"], manifest["start_url"], manifest["scope"]) == (
        "standalone",
        "/",
        "/",
    )


def test_its_icons_are_as_large_as_they_say_and_survive_a_round_mask(
    page: Page, devtools: CDPSession
) -> None:
    manifest = json.loads(devtools.send("Page.getAppManifest")["data"])
    drawn = {"any": set(), "maskable": set()}
    for icon in manifest["icons"]:
        if icon["type"] != "image/png":
            continue
        seen = page.evaluate(LOOK, icon["src"])
        assert icon["sizes"] == f"{seen['width']}x{seen['height']}"
        drawn[icon["purpose"]].add(seen["width"])
        if icon["purpose"] == "maskable":
            assert seen["ground"][3] == 255, icon
            assert seen["share"] <= SAFE, icon
    assert drawn == {"any": {192, 512}, "maskable": {192, 512}}
