"""Zhang's neighbours, for a walk through all screens: each has something to show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.server import RunningServer, follow_up_body
from tests.server.access.devices import change_device
from tests.server.county import changes
from tests.server.desks import plan

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()


@dataclass(frozen=True)
class Neighbour:
    """Somebody with hypertension, behind a door of their own."""

    name: str
    initials: str
    sex: str
    birth_date: str
    door: str
    last: tuple[int, int]
    #: Days from today to the follow-up that is due.
    due_in: int
    #: The last digits of the ids of household and resident.
    place: int

    @property
    def id(self) -> str:
        """The resident's."""
        return f"01930000-0000-7000-8000-00000000c1{self.place:02d}"

    @property
    def household(self) -> str:
        """The household's."""
        return f"01930000-0000-7000-8000-00000000b1{self.place:02d}"

    @property
    def body(self) -> dict[str, Any]:
        """Who it is."""
        return {
            "name": self.name,
            "id_type": "resident_identity_card",
            "sex": self.sex,
            "birth_date": self.birth_date,
            "managed_programmes": ["hypertension"],
            "responsible_doctor": cast.WANG,
        }

    @property
    def seen_on(self) -> str:
        """The day of the last follow-up."""
        return day(self.due_in - 90)

    @property
    def last_visit(self) -> str:
        """The id of the last follow-up."""
        return natural_id("hypertension_follow_up", self.id, self.seen_on, "home")

    def measured_as(self, systolic: int, diastolic: int) -> dict[str, Any]:
        """Changes to the pressure of the last follow-up."""
        parts = ("systolic_blood_pressure", "diastolic_blood_pressure")
        return {
            part: {"from": before, "to": after}
            for part, before, after in zip(parts, self.last, (systolic, diastolic), strict=True)
        }


def day(days: int) -> str:
    """So many days from today."""
    return (TODAY + timedelta(days=days)).isoformat()


#: In danger when the doctor comes; allergic.
LIU = Neighbour("刘根生", "lgs", "male", "1951-04-02", "5号", (148, 88), -20, 5)
#: Died since.
HE = Neighbour("何秀英", "hxy", "female", "1948-11-19", "7号", (138, 82), 2, 7)
#: Away for work.
MA = Neighbour("马建民", "mjm", "male", "1962-06-30", "9号", (136, 84), 5, 9)

NEIGHBOURS = (LIU, HE, MA)


class Village:
    """What happens at the centre while a doctor walks: entered by a colleague's phone."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self.colleague = server.client("wang", cast.WANG)

    def settle(self) -> None:
        """Let the neighbours live here."""
        self._enter(*(one for neighbour in NEIGHBOURS for one in self._records(neighbour)))
        self._know(LIU.id, drug_allergies=["penicillin"], phone="13900004321")
        own = {"phone": "13900001234", "contact_name": "孙小梅", "contact_phone": "13900005678"}
        self._know(cast.ZHANG, **own)

    def _know(self, resident: str, **values: Any) -> None:
        written = {part: {"from": None, "to": value} for part, value in values.items()}
        self._enter(self._patch("resident_basic", resident, written))

    def _records(self, who: Neighbour) -> list[dict[str, Any]]:
        home = {
            **cast.HOUSEHOLD_BODY,
            "door": who.door,
            "household_address": f"示例县东湖镇上湾村老屋组{who.door}",
        }
        enrolled = {"programme": "hypertension", "date": "2025-01-10"}
        enrolment = natural_id("programme_enrolment", who.id, "hypertension", "2025-01-10")
        measured = {
            **follow_up_body(who.seen_on, *who.last),
            "next_visit_date": day(who.due_in),
        }
        return [
            self._create("household", who.household, home, area=cast.GRID),
            self._create("resident_basic", who.id, who.body, household=who.household),
            self._create("programme_enrolment", enrolment, enrolled, resident=who.id),
            self._create(
                "hypertension_follow_up",
                who.last_visit,
                measured,
                resident=who.id,
                channel="home",
            ),
        ]

    def measure_zhang(self) -> None:
        """Enter Zhang's follow-up of today with another pressure than hers."""
        body = {**follow_up_body(day(0), 162, 92), "next_visit_date": "2099-01-01"}
        document = natural_id("hypertension_follow_up", cast.ZHANG, day(0), "home")
        self.colleague.push(
            self._create(
                "hypertension_follow_up",
                document,
                body,
                resident=cast.ZHANG,
                channel="home",
            )
        )

    def work_for_the_desk(self) -> None:
        """What a supervisor finds: a week of visits, what differs or waits, likely twins."""
        self._plan_the_week()
        lower, higher = (
            self._patch("hypertension_follow_up", MA.last_visit, MA.measured_as(*pair))
            for pair in ((132, 80), (142, 92))
        )
        self.colleague.push(lower)
        self.colleague.push(higher)
        twin = "01930000-0000-7000-8000-00000000c190"
        self._enter(self._create("resident_basic", twin, MA.body, household=LIU.household))
        lost = self.server.client("wang", cast.WANG)
        change_device(self.server.app, lost.device, is_lost=True)
        number = {"phone": {"from": None, "to": "13900005678"}}
        lost.push(lost.operation("resident_basic", MA.id, "patch", changes=number))

    def _plan_the_week(self) -> None:
        monday = day(-TODAY.weekday())
        for resident, close_on, columns in (
            (cast.ZHANG, day(7), {"done_on": day(0)}),
            (LIU.id, day(-1), {}),
            (MA.id, day(7), {"last_outcome": "not_home", "tries": 1}),
        ):
            plan(
                self.server.app,
                "hypertension_follow_up",
                monday,
                close_on,
                resident_id=resident,
                **columns,
            )

    def _create(self, form: str, id: str, body: dict[str, Any], **links: str) -> dict[str, Any]:
        return self.colleague.operation(form, id, changes=changes(body, **links), finish=True)

    def _patch(self, form: str, id: str, written: dict[str, Any]) -> dict[str, Any]:
        return self.colleague.operation(form, id, "patch", changes=written)

    def _enter(self, *operations: dict[str, Any]) -> None:
        """Push what the centre must take as it is."""
        answers = self.colleague.push(*operations)
        assert {answer["answer"] for answer in answers} == {"applied"}, answers
