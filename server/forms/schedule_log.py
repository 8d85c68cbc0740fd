"""The record of what was planned for a resident, and what became of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from server.forms.schedule import Planner, anchors, services
from server.forms.schedule_situation import Facts, Situation

#: rule, cycle, open, due, close, priority, done_on, withdrawn_on, withdrawn_reason, tries,
#: last_outcome. Dates are ISO text.
PlannedVisit = dict[str, Any]
_Key = tuple[str, str]


def planned_visits(
    planner: Planner, rows: Iterable[PlannedVisit], facts: Facts
) -> list[PlannedVisit]:
    """Return the planned visits of a resident as of the facts' day, by close, rule and cycle.

    `rows` as they stood; the planner's facts of the day, and in them `tries`: {rule, cycle,
    date, outcome} of visit items that named the task and brought no service. A row begins on
    the first day on which its task is open.
    """
    situation = Situation(facts)
    kept: dict[_Key, PlannedVisit] = {(r["rule"], r["cycle"]): dict(r) for r in rows}
    now = {(task["rule"], task["cycle"]): task for task in planner.plan(facts)}
    for key, task in now.items():
        if key not in kept and task["state"] != "upcoming":
            kept[key] = _begun(task)
        if key in kept:
            _keep_up(kept[key], task, situation.today_text)
    for key, row in kept.items():
        if key not in now and not row["done_on"]:
            _close(row, planner, situation)
        _count_tries(row, key, situation)
    return sorted(kept.values(), key=lambda row: (row["close"], row["rule"], row["cycle"]))


def _begun(task: Mapping[str, Any]) -> PlannedVisit:
    return {
        "rule": task["rule"],
        "cycle": task["cycle"],
        "open": task["open"],
        "done_on": None,
        "withdrawn_on": None,
        "withdrawn_reason": None,
    }


def _keep_up(row: PlannedVisit, task: Mapping[str, Any], today: str) -> None:
    """Bring a row up to its task; it opens again when its service was taken back."""
    rests = task["state"] == "away"
    row.update(
        done_on=None,
        priority=task["priority"],
        due=task["due"],
        close=task["close"],
        withdrawn_on=(row["withdrawn_on"] or today) if rests else None,
        withdrawn_reason="away" if rests else None,
    )


def _close(row: PlannedVisit, planner: Planner, situation: Situation) -> None:
    """Say what became of a task that is no longer planned."""
    today = situation.today_text
    done_on, has_ended = _settled(row, planner, situation)
    if done_on:
        row.update(done_on=done_on, withdrawn_on=None, withdrawn_reason=None)
    # After its close it is missed, whatever becomes of it.
    elif not row["withdrawn_on"] and today <= row["close"]:
        ended = "ended" if has_ended else "not_applicable"
        reason = ended if planner.is_served(situation) else "closed"
        row.update(withdrawn_on=today, withdrawn_reason=reason)


def _settled(
    row: PlannedVisit, planner: Planner, situation: Situation
) -> tuple[str | None, bool]:
    """Return the date on which a task was done, or None, and whether its plan has ended."""
    rule, has_ended = planner.rules.get(row["rule"]), False
    if rule is None:
        return None, False
    owner = row["cycle"].rpartition("/")[0]
    for _, document in anchors(rule, situation):
        if owner and document and document["id"] != owner:
            continue
        for service in services(rule, situation, document):
            if rule.kind.settles(service, row["cycle"], row["open"]):
                return service.document["date"], False
        if rule.ends_if and situation.holds(rule.ends_if, document):
            has_ended = True
            if rule.done_when_ended:
                done_on = situation.value(rule.done_when_ended, document)
                return done_on or situation.today_text, True
    return None, has_ended


def _count_tries(row: PlannedVisit, key: _Key, situation: Situation) -> None:
    tries = sorted(
        (attempt["date"], attempt["outcome"])
        for attempt in situation.facts.get("tries", ())
        if (attempt["rule"], attempt["cycle"]) == key
        and date.fromisoformat(attempt["date"]) <= situation.today
    )
    row.update(tries=len(tries), last_outcome=tries[-1][1] if tries else None)
