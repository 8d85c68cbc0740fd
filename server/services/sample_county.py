"""Makes a synthetic county and writes it the one way in; nobody real is meant."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete

from server.access.actors import actors_of
from server.access.authorise import Actor
from server.db import reading, writing
from server.records.loaded import loaded
from server.records.models import PlannedVisit
from server.services import county
from server.services.planned_visits import log_planned_visits
from server.services.sample.chance import Chance
from server.services.sample.hypertension import FORM, STANDINGS, Course
from server.services.sample.people import People, Person
from server.services.sample.places import AREAS, COUNTY, NEXT_STREETS, STREETS
from server.services.sample.records import Forms, Household
from server.services.sample.staff import (
    ACCOUNTS,
    DOCTOR,
    NEXT_DOCTOR,
    TOWNSHIP_DOCTOR,
    Account,
    add_everybody,
)
from server.services.sample.village import settle
from server.services.sample.visits import Visits
from server.services.writing import TAKEN, Operation, Pen, desk_of, keep_all
from server.services.zone import county_clock, county_zone
from server.sync.place import RESIDENT

#: Operations of one transaction.
BATCH = 400
_MOST_NEXT_DOOR = 60
_WEEKS_LOGGED = 5
_NAME = "示例县(样本)"


@dataclass(frozen=True, slots=True)
class Made:
    """What was written."""

    residents: int
    households: int
    operations: int


def set_up_sample(data: Path) -> None:
    """Set up the sample county with its areas and accounts.

    Raises:
        FileExistsError: the data directory holds a county's key already.
    """
    county.set_up(COUNTY, _NAME, data, is_sample=True)
    county.add_areas(AREAS)
    add_everybody()


def fill_sample(
    residents: int = 2000,
    seed: int = 1,
    told: Callable[[int, int], None] = lambda done, all: None,
) -> Made:
    """Write residents of two villages with years of follow-ups and visits, as of today.

    `residents` live in the first village; some sixty (fewer in a small sample) in the next.
    `told` hears after each batch how many households of how many are written.

    Raises:
        RuntimeError: an operation was not taken: the sample does not fit the forms.
    """
    zone = county_zone()
    chance = Chance(seed, datetime.now(zone).date(), zone)
    people, next_door = People(chance), min(_MOST_NEXT_DOOR, max(4, residents // 5))
    homes = settle(chance, people, STREETS, DOCTOR, residents)
    homes += settle(chance, people, NEXT_STREETS, NEXT_DOCTOR, next_door)
    author, count, done = _Author(chance), 0, 0
    for batch, written in _batches(author, homes):
        answers = keep_all(batch)
        _check(answers)
        done, count = written, count + len(batch)
        told(done, len(homes))
    _look_back()
    return Made(residents + next_door, len(homes), count)


def _look_back() -> None:
    """Log what was planned in the last weeks, as the nightly run would have."""
    with writing() as session:
        # As of today alone, written with the records.
        session.execute(delete(PlannedVisit))
    now = county_clock()
    for weeks in range(_WEEKS_LOGGED, -1, -1):
        then = replace(now, now=now.now - timedelta(weeks=weeks))
        log_planned_visits(loaded(), then)


def _batches(
    author: "_Author", homes: list[Household]
) -> Iterator[tuple[list[tuple[Actor, Operation]], int]]:
    """Return whole households together: a resident's page is then computed once."""
    batch: list[tuple[Actor, Operation]] = []
    for number, home in enumerate(homes, start=1):
        batch += author.write(home)
        if len(batch) >= BATCH or number == len(homes):
            yield batch, number
            batch = []


def _check(answers: Iterable[dict[str, Any]]) -> None:
    for answer in answers:
        if answer["answer"] not in TAKEN:
            raise RuntimeError(f"The sample does not fit: {answer['errors']}")


class _Author:
    """Writes everything of a household in the names of those who work there."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._forms = Forms(chance)
        with reading() as session:
            found = actors_of(session, {(each.id, each.id) for each in ACCOUNTS})
        self._pens = {
            actor.staff_id: Pen(desk_of(actor), next_id=chance.id) for actor in found.values()
        }

    def write(self, home: Household) -> Iterator[tuple[Actor, Operation]]:
        """Return the operations of a household and its members, in order."""
        opened = home.surveyed
        body = self._forms.household(home)
        leaf = home.door.grid
        yield self._create(home.doctor, "household", home.id, body, self._at(opened), area=leaf)
        visits = Visits(self._chance, home)
        for person in [*home.members, *home.extra]:
            standing = self._standing(person)
            yield self._register(home, person, standing)
            yield from self._follow(home, person, standing, visits)
        if self._chance.happens(0.3):
            all_registered = max(person.record_day for person in home.members)
            visits.survey(self._chance.day(all_registered, self._chance.before(20)))
        for id, day, fields in visits.all():
            at = self._at(day) + timedelta(minutes=40)
            yield self._create(home.doctor, "visit", id, fields, at, household=home.id)

    def _standing(self, person: Person) -> str | None:
        """Return how somebody's pressure stands today; None: it is not managed."""
        is_managed = "hypertension" in person.programmes
        return self._chance.weighed(STANDINGS) if is_managed else None

    def _register(
        self, home: Household, person: Person, standing: str | None
    ) -> tuple[Actor, Operation]:
        body = self._forms.resident(person, home)
        if standing == "newly_enrolled":
            body["managed_programmes"] = _without_hypertension(person)
        # The village doctor may not write of the illness that only the township manages.
        is_hidden = "severe_mental_illness" in person.programmes
        author = TOWNSHIP_DOCTOR if is_hidden else home.doctor
        at = self._at(person.record_day)
        return self._create(author, RESIDENT, person.id, body, at, household=home.id)

    def _follow(
        self, home: Household, person: Person, standing: str | None, visits: Visits
    ) -> Iterator[tuple[Actor, Operation]]:
        if standing == "newly_enrolled":
            yield self._enrol(home, person)
        if standing is None:
            return
        last = None
        for one in Course(self._chance, person, home.doctor).follow(standing):
            links = {"resident": person.id}
            if one.is_at_home:
                links["visit"] = visits.made_for(person, one)
            yield self._create(home.doctor, FORM, one.id, one.body, self._at(one.day), **links)
            last = one.day
        if standing in ("overdue", "lost", "due") and self._chance.happens(0.3):
            visits.try_lately(person, last)

    def _enrol(self, home: Household, person: Person) -> tuple[Actor, Operation]:
        """Put somebody under management a few days ago: the first follow-up is due."""
        pen = self._pens[home.doctor.id]
        at = self._at(self._chance.before(self._chance.between(2, 13)))
        change = (_without_hypertension(person), person.programmes)
        return pen.actor, pen.patch(RESIDENT, person.id, {"managed_programmes": change}, at=at)

    def _create(
        self,
        author: Account,
        form: str,
        id: str,
        body: dict[str, Any],
        at: datetime,
        **links: str,
    ) -> tuple[Actor, Operation]:
        pen = self._pens[author.id]
        return pen.actor, pen.create(form, id, body, at=at, links=links)

    def _at(self, day: date) -> datetime:
        return self._chance.moment(day)


def _without_hypertension(person: Person) -> list[str] | None:
    return [code for code in person.programmes if code != "hypertension"] or None
