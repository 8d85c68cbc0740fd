"""Fills the doors of a sample village with households, and what is awkward about them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from server.services.sample.chance import Chance
from server.services.sample.families import Families
from server.services.sample.illness import fall_ill, suffer_in_mind
from server.services.sample.people import People, Person
from server.services.sample.places import Door, Estate, Hamlet
from server.services.sample.records import Household
from server.services.sample.staff import Account

#: Records were opened this many days ago, newest first.
_OPENED = (720, 1060)
_SECTION = 12
#: Of so many residents one is also registered elsewhere, or twice.
_DUPLICATES, _HOMONYMS = 300, 150
_FEWEST_IN_MIND = 2


def settle(
    chance: Chance,
    people: People,
    streets: Sequence[Hamlet | Estate],
    doctor: Account,
    residents: int,
) -> list[Household]:
    """Return the households of a village with exactly this many residents, door by door."""
    families, doors = Families(chance, people), _doors(streets, residents)
    homes, left = [], residents
    while left:
        members = families.make()[:left]
        left -= len(members)
        homes.append(_household(chance, next(doors), members, doctor))
    everybody = [person for home in homes for person in home.members]
    _share_names(chance, everybody)
    _ensure_mental_illness(everybody)
    _register_twice(chance, homes, residents // _DUPLICATES)
    return homes


def _doors(streets: Sequence[Hamlet | Estate], residents: int) -> Iterator[Door]:
    """Fill the streets one beside the other, a section of each in turn."""
    rows = [street.doors(max(_SECTION, residents)) for street in streets]
    for section in range(0, max(_SECTION, residents), _SECTION):
        for row in rows:
            yield from row[section : section + _SECTION]


def _household(chance: Chance, door: Door, members: list[Person], doctor: Account) -> Household:
    opened = chance.before(chance.between(*_OPENED))
    for person in members:
        person.record_day = _record_day(chance, person, opened)
        fall_ill(person, chance)
    return Household(chance.id(chance.moment(opened)), door, members, doctor, opened)


def _record_day(chance: Chance, person: Person, opened: date) -> date:
    """A child born since has its record a few weeks after birth."""
    born_since = person.born + timedelta(days=chance.between(8, 40))
    return min(max(opened, born_since), chance.today)


def _share_names(chance: Chance, everybody: Sequence[Person]) -> None:
    """Let some grown-ups be called alike: those whom one must not take for one another."""
    for _ in range(max(1, len(everybody) // _HOMONYMS)):
        first = chance.pick(everybody)
        alike = [each for each in everybody if each is not first and each.sex == first.sex]
        near = sorted(alike, key=lambda each: abs((each.born - first.born).days))[:6]
        if near:
            chance.pick(near).name = first.name


def _ensure_mental_illness(everybody: Sequence[Person]) -> None:
    ill = [each for each in everybody if "severe_mental_illness" in each.programmes]
    grown = [each for each in everybody if 30 <= each.age(each.record_day) <= 60]
    for person in grown[: max(0, _FEWEST_IN_MIND - len(ill))]:
        suffer_in_mind(person)


def _register_twice(chance: Chance, homes: Sequence[Household], count: int) -> None:
    """Register some again at a relative's door, with or without the same number."""
    old = [(home, each) for home in homes for each in home.members if each.relation == "parent"]
    for home, person in old[:count]:
        other = chance.pick([each for each in homes if each is not home] or [home])
        again = Person(
            id=chance.id(),
            name=person.name,
            sex=person.sex,
            born=person.born,
            relation="other",
            relation_text="亲属",
            id_number=person.id_number if chance.happens(0.6) else None,
            record_day=min(chance.today, other.surveyed + timedelta(days=30)),
        )
        other.extra.append(again)
