"""Who of the sample is ill, and of what: by age, as plausible round figures, not statistics."""

from server.services.sample.chance import Chance
from server.services.sample.people import Person

#: From this age on: share of people with it.
_PRESSURE = ((75, 0.60), (65, 0.52), (55, 0.42), (45, 0.26), (35, 0.10))
_SUGAR = ((65, 0.18), (50, 0.11), (35, 0.04))
_MANAGED = 0.75
_MENTAL = 0.006


def fall_ill(person: Person, chance: Chance) -> None:
    """Give a person the illnesses of their age, and the programmes that care for them."""
    age = person.age(person.record_day)
    if chance.happens(_share(_PRESSURE, age)):
        _suffer(person, chance, "hypertension", "hypertension")
        if chance.happens(0.09):
            person.diseases.append("stroke")
        if chance.happens(0.08):
            person.diseases.append("coronary_heart_disease")
    if chance.happens(_share(_SUGAR, age)):
        _suffer(person, chance, "diabetes", "type_2_diabetes")
    if age >= 18 and chance.happens(_MENTAL):
        suffer_in_mind(person)
    if age > 60 and chance.happens(0.05):
        person.diseases.append("copd")


def suffer_in_mind(person: Person) -> None:
    """Put a person under management for a severe mental illness: only that lane may know."""
    person.diseases.append("severe_mental_illness")
    person.programmes.append("severe_mental_illness")


def _suffer(person: Person, chance: Chance, disease: str, programme: str) -> None:
    person.diseases.append(disease)
    if chance.happens(_MANAGED):
        person.programmes.append(programme)


def _share(shares: tuple[tuple[int, float], ...], age: int) -> float:
    return next((share for from_age, share in shares if age >= from_age), 0.0)
