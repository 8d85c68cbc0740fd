"""Pages lead somewhere, and the project speaks of itself alone."""

import re
from pathlib import Path

import pytest

from tests.server.docs.pages import ROOT, files, headings, links, pages, quoted

_FOLDERS = ("server/", "pwa/", "tests/", "forms/", "docs/", "migrations/", "bench/")
#: Files that a page names by their place in the app or at the centre.
_SHORT = re.compile(r"[a-z_]+/[a-z_]+\.(?:jsx?|py)")
_NEAR = (".", "pwa/js", "server")
_IN_PARTS = {"server", "pwa", "pwa/js", "tests"}
#: What no file may speak of. Written so that this file does not speak of it either.
_FOREIGN = {
    "a workplace's folders": r"(?<![\w.])/wor[k]/|\.\./share[d]\b|/tmp/doorste[p]",
    "hosts of registries": r"pyp[i]\.org|pythonhoste[d]|npmj[s]\.(?:org|com)|npmmirro[r]"
    r"|registr[y]\.|artifactor[y]",
    "a tracker": r"(?i)\bissu[e] ?#? ?\d|\btick[e]t ?#? ?\d|\bclosin[g] note",
    "who wrote it": r"(?i)\bsub-?agen[t]|\bAI[ -]agen[t]|\blanguage mode[l]|\bLL[M]s?\b"
    r"|anthropi[c]|\bopena[i]\b|\bclaud[e]\b|\bcopilo[t]\b"
    r"|\b(?:an earlier|a previous|the next) sessio[n]\b",
    "what it was derived from": r"(?i)\breferenc[e]/\w+\.py"
    r"|\breferenc[e] (?:implementatio[n]|readin[g])",
}
#: Vectors are kept word for word, with the note that stands in each of them.
_AS_GIVEN = ROOT / "tests/vectors"
_READ = {".py", ".js", ".mjs", ".jsx", ".ts", ".md", ".yaml", ".json", ".toml", ".txt", ".css"}
_READ |= {".html", ".ini", ".mako", ".svg", ".webmanifest", ".sh", ""}


@pytest.mark.parametrize("text", pages(), ids=lambda text: str(text.relative_to(ROOT)))
def test_every_link_and_picture_of_a_page_is_there(text: Path) -> None:
    kept = set(files())
    folders = {folder for path in kept for folder in path.parents}
    broken = []
    for path, heading in links(text):
        target = (text.parent / path).resolve() if path else text
        if target not in kept | folders or (heading and heading not in headings(target)):
            broken.append(f"{path}#{heading}".rstrip("#"))

    assert broken == []


@pytest.mark.parametrize("text", pages(), ids=lambda text: str(text.relative_to(ROOT)))
def test_every_file_that_a_page_names_exists(text: Path) -> None:
    named = {name for name in quoted(text) if name.startswith(_FOLDERS) and " " not in name}

    assert sorted(name for name in named if "<" not in name and not any(ROOT.glob(name))) == []


@pytest.mark.parametrize("text", pages(), ids=lambda text: str(text.relative_to(ROOT)))
def test_every_file_that_a_page_names_by_its_place_in_the_app_exists(text: Path) -> None:
    named = {name for name in quoted(text) if _SHORT.fullmatch(name)}

    missing = {
        name for name in named if not any((ROOT / near / name).is_file() for near in _NEAR)
    }
    assert sorted(missing) == []


def folders(above: str = "") -> set[str]:
    """The folders that stand directly in this one, by their whole names; none hidden."""
    inside = [path.relative_to(ROOT) for path in files() if path.is_relative_to(ROOT / above)]
    depth = len(Path(above).parts) + 1
    found = {"/".join(path.parts[:depth]) for path in inside if len(path.parts) > depth}
    return {name for name in found if not name.startswith(".")}


def test_the_map_of_the_readme_shows_each_folder_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text()

    assert set(re.findall(r"^\| \[(\w+)\]\(\1\) \|", readme, re.M)) == folders()


def test_the_map_of_the_architecture_shows_each_folder_and_no_other() -> None:
    page = (ROOT / "docs/architecture.md").read_text()
    [table] = re.findall(r"^\| folder \|.*\n\|.*\n((?:\|.*\n)+)", page, re.M)
    shown = {name.strip("/") for row in table.splitlines() for name in named_first(row)}

    # These are shown folder by folder.
    whole = folders().union(*(folders(each) for each in _IN_PARTS)) - _IN_PARTS
    assert shown - {"build"} == whole


def named_first(row: str) -> list[str]:
    """Return what stands between backquotes in the first column of a table's row."""
    return re.findall(r"`([^`]+)`", row.split("|")[1])


@pytest.mark.parametrize("matter", _FOREIGN)
def test_the_project_speaks_of_itself_alone(matter: str) -> None:
    pattern = re.compile(_FOREIGN[matter])
    found = []
    for path in files():
        if path.suffix in _READ and path.parent != _AS_GIVEN:
            lines = path.read_text().splitlines()
            found += [
                f"{path.relative_to(ROOT)}:{number}: {match[0]}"
                for number, line in enumerate(lines, 1)
                if (match := pattern.search(line))
            ]

    assert found == []


@pytest.mark.parametrize(
    ("matter", "line"),
    [
        ("a workplace's folders", "see /wor" + "k/main"),
        ("a workplace's folders", "see ../share" + "d/design.md"),
        ("hosts of registries", "https://pyp" + "i.org/simple"),
        ("a tracker", "as issu" + "e 12 asks"),
        ("who wrote it", "an earlier sessio" + "n found"),
        ("who wrote it", "a language mode" + "l wrote this"),
        ("what it was derived from", "see referenc" + "e/merge.py"),
    ],
)
def test_what_a_file_must_not_speak_of_is_found(matter: str, line: str) -> None:
    assert re.search(_FOREIGN[matter], line)


def test_decisions_are_numbered_without_gaps_and_say_what_they_must() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))

    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text()
        assert text.startswith(f"# {int(path.name[:4])}. ")
        for part in ("Context", "Decision", "Consequences", "Status"):
            assert f"**{part}.**" in text, f"{path.name} has no {part}"
