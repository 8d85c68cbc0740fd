"""Residents whose page, row and current documents are known: the vectors shared with phones."""

import json
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[2]
CASES: list[dict[str, Any]] = [
    case
    for name in ("front_page", "put_off")
    for case in json.loads((TESTS / "vectors" / f"{name}.json").read_text(encoding="utf-8"))[
        "vectors"
    ]
]


def facts_of(name: str) -> dict[str, Any]:
    """Return the facts of the case whose name begins like this."""
    facts: dict[str, Any] = next(c["facts"] for c in CASES if c["case"].startswith(name))
    return facts
