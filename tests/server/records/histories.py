"""Random histories of made-up residents, for what must hold for every one of them."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from server.forms.load import Field, Form

TODAY = date(2026, 6, 15)
RESIDENT = "018f0000-0000-7000-8000-00000000000a"
_FORMS = (
    "hypertension_follow_up",
    "diabetes_follow_up",
    "health_examination",
    "encounter",
    "smi_follow_up",
    "tb_first_home_visit",
    "tb_follow_up",
    "elderly_self_care",
    "pregnancy",
    "antenatal_follow_up",
    "postpartum_42_day",
    "newborn_home_visit",
    "child_1_to_8_months",
    "child_3_to_6_years",
    "referral_out",
    "absence",
    "record_closure",
)
_PROGRAMMES = ("hypertension", "type_2_diabetes", "severe_mental_illness", "tuberculosis")
_LONGEST_AGO, _LONGEST_AHEAD = 1500, 60


def history(seed: int, forms: Mapping[str, Form], documents: int = 14) -> dict[str, Any]:
    """Return the facts of a resident with about so many documents, the same for a seed."""
    chance = random.Random(seed)
    kinds = chance.sample([form for form in _FORMS if form in forms], 4) if documents else []
    made = [_document(chance, forms[chance.choice(kinds)], n) for n in range(documents)]
    programmes = chance.sample(_PROGRAMMES, chance.randint(0, 2))
    made += [
        _enrolment(chance, p, n)
        for n, p in enumerate(programmes * 2)
        if n < len(programmes) + 1
    ]
    born = TODAY - timedelta(
        days=int(365.25 * chance.choice((0.2, 1, 3, 6.7, 17.5, 30, 64.6, 70)))
    )
    resident = _body(chance, forms["resident_basic"])
    resident.update(
        birth_date=born.isoformat(), managed_programmes=programmes, record_date="2020-03-01"
    )
    return {
        "today": TODAY.isoformat(),
        "resident": {"id": RESIDENT, "form": "resident_basic", "body": resident, "links": {}},
        "documents": made,
        "household": None,
        "visits": [],
        "conflicts": [],
        "last_service_on": _day(chance) if chance.random() < 0.2 else None,
    }


def _document(chance: random.Random, form: Form, number: int) -> dict[str, Any]:
    body = _body(chance, form)
    if form.date:
        body[form.date] = _day(chance)
    document = {
        "id": f"018f0001-0000-7000-8000-{chance.randrange(16**6):06x}{number:06x}",
        "form": form.id,
        "body": body,
        "created_on": _day(chance),
        "finished": chance.random() < 0.95,
    }
    return (
        {**document, "retired": {"reason": "mistake"}} if chance.random() < 0.05 else document
    )


def _enrolment(chance: random.Random, programme: str, number: int) -> dict[str, Any]:
    begun = TODAY - timedelta(days=chance.randint(1, 900))
    body = {"programme": programme, "date": begun.isoformat()}
    if chance.random() < 0.2:
        body["ended_on"] = (begun + timedelta(days=chance.randint(0, 300))).isoformat()
    return {
        "id": f"018f0002-0000-7000-8000-{number:012x}",
        "form": "programme_enrolment",
        "body": body,
    }


def _body(chance: random.Random, form: Form) -> dict[str, Any]:
    asked = [f for f in form.fields if not f.computed and f.of is None and f.type != "group"]
    body = {f.id: _value(chance, f) for f in asked if chance.random() < 0.6}
    return {name: value for name, value in body.items() if value is not None}


def _value(chance: random.Random, field: Field) -> Any:
    codes = [option["code"] for option in field.options]
    if field.type == "choice":
        return chance.choice(codes)
    if field.type == "choices":
        return [chance.choice(codes)]
    if field.type == "boolean":
        return chance.random() < 0.5
    if field.type == "date":
        return _day(chance)
    if field.type in ("integer", "decimal"):
        low, high = (field.definition.get(key) for key in ("min", "max"))
        bounds = (low if isinstance(low, int | float) else 0, high or 200)
        return chance.randint(int(bounds[0]), int(bounds[1])) if _are_numbers(bounds) else 7
    return None


def _are_numbers(bounds: tuple[Any, Any]) -> bool:
    return all(isinstance(bound, int | float) for bound in bounds)


def _day(chance: random.Random) -> str:
    days = chance.choice((chance.randint(-_LONGEST_AHEAD, 90), chance.randint(0, _LONGEST_AGO)))
    return (TODAY - timedelta(days=days)).isoformat()
