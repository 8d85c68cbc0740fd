"""Plays operations on documents in memory, for the tests of merging."""

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from server.forms.load import load_forms
from server.sync.engine import apply_operation
from server.sync.head import Head
from server.sync.problems import Answer
from server.sync.units import units_of
from server.sync.working_set import WorkingSet

ROOT = Path(__file__).resolve().parents[3]
FORMS = load_forms(ROOT / "forms", ROOT / "tests" / "forms")

Json = dict[str, Any]


def vectors(name: str) -> Json:
    text = (ROOT / "tests" / "vectors" / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)


def working_set(start: Mapping[str, Any]) -> WorkingSet:
    """Build all there is from {documents, conflicts, aliases}."""
    start = deepcopy(dict(start))
    return WorkingSet(
        [Head.from_json(head) for head in start.get("documents", {}).values()],
        start.get("conflicts", {}).values(),
        start.get("aliases"),
        whole=True,
    )


def standing(document: str, form: str, body: Json, **links: str) -> WorkingSet:
    """Build a world with one document in it."""
    return WorkingSet([Head(document, form, links=links, body=body)], whole=True)


def play(
    state: WorkingSet,
    operations: Iterable[Mapping[str, Any]],
    known: Mapping[str, int] | None = None,
) -> list[Answer]:
    """Apply operations one after the other; a final answer is repeated word for word."""
    final: dict[str, Answer] = {}
    answers = []
    for operation in operations:
        answer = final.get(operation["id"]) or apply_operation(state, operation, FORMS, known)
        if answer.is_final:
            final[operation["id"]] = answer
        answers.append(answer)
    return answers


def same_json(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def operation(number: int, kind: str, form: str, document: str, **more: Any) -> Json:
    """Build an operation: `changes` as part=(from, to), the device by default phone-a."""
    changes = more.pop("changes", {})
    return {
        "id": f"018f0000-0000-7000-8000-000000000{number:03d}",
        "device": "phone-a",
        "actor": "staff-a",
        "captured_at": f"2026-05-20T08:{number % 60:02d}:00Z",
        "kind": kind,
        "form": form,
        "form_version": 1,
        "document": document,
        "changes": {part: {"from": saw, "to": to} for part, (saw, to) in changes.items()},
        **more,
    }


def values_of(state: WorkingSet) -> dict[tuple[str, str], set[str]]:
    """Return per unit all that stands and is offered: what no order of arrival may change."""
    found: dict[tuple[str, str], set[str]] = {}
    for head in state.documents.values():
        divided = units_of(FORMS[head.type])
        for unit in divided.units:
            value = unit.read(head.body)
            if unit.name not in divided.columns:
                found.setdefault((head.id, unit.name), set()).add(text_of(value))
                continue
            for row in value.get(unit.name, ()):
                for column in divided.columns[unit.name]:
                    name = f"{unit.name}[{row['_row']}].{column.name}"
                    found.setdefault((head.id, name), set()).add(text_of(column.clean(row)))
    for conflict in state.conflicts.values():
        if conflict["state"] == "open":
            offered = {text_of(offer["value"]) for offer in conflict["offers"]}
            found.setdefault((conflict["document"], conflict["unit"]), set()).update(offered)
    return found


def text_of(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def in_order(operations: Sequence[Json], order: Sequence[int] | None) -> list[Json]:
    return [operations[i] for i in (range(len(operations)) if order is None else order)]
