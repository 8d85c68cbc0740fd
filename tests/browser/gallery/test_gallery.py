"""Every part in every state is readable, reachable and large, in each look and language."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[3]
LOOK = (Path(__file__).parent / "look.js").read_text()
LANGUAGES = ["zh-CN", "en"]
LOOKS = ["light", "night", "sunlight"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]


@pytest.fixture(scope="module")
def gallery() -> str:
    """The gallery's address, newly built."""
    node = shutil.which("node", path=str(ROOT / ".venv/bin")) or "node"
    subprocess.run([node, "tests/browser/gallery/build.mjs"], cwd=ROOT, check=True)
    return (ROOT / "build/gallery/gallery.html").as_uri()


def open_gallery(browser: Browser, address: str, width: int, height: int, **more: Any) -> Page:
    """A phone of this size that shows no motion."""
    page = browser.new_page(
        viewport={"width": width, "height": height}, reduced_motion="reduce", **more
    )
    page.goto(address)
    return page


def show(page: Page, name: str, language: str = "zh-CN", look: str = "light") -> None:
    """Turn the gallery to one page and wait until it is drawn."""
    place = f"#{name}/{language}/{look}"
    page.evaluate("place => { location.hash = place }", place)
    page.wait_for_function(
        "place => document.documentElement.dataset.shown === place", arg=place
    )


def pages_of(page: Page, look: str) -> Iterator[str]:
    """Show every page in both languages, one after the other."""
    for name in page.evaluate("galleryPages"):
        for language in LANGUAGES:
            show(page, name, language, look)
            yield f"{name} {language}"


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_is_too_small_too_pale_or_cut_in_any_look(
    browser: Browser, gallery: str, look: str
) -> None:
    page = open_gallery(browser, gallery, 360, 740)

    faults = {name: page.evaluate(LOOK) for name in pages_of(page, look)}

    assert {name: found for name, found in faults.items() if found} == {}
    page.close()


@pytest.mark.parametrize(
    ("width", "height", "letters"), [(320, 640, 1), (320, 640, 2), (740, 360, 1)]
)
def test_a_narrow_phone_large_letters_and_landscape_lose_nothing(
    browser: Browser, gallery: str, width: int, height: int, letters: int
) -> None:
    page = open_gallery(browser, gallery, width, height)
    page.add_style_tag(content=f"html {{ font-size: {letters * 100}% }}")

    faults = {name: page.evaluate(LOOK) for name in pages_of(page, "light")}

    assert {name: found for name, found in faults.items() if found} == {}
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_danger_the_first_thing_to_do_is_whole_in_sight_with_the_largest_letters(
    browser: Browser, gallery: str, language: str
) -> None:
    page = open_gallery(browser, gallery, 320, 640)
    page.add_style_tag(content="html { font-size: 200% }")
    show(page, "Danger", language)

    first, next_step = (
        page.locator(place).first.bounding_box() for place in (".acts > li", ".foot > .primary")
    )

    assert first is not None
    assert next_step is not None
    assert first["y"] + first["height"] <= next_step["y"]
    assert next_step["y"] + next_step["height"] <= 640
    page.close()


def test_axe_finds_nothing(browser: Browser, gallery: str) -> None:
    page = open_gallery(browser, gallery, 360, 740)
    page.add_script_tag(path=ROOT / "node_modules/axe-core/axe.min.js")

    faults = {
        name: page.evaluate(
            "axe.run({ resultTypes: ['violations'] }).then((found) => "
            "found.violations.map(({ id, nodes }) => [id, nodes[0].html]))"
        )
        for name in pages_of(page, "light")
    }

    assert {name: found for name, found in faults.items() if found} == {}
    page.close()


def test_a_row_of_the_round_is_heard_as_one_would_tell_it(
    browser: Browser, gallery: str
) -> None:
    page = open_gallery(browser, gallery, 360, 740)

    show(page, "Today")

    row = page.get_by_role("button", name="张桂芳").first
    heard = row.aria_snapshot().replace("\xa0", "").replace(" ", "")
    assert "301，张桂芳，女67岁，高血压·逾期12天，上次142/86，8月12日" in heard
    page.close()


def test_choosing_a_character_submits_nothing_and_keeps_no_pinyin(
    browser: Browser, gallery: str
) -> None:
    page = open_gallery(browser, gallery, 360, 740)
    show(page, "Writing")
    keyboard = page.context.new_cdp_session(page)
    enter = """node => node.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true }))"""

    for field in ("#name", ".search input"):
        page.click(field)
        keyboard.send(
            "Input.imeSetComposition",
            {"text": "zhang", "selectionStart": 5, "selectionEnd": 5},
        )
        page.eval_on_selector(field, enter)
        keyboard.send("Input.insertText", {"text": "张"})

    heard = page.evaluate("heard")
    assert [text for what, text in heard if what == "name"] == ["张"]
    assert [text for what, text in heard if what == "search"] == ["zhang", "张"]
    assert not [what for what, _ in heard if what == "enter"]
    page.close()


def test_a_pasted_birth_date_is_understood(browser: Browser, gallery: str) -> None:
    page = open_gallery(browser, gallery, 360, 740)
    show(page, "Writing")

    page.fill("#born", "1938年5月5日")

    assert page.input_value("#born") == "1938-05-05"
    page.close()


def test_three_quick_taps_save_once(browser: Browser, gallery: str) -> None:
    page = open_gallery(browser, gallery, 360, 740)
    show(page, "Tapping")

    save = page.get_by_role("button", name="保存")
    save.evaluate("button => { button.click(); button.click(); button.click(); }")

    assert [what for what, _ in page.evaluate("heard")] == ["save"]
    page.close()


def test_the_pad_writes_where_the_caret_is_and_leaves_it_there(
    browser: Browser, gallery: str
) -> None:
    page = open_gallery(browser, gallery, 360, 740)
    show(page, "Tapping")
    page.click("#pulse")

    for key in ("7", "2", "3"):
        page.get_by_role("button", name=key, exact=True).click()
    page.get_by_role("button", name="删一位").click()

    assert page.input_value("#pulse") == "72"
    assert page.evaluate("document.activeElement.id") == "pulse"
    page.close()


def test_undo_is_offered_for_eight_seconds(browser: Browser, gallery: str) -> None:
    page = open_gallery(browser, gallery, 360, 740)
    page.clock.install()
    show(page, "Tapping")
    undo = page.get_by_role("button", name="撤销")

    # Real time goes on beside the clock that is wound on: room for a slow machine.
    page.clock.run_for(6_000)
    assert undo.is_visible()
    page.clock.run_for(2_000)
    undo.wait_for(state="detached")
    page.close()


def test_a_screen_whose_code_comes_just_after_its_first_drawing_is_drawn(
    browser: Browser, gallery: str
) -> None:
    page = browser.new_page()

    page.add_script_tag(path=ROOT / "build/gallery/late_screen.js")

    for place in ("#first", "#second"):
        expect(page.locator(place)).to_have_text("Here")
    page.close()
