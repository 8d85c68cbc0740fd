"""Histories of three phones that never pull, in many orders of arrival."""

import random
from typing import Any

import pytest

from server.rules.natural_keys import natural_id, row_id
from server.sync.units import units_of
from tests.server.sync.playing import FORMS, operation, play, text_of, values_of, working_set

RESIDENT = "018f0000-0000-7000-8000-000000000001"
HOUSEHOLD = "018f0000-0000-7000-8000-000000000002"
MEMBERS = [f"018f0000-0000-7000-8000-00000000001{i}" for i in range(3)]
FOLLOW_UP = natural_id("hypertension_follow_up", RESIDENT, "2026-05-20", "home")
VISIT = natural_id("visit", HOUSEHOLD, "2026-05-20")
OUTCOMES = ["planned", "postponed", "not_home", "refused", "moved", "died", "done"]
ALLERGIES = ["penicillin", "sulfonamides", "streptomycin", "other"]

Json = dict[str, Any]


def item(resident: str, purpose: str) -> Json:
    return {
        "_row": row_id(VISIT, "visit_items", resident, purpose),
        "item_resident": resident,
        "item_purpose": purpose,
        "item_outcome": "planned",
    }


START = {
    FOLLOW_UP: (
        "hypertension_follow_up",
        {
            "visit_date": "2026-05-20",
            "visit_mode": "home",
            "heart_rate": 70,
            "systolic_blood_pressure": 150,
            "diastolic_blood_pressure": 90,
            "medications": [{"_row": "m1", "drug_name": "氨氯地平", "dose": 5}],
        },
    ),
    RESIDENT: (
        "resident_basic",
        {"name": "测试", "drug_allergies": ["none"], "phone": "14200000000"},
    ),
    VISIT: (
        "visit",
        {
            "planned_date": "2026-05-20",
            "visit_items": [item(MEMBERS[0], "hypertension_follow_up")],
        },
    ),
}


class Phone:
    """One phone at work without a network: it sees only what it has written itself.

    `own`: it writes values that no other phone writes, and takes nothing back.
    """

    def __init__(self, chance: random.Random, number: int, own: bool) -> None:
        self.chance, self.number, self.own, self.step = chance, number, own, 0
        self.bodies = {document: body for document, (_, body) in START.items()}

    def work(self) -> list[Json]:
        written = []
        for step in range(self.chance.randint(1, 5)):
            self.step = step
            document = self.chance.choice(list(START))
            form = START[document][0]
            body = getattr(self, form)(self.bodies[document])
            changes = changes_between(form, self.bodies[document], body)
            self.bodies[document] = body
            if changes:
                written.append(self.patch(form, document, changes))
        return written

    def patch(self, form: str, document: str, changes: Json) -> Json:
        number = self.number * 10 + self.step
        who = {"device": f"phone-{self.number}", "actor": f"staff-{self.number}"}
        return operation(number, "patch", form, document, changes=changes, **who)

    @property
    def token(self) -> int:
        return 80 + 20 * self.number + self.step if self.own else self.chance.choice([60, 70])

    def hypertension_follow_up(self, body: Json) -> Json:
        pick, token = self.chance.random(), self.token
        if pick < 0.3:
            return body | {"heart_rate": token if self.own else self.chance.choice([70, None])}
        if pick < 0.55:
            pair = (100 + token, 80) if self.own else self.chance.choice([(150, 90), (140, 80)])
            return body | {
                "systolic_blood_pressure": pair[0],
                "diastolic_blood_pressure": pair[1],
            }
        if pick < 0.7:
            return body | {"symptoms": ["other"], "symptoms__other": f"词{token}"}
        return body | {"medications": self.medications(body["medications"])}

    def medications(self, rows: list[Json]) -> list[Json]:
        if self.chance.random() < 0.7:
            changed = self.chance.randrange(len(rows))
            return [
                row | {"dose": self.token} if i == changed else row
                for i, row in enumerate(rows)
            ]
        own = f"{self.number}{self.step}"
        return [*rows, {"_row": f"m{own}", "drug_name": f"药{own}", "dose": 1}]

    def resident_basic(self, body: Json) -> Json:
        pick = self.chance.random()
        if pick < 0.3:
            return body | {"name": f"名{self.token}"}
        if pick < 0.5:
            return body | {"phone": f"142{self.token:08d}"}
        if pick < 0.6:
            status = "yes" if self.own else self.chance.choice(["yes", "none"])
            return body | {"past_disease_status": status}
        if not self.own and pick < 0.7:
            return body | {"drug_allergies": ["none"]}
        found = {*body["drug_allergies"], self.chance.choice(ALLERGIES)}
        return body | {"drug_allergies": [code for code in ALLERGIES if code in found]}

    def visit(self, body: Json) -> Json:
        pick, rows = self.chance.random(), body["visit_items"]
        if pick < 0.5:
            changed = self.chance.randrange(len(rows))
            least = OUTCOMES.index(rows[changed]["item_outcome"]) if self.own else 0
            outcome = {"item_outcome": self.chance.choice(OUTCOMES[least:])}
            rows = [row | outcome if i == changed else row for i, row in enumerate(rows)]
        elif pick < 0.7:
            later = f"2026-05-2{self.number * 3 + min(self.step, 2)}"
            earlier = body.get("visit_date", "")
            return body | {"visit_date": max(earlier, later) if self.own else "2026-05-25"}
        else:
            purpose = self.chance.choice(["hypertension_follow_up", "card_issue"])
            new = item(self.chance.choice(MEMBERS), purpose)
            if all(row["_row"] != new["_row"] for row in rows):
                rows = [*rows, new]
        return body | {"visit_items": rows}


