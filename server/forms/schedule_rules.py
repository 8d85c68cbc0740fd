"""Loads the rules of the schedule: what is planned for whom, compiled once."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from server.forms.schedule_conditions import Condition, condition
from server.forms.schedule_situation import FlatDocument, Service, Situation
from server.forms.schedule_states import Case, Task

Definition = Mapping[str, Any]

#: Days ahead of its opening from which a task is listed.
HORIZON_DAYS = 30
_ORDINARY = 3
_ALWAYS = "'1900-01-01'"


class Kind(Protocol):
    """How a rule of one kind counts its tasks."""

    def tasks(
        self,
        rule: "Rule",
        situation: Situation,
        anchor: date,
        document: FlatDocument | None,
        services: list[Service],
    ) -> Iterator[Task]:
        """Yield the tasks of one anchor that are in sight, given what satisfies them."""

    def settles(self, service: Service, cycle: str, opens: str) -> bool:
        """Say whether a service is the one that a task of this cycle asked for."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is planned, for whom, from when on, and what satisfies it."""

    id: str
    subject: str
    applies_if: Condition | None
    #: Form whose documents each begin a plan; None: one plan, from `anchor_date`.
    anchor_form: str | None
    anchor_where: Condition | None
    anchor_date: Condition
    ends_if: Condition | None
    done_when_ended: Condition | None
    #: Form -> the condition that its documents must meet.
    satisfied_by: Mapping[str, Condition | None]
    #: Field of a satisfying document that must name the anchor's document.
    match: str | None
    flags: Mapping[str, Condition]
    supersedes: frozenset[str]
    horizon_days: int
    rests_while_away: bool
    by_telephone: bool
    kind: Kind


def case_of(rule: Definition, case: Definition) -> Case:
    """Build one case of a rule; what it leaves open is the rule's."""
    return Case(
        form=case.get("form", rule["form"]),
        priority=case.get("priority", rule.get("priority", _ORDINARY)),
        reason=case.get("reason", rule.get("reason", rule["id"])),
    )


def optional(text: str | None) -> Condition | None:
    """Compile a condition that need not be there."""
    return None if text is None else condition(text)


def rule_of(definition: Definition, kind: Kind) -> Rule:
    """Build a rule from its definition and its kind's part.

    Raises:
        ExpressionError: one of its expressions cannot be read.
    """
    anchor = definition.get("anchor", {"date": _ALWAYS})
    return Rule(
        id=definition["id"],
        subject=definition.get("subject", "resident"),
        applies_if=optional(definition.get("applies_if")),
        anchor_form=anchor.get("each"),
        anchor_where=optional(anchor.get("where")),
        anchor_date=condition(anchor["date"]),
        ends_if=optional(definition.get("ends_if")),
        done_when_ended=optional(definition.get("done_when_ended")),
        satisfied_by=dict(_satisfying(definition)),
        match=definition.get("match"),
        flags={name: condition(text) for name, text in definition.get("flags", {}).items()},
        supersedes=frozenset(definition.get("supersedes", ())),
        horizon_days=definition.get("horizon", HORIZON_DAYS),
        rests_while_away=definition.get("while_away") != "keep",
        by_telephone=bool(definition.get("by_telephone")),
        kind=kind,
    )


def _satisfying(definition: Definition) -> Iterator[tuple[str, Condition | None]]:
    for entry in definition.get("satisfied_by", [definition["form"]]):
        if isinstance(entry, str):
            yield entry, None
        else:
            yield entry["form"], condition(entry["where"])


def can_run(definition: Definition, forms: Collection[str]) -> bool:
    """Say whether what a rule plans can be filled in: its form is there."""
    return definition["form"] in forms
