"""Several phones, offline for as long as they like, in any order: nothing entered is lost."""

import itertools
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from server.db import reading
from server.records.loaded import loaded
from server.services import county
from server.sync.models import Document, StoredOperation
from server.sync.rebuild import rebuild
from server.sync.working_set import alias_id
from tests import cast
from tests.server.county import changes, new_id
from tests.server.sync.model_phone import OfflinePhone
from tests.server.sync.phones import bootstrapped
from tests.server.sync.writing import follow_up_id, household, resident

#: A long run: DOORSTEP_MODEL_EXAMPLES=500 pytest tests/server/sync/test_model.py
EXAMPLES = int(os.environ.get("DOORSTEP_MODEL_EXAMPLES", "6"))
STEPS = 30
#: Units that a person decides; each value that is entered is another one.
UNITS = ("name", "former_record_code")
DAYS = ("2026-11-20", "2026-11-21")

who = st.integers(0, 3)
which = st.integers(0, 1)


class World:
    """What outlives an example: phones are enrolled once."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.phones = [
            OfflinePhone(app, "wang", cast.WANG),
            OfflinePhone(app, "wang", cast.WANG),
            OfflinePhone(app, "li", cast.LI),
            OfflinePhone(app, "chen", cast.CHEN),
        ]
        self.chen = self.phones[3]
        self.tokens = itertools.count(1)
        with app.app_context():
            self.grant = county.grant(cast.LI, cast.VILLAGE)


class Village(RuleBasedStateMachine):
    """One household in each village, two residents, four phones."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.phones, self.chen = self.world.phones, self.world.chen
        self.homes = [new_id(), new_id()]
        self.people = [new_id(), new_id()]

    @initialize()
    def establish(self) -> None:
        wang, _, li, _ = self.phones
        for phone in self.phones:
            phone.outbox, phone.answered, phone.written = [], [], []
        li.write(household(li.phone, self.homes[1], cast.NEXT_GRID))
        wang.write(household(wang.phone, self.homes[0]))
        for person in self.people:
            wang.write(resident(wang.phone, person, self.homes[0], name=self.token()))
        for phone in self.phones:
            phone.push(is_lost=False)
        for phone in self.phones:
            phone.pull()

    def token(self) -> str:
        return f"v{next(self.world.tokens):05d}"

    @rule(who=who, person=which, unit=st.sampled_from(UNITS))
    def corrects(self, who: int, person: int, unit: str) -> None:
        self.phones[who].edit("resident_basic", self.people[person], unit, self.token())

    @rule(who=st.integers(0, 2), person=which, day=st.sampled_from(DAYS))
    def sees_at_home(self, who: int, person: int, day: str) -> None:
        phone, id = self.phones[who], follow_up_id(self.people[person], day)
        form = "hypertension_follow_up"
        if phone.knows(id):
            phone.edit(form, id, "investigations", self.token())
            return
        body = {
            "visit_date": day,
            "visit_mode": "home",
            "investigations": self.token(),
        }
        made = changes(body, resident=self.people[person])
        phone.write(phone.phone.operation(form, id, changes=made, finish=True))

    @rule(who=st.integers(0, 2), person=which, day=st.sampled_from(DAYS))
    def says_it_was_the_other_one(self, who: int, person: int, day: str) -> None:
        phone, id = self.phones[who], follow_up_id(self.people[person], day)
        if phone.knows(id):
            named, meant = self.people[person], self.people[1 - person]
            form, link = "hypertension_follow_up", {"@resident": {"from": named, "to": meant}}
            phone.write(phone.phone.operation(form, id, "move", changes=link))

    @rule(who=who, is_lost=st.booleans(), most=st.sampled_from([1, 2, 500]))
    def sends(self, who: int, is_lost: bool, most: int) -> None:
        self.phones[who].push(is_lost=is_lost, most=most)

    @rule(who=who)
    def reads(self, who: int) -> None:
        self.phones[who].pull()

    @rule(person=which, home=which)
    def resident_moves(self, person: int, home: int) -> None:
        self.chen.edit("resident_basic", self.people[person], "@household", self.homes[home])

    @rule(area=st.sampled_from([cast.GRID, cast.SECOND_GRID, cast.NEXT_GRID]))
    def household_moves(self, area: str) -> None:
        self.chen.edit("household", self.homes[0], "@area", area)

    @rule(into=which)
    def two_records_are_one_person(self, into: int) -> None:
        stays, given_up = self.people[into], self.people[1 - into]
        made = changes({"merged_into": stays}, resident=given_up)
        phone = self.chen.phone
        self.chen.write(
            phone.operation("resident_alias", alias_id(given_up), changes=made, finish=True)
        )

    @rule(person=which)
    def they_are_two_after_all(self, person: int) -> None:
        phone, alias = self.chen.phone, alias_id(self.people[person])
        self.chen.write(phone.operation("resident_alias", alias, "retire", reason="two people"))

    @rule(takes_offer=st.booleans(), reopens=st.booleans())
    def decides(self, takes_offer: bool, reopens: bool) -> None:
        conflict = next(self.chen.open_conflicts(self.people), None)
        if conflict is None:
            return
        about, unit = conflict["body"]["document"], conflict["body"]["unit"]
        offered = conflict["body"]["offers"][0]["value"].get(unit)
        stands = self.chen.seen(about, unit)
        form = self.chen.phone.documents[about]["type"]
        keys = {"kind": "resolve", "conflict": conflict["id"]}
        self.chen.edit(form, about, unit, offered if takes_offer else stands, **keys)
        if reopens:
            keys["reopen"] = True
            self.chen.edit(form, about, unit, stands, **keys)

    @rule()
    def li_loses_and_gets_the_first_village(self) -> None:
        with self.world.app.app_context():
            if self.world.grant:
                county.end_grant(self.world.grant, datetime.now(UTC))
                self.world.grant = ""
            else:
                self.world.grant = county.grant(cast.LI, cast.VILLAGE)

    def teardown(self) -> None:
        for _ in range(2):
            for phone in self.phones:
                phone.push(is_lost=False)
        for phone in self.phones:
            phone.pull()
        for phone in self.phones:
            assert phone.held() == bootstrapped(phone.phone)
        assert self.phones[0].held() == self.phones[1].held()
        with self.world.app.app_context():
            rebuilt = rebuild(loaded(), ZoneInfo("Asia/Shanghai"), write=False)
            assert rebuilt.differing == []
        self.nothing_is_lost()

    def nothing_is_lost(self) -> None:
        written = [operation for phone in self.phones for operation in phone.written]
        ids = [operation["id"] for operation in written]
        with self.world.app.app_context(), reading() as session:
            rows = session.scalars(select(StoredOperation).where(StoredOperation.id.in_(ids)))
            stored = {row.id: row for row in rows}
            session.expunge_all()
            documents = [orjson.loads(head) for head in session.scalars(select(Document.head))]
        assert set(stored) == set(ids)
        for operation in written:
            row = stored[operation["id"]]
            assert orjson.loads(row.payload) == operation
            if row.status not in ("applied", "merged", "conflict"):
                continue
            for part, change in (operation.get("changes") or {}).items():
                if part in (*UNITS, "investigations") and change["to"] is not None:
                    assert self.is_kept(part, change["to"], documents), operation

    def is_kept(self, part: str, value: Any, documents: Iterable[Any]) -> bool:
        """It stands, is offered, or was seen by the author of what replaced it.

        Wherever that is: no value is written twice, and what is said about somebody given up
        goes to the one who stays.
        """
        for document in documents:
            body = document["body"]
            if body.get(part) == value:
                return True
            offers = body["offers"] if document["type"] == "conflict" else ()
            if any(offer["value"].get(part) == value for offer in offers):
                return True
        return any(
            (operation.get("changes") or {}).get(part, {}).get("from") == value
            for phone in self.phones
            for operation in phone.written
        )


# Each example adds to one world, so that later ones take longer.
@pytest.mark.timeout(300 + 30 * EXAMPLES)
def test_phones_that_work_apart_lose_nothing_and_end_alike(app: Flask) -> None:
    machine = type("VillageHere", (Village,), {"world": World(app)})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis types it not
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