def changes_between(form: str, before: Json, after: Json) -> Json:
    changes: Json = {}
    for unit in units_of(FORMS[form]).units:
        saw, to = unit.read(before), unit.read(after)
        if saw != to:
            changes |= {part: (saw.get(part), to.get(part)) for part in saw | to}
    return changes


def arrival(chance: random.Random, phones: list[list[Json]]) -> list[Json]:
    """Shuffle what three phones wrote, each phone's in its own order."""
    queues, order = [list(queue) for queue in phones], []
    while any(queues):
        order.append(chance.choice([queue for queue in queues if queue]).pop(0))
    return order


def after(operations: list[Json]) -> dict[tuple[str, str], set[str]]:
    documents = {id: {"id": id, "type": form, "body": b} for id, (form, b) in START.items()}
    state = working_set({"documents": documents})
    answers = play(state, operations)
    assert all(answer.is_final for answer in answers), answers
    return values_of(state)


def policy_of(document: str, name: str) -> str:
    divided = units_of(FORMS[START[document][0]])
    group, bracket, column = name.partition("[")
    if not bracket:
        return divided.by_part[name].policy
    columns = {unit.name: unit.policy for unit in divided.columns[group]}
    return columns[column.partition("].")[2]]


@pytest.mark.parametrize("seed", range(20))
def test_what_stands_and_is_offered_is_the_same_in_every_order_of_arrival(seed: int) -> None:
    chance = random.Random(seed)
    phones = [Phone(chance, number, own=True).work() for number in range(3)]

    ends = [after(arrival(chance, phones)) for _ in range(50)]

    # `latest` is whatever came last: one phone's last value.
    steady = [{k: v for k, v in end.items() if policy_of(*k) != "latest"} for end in ends]
    assert all(end == steady[0] for end in steady)


@pytest.mark.parametrize("seed", range(20))
def test_no_value_is_lost_whatever_is_written_and_taken_back(seed: int) -> None:
    chance = random.Random(1000 + seed)
    phones = [Phone(chance, number, own=seed % 2 == 0).work() for number in range(3)]
    written, seen = written_and_seen([each for phone in phones for each in phone])

    ends = [after(arrival(chance, phones)) for _ in range(50)]

    for end in ends:
        for key, value in written:
            assert value in end[key] or (key, value) in seen


def written_and_seen(operations: list[Json]) -> tuple[set[Any], set[Any]]:
    """Return each (unit, value) that was written, and each that was seen and replaced."""
    sides: tuple[set[Any], set[Any]] = (set(), set())
    for each in operations:
        for unit in units_of(FORMS[each["form"]]).units:
            parts = {
                part: each["changes"][part] for part in unit.parts if part in each["changes"]
            }
            if not parts or unit.policy != "manual":
                continue
            key = (each["document"], unit.name)
            for side, which in zip(sides, ("to", "from"), strict=True):
                value = unit.clean({part: change[which] for part, change in parts.items()})
                side.add((key, text_of(value)))
    return sides
