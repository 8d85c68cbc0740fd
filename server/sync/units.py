"""Units: what merges as a whole, how a form divides into them, and how a body holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from server.forms.load import Field, Form
from server.sync.values import tidy

ABSENT, CONFIRMED = "_absent.", "_confirmed."
#: What a document hangs on. Each link is a unit of its own, and always `manual`.
LINKS = ("resident", "household", "visit", "screening_day", "area", "channel")

#: Part -> value; what is unset is not named.
UnitValue = dict[str, Any]


class Change(NamedTuple):
    """What the author of an operation saw in one part, and what it becomes; both tidy."""

    saw: Any
    to: Any


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """One thing that merges as a whole: a field, a line of several, a link, a row's column."""

    #: The first field in form order, or the link with its `@`.
    name: str
    #: Its place in form order.
    place: int
    #: None: a link.
    field: Field | None
    policy: str
    companions: tuple[str, ...]
    #: Fields and companions: the parts that hold a value.
    values: tuple[str, ...]
    #: The fields whose absence may be explained (none in a row).
    explained: tuple[str, ...]
    #: The keys of `changes` that belong to this unit, without the confirmations.
    parts: tuple[str, ...]

    def clean(self, flat: Mapping[str, Any]) -> UnitValue:
        """Return what of this belongs to the unit: where a value is set, its absence goes."""
        value = {name: flat[name] for name in self.values if flat.get(name) is not None}
        for name in self.explained:
            reason = flat.get(ABSENT + name)
            if reason is not None and name not in value:
                value[ABSENT + name] = reason
        return value

    def read(self, body: Mapping[str, Any]) -> UnitValue:
        """Return what stands in a body."""
        value = {name: body[name] for name in self.values if name in body}
        absent = body.get("_absent")
        if absent:
            value |= {ABSENT + name: absent[name] for name in self.explained if name in absent}
        return self.clean({part: tidy(item) for part, item in value.items()})

    def stands_in(self, links: Mapping[str, str], body: Mapping[str, Any]) -> UnitValue:
        """Return what stands in a document, be it a link or in its body."""
        if self.field is None:
            return self.clean({self.name: links.get(self.name[1:])})
        return self.read(body)

    def side(self, changes: Mapping[str, Change], which: int) -> UnitValue:
        """Return what the author saw (0), or what it becomes (1)."""
        touched = {part: changes[part][which] for part in self.parts if part in changes}
        return self.clean(touched)

    def is_gap(self, value: UnitValue) -> bool:
        """Return whether no value is set: at most an explanation why."""
        return not any(name in value for name in self.values)

    def write(self, body: dict[str, Any], value: UnitValue) -> None:
        """Put a value into a body, in place of what stood.

        Only the body itself is changed, none of the values in it: others may hold them.
        """
        for name in self.values:
            if name in value:
                body[name] = value[name]
            else:
                body.pop(name, None)
        if self.explained:
            self._explain(body, value)

    def _explain(self, body: dict[str, Any], value: UnitValue) -> None:
        before = body.get("_absent") or {}
        absent = {name: why for name, why in before.items() if name not in self.explained}
        absent |= {
            name: value[ABSENT + name] for name in self.explained if ABSENT + name in value
        }
        _set_or_drop(body, "_absent", absent)


@dataclass(frozen=True, slots=True, eq=False)
class FormUnits:
    """How one form divides into units."""

    #: Part or confirmation -> its unit.
    by_part: Mapping[str, Unit]
    units: tuple[Unit, ...]
    #: Group -> the units of its rows.
    columns: Mapping[str, tuple[Unit, ...]]
    #: Field or companion -> its place in form order.
    places: Mapping[str, int]

    def touched(self, changes: Mapping[str, Change]) -> list[Unit]:
        """Return the units that these changes name, in form order, links last."""
        found = {self.by_part[part] for part in changes}
        return sorted(found, key=lambda unit: unit.place)

    def lone(self, part: str) -> Unit:
        """Return this part as a unit by itself, which a person decides: a value of a key."""
        return _lone(part, self.by_part[part].place)

    def confirm(self, body: dict[str, Any], unit: Unit, confirmed: set[str]) -> None:
        """Let exactly these values of the unit be confirmed in the body."""
        before = body.get("_confirmed")
        if not before and not confirmed:
            body.pop("_confirmed", None)
            return
        names = {name for name in before or () if name not in unit.values} | confirmed
        known = sorted(
            (name for name in names if name in self.places), key=self.places.__getitem__
        )
        _set_or_drop(body, "_confirmed", known)


def confirmed_in(body: Mapping[str, Any], unit: Unit) -> set[str]:
    """Return the fields of the unit whose value somebody has confirmed."""
    confirmed = body.get("_confirmed")
    return {name for name in unit.values if name in confirmed} if confirmed else set()


def _set_or_drop(body: dict[str, Any], key: str, value: Any) -> None:
    if value:
        body[key] = value
    else:
        body.pop(key, None)


@lru_cache(maxsize=1024)
def units_of(form: Form) -> FormUnits:
    """Divide a form into its units, once."""
    units = _divide(form.fields, explained=True)
    links = tuple(_lone(f"@{link}", len(units) + i) for i, link in enumerate(LINKS))
    by_part = {part: unit for unit in units + links for part in unit.parts}
    by_part |= {CONFIRMED + name: unit for unit in units for name in unit.values}
    return FormUnits(
        by_part=by_part,
        units=units,
        columns={group: _divide(fields, False) for group, fields in form.columns.items()},
        places={field.id: place for place, field in enumerate(form.fields)},
    )


def _divide(fields: tuple[Field, ...], explained: bool) -> tuple[Unit, ...]:
    """Put the fields of one line together, and each companion with its field.

    Computed values are in no unit: they are in no body.
    """
    lines: dict[str, list[Field]] = {}
    companions: dict[str, list[str]] = {}
    for field in fields:
        if field.of is not None:
            companions.setdefault(field.of.id, []).append(field.id)
        elif not field.computed:
            lines.setdefault(field.together or field.id, []).append(field)
    return tuple(
        _unit(
            place, line, [c for field in line for c in companions.get(field.id, ())], explained
        )
        for place, line in enumerate(lines.values())
    )


def _unit(place: int, line: list[Field], companions: list[str], explained: bool) -> Unit:
    names = tuple(field.id for field in line)
    absences = tuple(ABSENT + name for name in names) if explained else ()
    return Unit(
        name=names[0],
        place=place,
        field=line[0],
        policy="manual" if len(line) > 1 else line[0].merge,
        companions=tuple(companions),
        values=names + tuple(companions),
        explained=names if explained else (),
        parts=names + tuple(companions) + absences,
    )


def _lone(part: str, place: int) -> Unit:
    return Unit(part, place, None, "manual", (), (part,), (), (part,))
