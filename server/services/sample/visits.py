"""Visits at the doors of the sample: made, missed, refused, put off, planned."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from server.rules.natural_keys import natural_id, row_id
from server.services.sample.chance import Chance
from server.services.sample.hypertension import FORM, FollowUp
from server.services.sample.people import Person
from server.services.sample.records import Household

Body = dict[str, Any]
Visit = tuple[str, date, Body]

#: What came of tries without a service, and how common it is.
_MISSED = {"not_home": 70, "refused": 12, "postponed": 18}


class Visits:
    """Makes the visits of one household: one document for each day."""

    def __init__(self, chance: Chance, home: Household) -> None:
        self._chance = chance
        self._home = home
        self._items: dict[date, list[Body]] = {}

    def made_for(self, person: Person, follow_up: FollowUp) -> str:
        """Note a follow-up made at the door; return the id of its visit."""
        item = self._item(follow_up.day, person, FORM, "done")
        item["item_document"] = follow_up.id
        if self._chance.happens(0.12):
            earlier = follow_up.day - timedelta(days=self._chance.between(1, 5))
            if earlier > self._home.surveyed:
                self._miss(earlier, person, follow_up.day)
        return self._id(follow_up.day)

    def survey(self, day: date) -> None:
        """Note a visit on which the household's records were brought up to date."""
        for person in self._home.members:
            self._item(day, person, "update_record", "done")

    def try_lately(self, person: Person, last: date | None) -> None:
        """Note a try of the last days that brought no service yet."""
        day = self._chance.before(self._chance.between(1, 9))
        item = self._miss(day, person, self._chance.before(-self._chance.between(1, 10)))
        if item is not None and last is not None:
            # The task counts from the last follow-up; naming it puts it off.
            item["item_tasks"] = natural_id("planned_visit", person.id, FORM, last.isoformat())

    def all(self) -> list[Visit]:
        """Return the visits: id, day, fields."""
        return [(self._id(day), day, self._body(day)) for day in sorted(self._items)]

    def _id(self, day: date) -> str:
        return natural_id("visit", self._home.id, day.isoformat())

    def _miss(self, day: date, person: Person, next_on: date) -> Body | None:
        if day in self._items:
            return None
        outcome = self._chance.weighed(_MISSED)
        item = self._item(day, person, FORM, outcome)
        item["item_next_attempt_date"] = next_on.isoformat()
        if outcome == "refused":
            item["item_refusal_reason"] = self._chance.pick(
                ("自觉无不适", "嫌麻烦", "在外地看病")
            )
        if outcome == "postponed":
            item["item_postponed_reason"] = self._chance.pick(("resident_asked", "weather"))
        return item

    def _item(self, day: date, person: Person, purpose: str, outcome: str) -> Body:
        item: Body = {
            "_row": row_id(self._id(day), "visit_items", person.id, purpose),
            "item_resident": person.id,
            "item_purpose": purpose,
            "item_outcome": outcome,
        }
        self._items.setdefault(day, []).append(item)
        return item

    def _body(self, day: date) -> Body:
        items = self._items[day]
        body: Body = {
            "planned_date": day.isoformat(),
            "assigned_to": self._home.doctor.id,
            "visit_items": items,
        }
        if all(item["item_outcome"] == "postponed" for item in items):
            return body
        return body | {"visit_date": day.isoformat(), "attempts": [self._attempt(day, items)]}

    def _attempt(self, day: date, items: list[Body]) -> Body:
        arrived = self._chance.moment(day)
        outcomes = {item["item_outcome"] for item in items}
        attempt: Body = {
            "_row": self._chance.id(arrived),
            "arrived_at": _instant(arrived),
            "visitor": self._home.doctor.id,
            "person_met": "nobody" if outcomes == {"not_home"} else "resident",
        }
        if attempt["person_met"] == "nobody":
            attempt["attempt_note"] = self._chance.pick(
                ("left_note", "phoned", "told_neighbour")
            )
        else:
            minutes = self._chance.between(8, 35)
            attempt["left_at"] = _instant(arrived + timedelta(minutes=minutes))
        return attempt


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
