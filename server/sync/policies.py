"""Decides what stands in one unit after a change: by value first, then by the unit's policy."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from server.forms.load import Field
from server.sync.units import Unit, UnitValue
from server.sync.values import same

#: The most that the united companion texts of a choice may hold; more, and a person decides.
LONGEST_COMPANION = 200

SAME, APPLIED, MERGED, CONFLICT = "same", "applied", "merged", "conflict"


class Outcome(NamedTuple):
    """What stands in a unit afterwards, and how it came to stand."""

    value: UnitValue
    #: `same`, `applied`, `merged` or `conflict`.
    how: str


#: None: this policy has no answer, so a person decides.
Policy = Callable[[Unit, UnitValue, UnitValue, UnitValue], Outcome | None]


def decide(unit: Unit, standing: UnitValue, saw: UnitValue, to: UnitValue) -> Outcome:
    """Merge one unit by value: what stands, what the author saw, what it becomes.

    A change by somebody who saw what stands is taken, whatever the policy. Gaps come next: an
    explanation gives way to a value. Where nothing decides, what stood stays: a conflict.
    """
    if same(standing, to) or same(saw, to):
        return Outcome(standing, SAME)
    if same(standing, saw):
        return Outcome(to, APPLIED)
    if unit.is_gap(saw) and unit.is_gap(to):
        return Outcome(to if unit.is_gap(standing) else standing, MERGED)
    if unit.is_gap(saw) and unit.is_gap(standing):
        return Outcome(to, MERGED)
    policy = POLICIES.get(unit.policy)
    outcome = policy(unit, standing, saw, to) if policy else None
    return outcome or Outcome(standing, CONFLICT)


def _latest(_unit: Unit, _standing: UnitValue, _saw: UnitValue, to: UnitValue) -> Outcome:
    """Take the later arrival, also when it clears: order of arrival, not of clocks."""
    return Outcome(to, MERGED)


def _smaller(unit: Unit, standing: UnitValue, _saw: UnitValue, to: UnitValue) -> Outcome | None:
    return _by_size(unit, standing, to, smaller=True)


def _greater(unit: Unit, standing: UnitValue, _saw: UnitValue, to: UnitValue) -> Outcome | None:
    return _by_size(unit, standing, to, smaller=False)


def _by_size(unit: Unit, standing: UnitValue, to: UnitValue, smaller: bool) -> Outcome | None:
    ours, theirs = standing.get(unit.name), to.get(unit.name)
    if ours is None or theirs is None:
        return _unset_gives_way(standing, to, ours)
    if _is_number(ours) != _is_number(theirs) or isinstance(ours, bool | list | dict):
        return None
    wins = theirs < ours if smaller else theirs > ours
    return Outcome(to if wins else standing, MERGED)


def _status(unit: Unit, standing: UnitValue, _saw: UnitValue, to: UnitValue) -> Outcome | None:
    """Take the higher rank: *done* is never undone by *postponed*; at equal rank the later."""
    ours, theirs = standing.get(unit.name), to.get(unit.name)
    if ours is None or theirs is None:
        return _unset_gives_way(standing, to, ours)
    if same(ours, theirs):
        return None  # Only the companion text differs, and words have no rank.
    ranks = {option["code"]: option["rank"] for option in _options(unit.field)}
    if not isinstance(ours, str) or ours not in ranks or theirs not in ranks:
        return None
    return Outcome(to if ranks[theirs] >= ranks[ours] else standing, MERGED)


def _unset_gives_way(standing: UnitValue, to: UnitValue, ours: Any) -> Outcome:
    return Outcome(to if ours is None else standing, MERGED)


def _union(unit: Unit, standing: UnitValue, saw: UnitValue, to: UnitValue) -> Outcome | None:
    """Unite two lists of choices, and their companion texts part by part.

    The list is united even where the texts together are too long: then those go into conflict.
    """
    field = unit.field
    if field is None or field.type != "choices":
        return None
    lists = [value.get(unit.name) or [] for value in (saw, standing, to)]
    if not all(map(_is_list_of_codes, lists)):
        return None
    united: UnitValue = {}
    how = MERGED
    if chosen := unite_choices(field, *lists):
        united[unit.name] = chosen
    for name in unit.companions:
        text = unite_texts(saw.get(name), standing.get(name), to.get(name))
        if text is None:
            text, how = standing.get(name), CONFLICT
        if text:
            united[name] = text
    return Outcome(united, how)


POLICIES: Mapping[str, Policy] = {
    "latest": _latest,
    "min": _smaller,
    "max": _greater,
    "status": _status,
    "union": _union,
}


def unite_choices(
    field: Field, base: list[str], ours: list[str], theirs: list[str]
) -> list[str]:
    """Return what is in both, and what either added, less what either removed.

    In the form's order. An exclusive option (*none*) gives way to any other.
    """
    codes = [option["code"] for option in field.options]
    # A code of an earlier version of the form is nobody's to remove.
    codes += [code for code in ours if code not in codes]
    kept = [code for code in codes if _is_kept(code, base, ours, theirs)]
    exclusive = {option["code"] for option in field.options if option.get("exclusive")}
    return [code for code in kept if code not in exclusive] or kept[:1]


def unite_texts(base: Any, ours: Any, theirs: Any) -> str | None:
    """Unite two companion texts as choices are, by their parts between semicolons.

    In code point order, so that it is the same text in every order of arrival. None: too long.
    """
    before, one, other = (_parts(text) for text in (base, ours, theirs))
    kept = [part for part in dict.fromkeys(one + other) if _is_kept(part, before, one, other)]
    text = "；".join(kept)
    if len(text) > LONGEST_COMPANION:
        return None
    # What stood is left as it was written.
    return text if text == (ours or "") else "；".join(sorted(kept))


def _is_kept(item: str, base: list[str], ours: list[str], theirs: list[str]) -> bool:
    if item in base:
        return item in ours and item in theirs
    return item in ours or item in theirs


def _parts(text: Any) -> list[str]:
    parts = re.split("[;；]", text) if isinstance(text, str) else []
    return [part.strip() for part in parts if part.strip()]


def _options(field: Field | None) -> tuple[Mapping[str, Any], ...]:
    return field.options if field else ()


def _is_list_of_codes(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(code, str) for code in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
