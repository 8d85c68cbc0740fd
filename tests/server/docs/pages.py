"""Reads the project's pages: what they say, and where they point."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]
_LINK = re.compile(r"\[[^\]]*\]\(<?([^)>\s]+)>?[^)]*\)")
_CODE = re.compile(r"^```[\s\S]*?^```$|^ {4}.*$", re.MULTILINE)
_QUOTED = re.compile(r"`([^`\n]+)`")
_ELSEWHERE = re.compile(r"[a-z]+:")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is kept under version control, or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return tuple(path for name in listed if name and (path := ROOT / name).is_file())


def pages() -> list[Path]:
    """The pages that people read: docs, README, changelog."""
    return sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])


def said() -> str:
    """Everything that stands in docs/."""
    return "\n".join(page.read_text() for page in sorted(ROOT.glob("docs/**/*.md")))


def links(page: Path) -> Iterator[tuple[str, str]]:
    """Yield (path, heading) of each link and picture of a page that leads to a file of ours."""
    for target in _LINK.findall(_CODE.sub("", page.read_text())):
        if not _ELSEWHERE.match(target):
            path, _, heading = target.partition("#")
            yield path, heading


def headings(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as they are made on the web."""
    lines = _CODE.sub("", page.read_text()).splitlines()
    titles = (line.lstrip("#").strip().lower() for line in lines if line.startswith("#"))
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def quoted(page: Path) -> list[str]:
    """Return what a page puts between backquotes."""
    return _QUOTED.findall(_CODE.sub("", page.read_text()))
