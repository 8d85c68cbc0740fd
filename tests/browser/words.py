"""The words that stand on the phone, so that a test finds things in either language."""

import json
from functools import cache
from pathlib import Path

CATALOGUES = Path("pwa/js/i18n")


@cache
def _catalogue(language: str) -> dict[str, str]:
    messages: dict[str, str] = json.loads((CATALOGUES / f"{language}.json").read_text())
    return messages


def word(key: str, language: str = "zh-CN") -> str:
    """What a message says, up to the first thing that is put into it."""
    return _catalogue(language)[key].partition("{")[0].strip()
