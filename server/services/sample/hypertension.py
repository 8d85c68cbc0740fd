"""Years of hypertension follow-ups of one person, up to how they stand today."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from server.rules.ages import add_months
from server.rules.natural_keys import natural_id
from server.services.sample.chance import Chance
from server.services.sample.people import Person
from server.services.sample.staff import Account

Body = dict[str, Any]

FORM = "hypertension_follow_up"
#: How people stand today, and how common it is.
STANDINGS = {
    "controlled": 42,
    "due": 18,
    "overdue": 12,
    "uncontrolled": 12,
    "uncontrolled_overdue": 5,
    "after_danger": 4,
    "newly_enrolled": 4,
    "lost": 3,
}
#: Standing -> how many days ago the last follow-up was.
_LAST = {
    "controlled": (4, 70),
    "due": (80, 98),
    "overdue": (112, 200),
    "uncontrolled": (2, 12),
    "uncontrolled_overdue": (22, 50),
    "after_danger": (3, 12),
    "lost": (240, 420),
}
_CONTROLLED_TODAY = frozenset({"controlled", "due", "overdue", "lost"})
#: Drug, dose in milligrams, times a day.
_DRUGS = (
    ("苯磺酸氨氯地平片", 5, 1),
    ("硝苯地平缓释片", 20, 2),
    ("缬沙坦胶囊", 80, 1),
    ("厄贝沙坦片", 150, 1),
    ("马来酸依那普利片", 10, 2),
    ("氢氯噻嗪片", 12.5, 1),
    ("酒石酸美托洛尔片", 25, 2),
)
_OLD = 65
_SHORT, _LONG = 14, 88


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up: the document's id, its day and fields."""

    id: str
    day: date
    body: Body

    @property
    def is_at_home(self) -> bool:
        """Say whether it was made at the door."""
        return bool(self.body["visit_mode"] == "home")


class Course:
    """One person's pressure over the years, and who follows it."""

    def __init__(self, chance: Chance, person: Person, doctor: Account) -> None:
        self._chance = chance
        self._person = person
        self._doctor = doctor
        self._limit = 150 if person.age(chance.today) >= _OLD else 140
        self._level = chance.around(self._limit - 8, 7)
        self._weight = round(chance.around(66 if person.sex == "male" else 58, 9), 1)
        self._height = round(chance.around(167 if person.sex == "male" else 156, 5))
        self._smokes = person.sex == "male" and chance.happens(0.35)
        self._drinks = person.sex == "male" and chance.happens(0.3)
        self._drugs = self._prescribe(chance.weighed({0: 1, 1: 7, 2: 3}))
        self._previous_class: str | None = None

    def follow(self, standing: str) -> list[FollowUp]:
        """Return the follow-ups since enrolment, oldest first."""
        if standing not in _LAST:
            return []
        last = self._chance.before(self._chance.between(*_LAST[standing]))
        days = self._days(last)
        return [self._follow_up(day, standing, is_last=day == days[-1]) for day in days]

    def _days(self, last: date) -> list[date]:
        """Return days about three months apart, now and then two weeks, up to the last one."""
        days, day = [], last
        while day > self._person.record_day:
            days.append(day)
            gap = _SHORT if self._chance.happens(0.12) else self._chance.between(70, 96)
            day -= timedelta(days=gap + (60 if self._chance.happens(0.05) else 0))
        return days[::-1] or [last]

    def _follow_up(self, day: date, standing: str, *, is_last: bool) -> FollowUp:
        mode = self._chance.weighed({"home": 60, "clinic": 34, "phone": 6})
        if is_last:
            mode = "home" if mode == "phone" else mode
        high, low = self._pressure(standing if is_last else None)
        body = self._measured(mode, high, low) | self._habits() | self._treatment()
        body |= {"visit_date": day.isoformat(), "visit_mode": mode}
        body |= self._conclusion(day, high, low) | {"responsible_doctor": self._doctor.id}
        id = natural_id(FORM, self._person.id, day.isoformat(), mode)
        return FollowUp(id, day, body)

    def _pressure(self, standing: str | None) -> tuple[int, int]:
        """Return a reading that fits how the person stands."""
        chance = self._chance
        if standing == "after_danger":
            return chance.between(182, 196), chance.between(104, 116)
        high = round(chance.around(self._level, 8))
        if standing in _CONTROLLED_TODAY:
            high = min(high, self._limit - chance.between(2, 14))
        elif standing is not None:
            high = max(high, self._limit + chance.between(2, 20))
        high = min(max(high, 102), 178)
        low = min(high - 34, 88 if high < self._limit else 99) - chance.between(0, 12)
        return high, max(low, 56)

    def _measured(self, mode: str, high: int, low: int) -> Body:
        self._weight = round(self._weight + self._chance.around(0, 0.5), 1)
        body: Body = {
            "systolic_blood_pressure": high,
            "diastolic_blood_pressure": low,
            "danger_signs": ["severe_headache_dizziness"] if high >= 180 else ["none"],
            "symptoms": ["headache_dizziness"] if high >= 165 else ["none"],
        }
        if mode != "phone":
            body |= {
                "body_weight": self._weight,
                "body_height": self._height,
                "heart_rate": self._chance.between(58, 92),
            }
        return body

    def _habits(self) -> Body:
        chance = self._chance
        body: Body = {
            "daily_cigarettes": chance.between(5, 20) if self._smokes else 0,
            "daily_alcohol": chance.between(1, 3) if self._drinks else 0,
            "exercise_sessions_per_week": chance.weighed({0: 2, 3: 2, 5: 3, 7: 4}),
            "salt_intake": chance.weighed({"light": 4, "moderate": 5, "heavy": 1}),
            "target_salt_intake": "light",
            "psychological_adjustment": chance.weighed({"good": 8, "fair": 2}),
            "treatment_compliance": chance.weighed({"good": 8, "fair": 3}),
        }
        if body["exercise_sessions_per_week"]:
            body["exercise_minutes_per_session"] = chance.pick((20, 30, 30, 40, 60))
        if self._smokes:
            body["target_daily_cigarettes"] = body["daily_cigarettes"] // 2
        return body

    def _treatment(self) -> Body:
        if not self._drugs:
            return {
                "_absent.medication_adherence": "not_applicable",
                "adverse_drug_reaction": "none",
            }
        adherence = self._chance.weighed({"regular": 85, "intermittent": 15})
        return {
            "medication_adherence": adherence,
            "adverse_drug_reaction": "none",
            "medications": self._drugs,
        }

    def _prescribe(self, count: int) -> list[Body]:
        """Rows keep their ids from visit to visit, as carrying them forward does."""
        drugs = self._chance.random.sample(_DRUGS, count)
        return [
            {
                "_row": self._chance.id(),
                "drug_name": name,
                "dose": dose,
                "dose_unit": "mg",
                "doses_per_day": times,
            }
            for name, dose, times in drugs
        ]

    def _conclusion(self, day: date, high: int, low: int) -> Body:
        is_controlled = high < self._limit and low < 90
        found = "controlled" if is_controlled else "uncontrolled"
        is_danger = high >= 180 or low >= 110
        refer = is_danger or (found == "uncontrolled" == self._previous_class)
        self._previous_class = found
        due = day + timedelta(days=_LONG if is_controlled and not refer else _SHORT)
        body: Body = {
            "control_class": found,
            "referral_needed": refer,
            "next_visit_date": min(due, add_months(day, 3)).isoformat(),
        }
        if refer:
            reason = "血压危急" if is_danger else "连续两次控制不满意"
            body |= {"referral_reason": reason, "referral_institution": "示例县人民医院心内科"}
        return body
