"""What stands in the basic forms of a sample household and its residents."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from server.rules.household_code import make_household_code
from server.rules.natural_keys import row_id
from server.rules.record_code import make_record_code
from server.services.sample.chance import Chance
from server.services.sample.people import Person
from server.services.sample.places import Door
from server.services.sample.staff import Account, institution_id

Body = dict[str, Any]

_ADULT, _SCHOOL = 18, 7
_WORK = {
    "agriculture": 46,
    "production_transport": 18,
    "service": 16,
    "professional": 6,
    "none": 14,
}
_SCHOOLING = (
    (30, {"bachelor": 2, "junior_college": 3, "senior_high": 4, "junior_high": 3}),
    (55, {"senior_high": 3, "junior_high": 8, "primary": 3}),
    (200, {"junior_high": 2, "primary": 7, "illiterate": 4}),
)
_ALLERGIES = {"penicillin": 6, "sulfonamides": 3, "streptomycin": 1, "other": 1}


@dataclass
class Household:
    """A household with its door and members."""

    id: str
    door: Door
    members: list[Person]
    doctor: Account
    surveyed: date
    #: Also registered elsewhere, or twice: what a search for duplicates should find.
    extra: list[Person] = field(default_factory=list)

    @property
    def head(self) -> Person:
        """Return who stands first in the household register."""
        return self.members[0]


class Forms:
    """Fills the basic forms. Serials run on per village."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._serials: dict[tuple[str, str], int] = {}

    def household(self, home: Household) -> Body:
        """Return the fields of a household."""
        door, here = home.door, len(home.members)
        body: Body = {
            "household_number": make_household_code(door.grid[:12], self._next("home", door)),
            "household_address": door.address,
            "natural_village": door.place,
            "building": door.building,
            "entrance": door.entrance,
            "storey": door.storey,
            "door": door.door,
            "area_kind": "rural" if door.is_rural else "urban",
            "head_of_household": home.head.id,
            "registered_population": here,
            "resident_population": here,
            "members": [_member_row(home.id, person) for person in home.members],
            "income_level": self._chance.weighed(
                {"good": 3, "fair": 12, "hard": 2, "minimum_living_allowance": 1}
            ),
            "insurance_scheme": "all",
            "housing_type": "brick_bungalow" if door.is_rural else "building",
            "surveyed_on": home.surveyed.isoformat(),
            "surveyor": home.doctor.id,
            **self._environment(door),
        }
        if self._chance.happens(0.06):
            body["access_note"] = self._chance.pick(["院里有犬", "耳背,用力敲门", "走后门"])
        return {name: value for name, value in body.items() if value is not None}

    def _environment(self, door: Door) -> Body:
        pick = self._chance.weighed
        return {
            "kitchen_exhaust": pick({"range_hood": 5, "fan": 2, "chimney": 3}),
            "fuel_type": pick({"liquefied_gas": 5, "natural_gas": 2, "firewood": 2}),
            "drinking_water": pick({"tap": 9, "well": 1}),
            "toilet": "sanitary" if not door.is_rural else pick({"sanitary": 8, "open_pit": 1}),
            "livestock_pen": "none" if not door.is_rural else pick({"none": 5, "separate": 3}),
        }

    def resident(self, person: Person, home: Household) -> Body:
        """Return the fields of a resident; of children under 7 fewer are asked for."""
        body = self._identity(person, home) | self._contact(person, home)
        if person.age(person.record_day) >= _SCHOOL:
            body |= self._social(person, home) | self._history(person)
        body |= self._record(person, home)
        return {name: value for name, value in body.items() if value is not None}

    def _identity(self, person: Person, home: Household) -> Body:
        number = person.id_number
        body: Body = {
            "name": person.name,
            "id_type": "resident_identity_card",
            "id_number": number,
            "_absent.id_number": None if number else "unknown",
            "sex": person.sex,
            "birth_date": person.born.isoformat(),
        }
        if person.age(person.record_day) < _ADULT:
            guardian = _guardian(home)
            body |= {"guardian_name": guardian.name, "guardian_phone": guardian.phone}
        return body

    def _contact(self, person: Person, home: Household) -> Body:
        others = [each for each in home.members if each is not person and each.phone]
        contact = others[0] if others else None
        body: Body = {
            "contact_name": contact.name if contact else "村委会",
            "contact_relationship": "家人" if contact else "邻居",
            "contact_phone": contact.phone if contact else "0511-85121234",
            "current_address": home.door.address,
            "registered_address": home.door.address,
            "residency_type": "registered",
        }
        if person.phone:
            body |= {"phone": person.phone, "phone_owner": "own"}
        elif contact and person.age(self._chance.today) >= _ADULT and self._chance.happens(0.5):
            body |= {"phone": contact.phone, "phone_owner": "other_relative"}
        return body

    def _social(self, person: Person, home: Household) -> Body:
        age = person.age(person.record_day)
        pick = self._chance.weighed
        is_adult = age >= 22
        schooling = next(shares for until, shares in _SCHOOLING if age <= until)
        return {
            "ethnicity": "han",
            "education": pick(schooling)
            if is_adult
            else "primary"
            if age < 13
            else "junior_high",
            "occupation": "none" if not is_adult or age > 72 else pick(_WORK),
            "marital_status": _marital_status(person, home) if is_adult else "single",
            "payment_methods": ["rural_cooperative"],
        }

    def _history(self, person: Person) -> Body:
        pick, happens = self._chance.weighed, self._chance.happens
        allergic = happens(0.07)
        body: Body = {
            "blood_group": pick({"a": 28, "b": 24, "o": 34, "ab": 8, "unknown": 6}),
            "rh_factor": "unknown" if happens(0.3) else "positive",
            "drug_allergies": [pick(_ALLERGIES)] if allergic else ["none"],
            "exposure_history": ["none"],
            "past_disease_status": "yes" if person.diseases else "none",
            "past_diseases": [self._disease_row(code, person) for code in person.diseases]
            or None,
            "operation_status": "none",
            "injury_status": "none",
            "transfusion_status": "none",
            "father_diseases": ["hypertension"] if happens(0.2) else ["none"],
            "mother_diseases": ["hypertension"] if happens(0.2) else ["none"],
            "sibling_diseases": ["none"],
            "child_diseases": ["none"],
            "hereditary_disease": "none",
            "disabilities": ["physical"] if happens(0.02) else ["none"],
            "managed_programmes": person.programmes or None,
        }
        if body["drug_allergies"] == ["other"]:
            body["drug_allergies__other"] = "头孢类"
        if body["disabilities"] == ["physical"]:
            body["disability_grade"] = pick({"grade_2": 1, "grade_3": 2, "grade_4": 3})
        # Some records of former years are not complete.
        return {} if happens(0.03) else body

    def _disease_row(self, code: str, person: Person) -> Body:
        earliest = person.born + timedelta(days=365 * 30)
        known_on = self._chance.day(min(earliest, person.record_day), person.record_day)
        written = str(known_on.year) if self._chance.happens(0.5) else f"{known_on:%Y-%m}"
        return {"_row": self._chance.id(), "disease": code, "disease_diagnosed_on": written}

    def _record(self, person: Person, home: Household) -> Body:
        day = person.record_day.isoformat()
        by = "guardian" if person.age(person.record_day) < _ADULT else "resident"
        return {
            "record_code": make_record_code(
                home.door.grid[:12], self._next("record", home.door)
            ),
            "record_date": day,
            "record_institution": institution_id(home.doctor.institution),
            "record_creator": home.doctor.id,
            "responsible_doctor": home.doctor.id,
            "record_consent": "agreed",
            "record_consent_by": by,
            "record_consent_how": "verbal",
            "record_consent_date": day,
            "record_source": self._chance.weighed({"household_survey": 3, "clinic": 2}),
        }

    def _next(self, kind: str, door: Door) -> int:
        key = (kind, door.grid[:12])
        self._serials[key] = self._serials.get(key, 0) + 1
        return self._serials[key]


def _member_row(household: str, person: Person) -> Body:
    row = {
        "_row": row_id(household, "members", person.id),
        "member": person.id,
        "relationship_to_head": person.relation,
        "lives_here": True,
    }
    if person.relation_text:
        row["relationship_to_head__other"] = person.relation_text
    return row


def _guardian(home: Household) -> Person:
    """Return the youngest grown-up: of a child the parents, where they live here."""
    grown = [each for each in home.members if each.age(home.surveyed) >= _ADULT]
    return max(grown or home.members, key=lambda each: (bool(each.phone), each.born))


def _marital_status(person: Person, home: Household) -> str:
    relations = {each.relation for each in home.members}
    if person.relation == "parent" or (person.relation == "head" and "spouse" not in relations):
        return "widowed" if person.age(home.surveyed) > 55 else "single"
    is_wife_there = any(each.relation_text for each in home.members)
    if person.relation in ("son", "daughter", "grandchild"):
        return "married" if person.relation == "son" and is_wife_there else "single"
    return "married"
