"""What rosters lack and the one who imports says once: consent, date of establishing."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from server.rules.ages import age_years, parse_day

_ADULT = 18


@dataclass
class Said:
    """What was said for all rows, and into how many it was put. A column wins over it."""

    #: signed or verbal; None: not said, so to be asked.
    consent_how: str | None = None
    consent_on: date | None = None
    #: A day, or `unknown`; None: not said, so to be asked.
    record_date: date | str | None = None
    today: date = date.max
    put_into: Counter[str] = field(default_factory=Counter)

    def complete(self, body: dict[str, Any]) -> None:
        """Put into a new record what was said and what no column had. Nothing is guessed."""
        if self.record_date is not None and "record_date" not in body:
            if isinstance(self.record_date, date):
                body["record_date"] = self.record_date.isoformat()
            else:
                body["_absent.record_date"] = "unknown"
            self.put_into["date of establishing"] += 1
        if self.consent_how is not None and "record_consent" not in body:
            body |= {
                "record_consent": "agreed",
                "record_consent_by": self._by(body),
                "record_consent_how": self.consent_how,
            }
            on = self.consent_on.isoformat() if self.consent_on else body.get("record_date")
            if on is not None:
                body["record_consent_date"] = on
            self.put_into["consent"] += 1

    def _by(self, body: dict[str, Any]) -> str:
        born = body.get("birth_date")
        on = self.consent_on or self.today
        age = age_years(parse_day(born), on) if born else None
        return "guardian" if age is not None and age < _ADULT else "resident"


def is_filed(body: dict[str, Any]) -> bool:
    """Say whether a record has what it cannot be filed without."""
    established = body.get("record_date") or body.get("_absent.record_date")
    return bool(established and body.get("record_consent") and body.get("birth_date"))
