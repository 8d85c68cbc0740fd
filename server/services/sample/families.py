"""Families whose members fit together: who lives behind one door."""

from collections.abc import Callable
from datetime import date, timedelta

from server.services.sample.chance import Chance
from server.services.sample.people import People, Person

#: How common each kind of household is.
_KINDS = {
    "old_couple": 26,
    "three_generations": 22,
    "parents_and_children": 30,
    "with_parent": 14,
    "alone": 8,
}
_YEAR = 365.25
_OTHER_SEX = {"male": "female", "female": "male"}


class Families:
    """Makes households, one after the other."""

    def __init__(self, chance: Chance, people: People) -> None:
        self._chance = chance
        self._people = people

    def make(self) -> list[Person]:
        """Return the members of a household, its head first."""
        make: Callable[[], list[Person]] = getattr(self, f"_{self._chance.weighed(_KINDS)}")
        return make()

    def _old_couple(self) -> list[Person]:
        head = self._head(62, 88)
        if self._chance.happens(0.22):
            return [head]
        return [head, self._spouse(head)]

    def _three_generations(self) -> list[Person]:
        head = self._head(54, 76, "male")
        wife = self._spouse(head)
        family = [head, wife] if self._chance.happens(0.85) else [head]
        son = self._child(wife, "son", "male", youngest=22, surname=head.name[0])
        daughter_in_law = self._spouse(son, relation="other", text="儿媳")
        family += [son, daughter_in_law]
        for _ in range(self._chance.weighed({0: 2, 1: 5, 2: 3})):
            family.append(self._child(daughter_in_law, "grandchild", surname=son.name[0]))
        return family

    def _parents_and_children(self) -> list[Person]:
        head = self._head(26, 52, "male")
        wife = self._spouse(head)
        count = self._chance.weighed({0: 1, 1: 5, 2: 4})
        children = [self._child(wife, None, surname=head.name[0]) for _ in range(count)]
        return [head, wife, *children]

    def _with_parent(self) -> list[Person]:
        head = self._head(44, 64, "male")
        parent_born = self._years_older(head.born, self._chance.between(20, 34))
        sex = self._chance.weighed({"female": 3, "male": 2})
        surname = head.name[0] if sex == "male" else self._people.surname()
        parent = self._people.make(sex, parent_born, "parent", surname)
        family = [head, parent]
        if self._chance.happens(0.9):
            family.insert(1, self._spouse(head))
        return family

    def _alone(self) -> list[Person]:
        return [self._head(35, 85)]

    def _head(self, youngest: int, oldest: int, sex: str | None = None) -> Person:
        sex = sex or self._chance.weighed({"male": 3, "female": 2})
        born = self._born(youngest, oldest)
        return self._people.make(sex, born, "head", self._people.surname())

    def _spouse(self, of: Person, relation: str = "spouse", text: str | None = None) -> Person:
        sex = _OTHER_SEX[of.sex]
        years = self._chance.between(-1, 4) * (1 if sex == "male" else -1)
        born = self._years_older(of.born, years)
        return self._people.make(sex, born, relation, self._people.surname(), text)

    def _child(
        self,
        mother: Person,
        relation: str | None,
        sex: str | None = None,
        *,
        youngest: int = 0,
        surname: str,
    ) -> Person:
        """Return a child whose mother was 20 to 38, and no child still to be born."""
        sex = sex or self._chance.weighed({"male": 11, "female": 10})
        relation = relation or {"male": "son", "female": "daughter"}[sex]
        oldest_mother = mother.age(self._chance.today) - youngest - 1
        at_birth = self._chance.between(20, max(20, min(38, oldest_mother)))
        born = mother.born + timedelta(
            days=int(at_birth * _YEAR) + self._chance.between(0, 364)
        )
        born = min(born, self._chance.before(self._chance.between(5, 400)))
        return self._people.make(sex, born, relation, surname)

    def _born(self, youngest: int, oldest: int) -> date:
        days = self._chance.between(int(youngest * _YEAR), int((oldest + 1) * _YEAR) - 1)
        return self._chance.before(days)

    def _years_older(self, than: date, years: int) -> date:
        days = int(years * _YEAR) + self._chance.between(-180, 180)
        return min(than - timedelta(days=days), self._chance.before(int(19 * _YEAR)))
