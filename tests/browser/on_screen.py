"""What stood on the phone while a form was filled in: nothing else may stand in the record."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from playwright.sync_api import Page

from server.forms.load import Field, load_forms

#: The words in sight, line by line: typed figures too, of the options the chosen ones.
LOOK = """() => {
  const lines = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) lines.push(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || !node.checkVisibility()) return;
    if (node.matches('.option[aria-pressed=false]')) return;
    if (node.matches('input, textarea')) lines.push(node.value);
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  return lines.filter((line) => line.trim()).join('\\n');
}"""

#: One tap says these together, in words of their own.
OTHERWISE = {("medication_adherence", "regular"): "照旧规律服用"}
#: Who has the phone in her hand: the record says so, the screen need not.
BY_ITSELF = {"responsible_doctor"}


def seen_on(page: Page) -> str:
    """Return what stands on the screen now."""
    return str(page.evaluate(LOOK))


def never_shown(document: dict[str, Any], screens: Iterable[str]) -> list[str]:
    """Return the fields whose value stood on none of the screens, in words or figures."""
    form = load_forms()[document["type"]]
    looks = [re.split(r"[\s\u00a0·/，、：]+", screen) for screen in screens]
    return [
        id
        for id, value in document["body"].items()
        if id in form.by_id and not form.by_id[id].computed and id not in BY_ITSELF
        if not _stood(form.by_id[id], value, looks)
    ]


def _stood(field: Field, value: Any, looks: list[list[str]]) -> bool:
    return all(
        any(said in look for look in looks for said in ways) for ways in _words(field, value)
    )


def _words(field: Field, value: Any) -> Iterator[set[str]]:
    """Give each thing that must have been said, with the ways of saying it."""
    match field.type:
        case "choice" | "choices":
            labels = {one["code"]: one["label"]["zh-CN"] for one in field.definition["options"]}
            for code in [value] if isinstance(value, str) else value:
                yield {labels[code], OTHERWISE.get((field.id, code), labels[code])}
        case "date":
            day = date.fromisoformat(value)
            yield {f"{day.year}年{day.month}月{day.day}日", f"{day.month}月{day.day}日", "今天"}
        case "group":
            for row in value:
                yield from ({f"{one}"} for key, one in row.items() if key == "drug_name")
        case _:
            yield {f"{value:g}" if isinstance(value, int | float) else str(value)}
