"""The facts of one subject on one day, as the rules of the schedule ask for them."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from server.forms.expressions import Scope
from server.forms.schedule_conditions import Condition
from server.rules.ages import parse_day

#: A finished document as expressions see it: id, form, date and its fields, computed ones too.
FlatDocument = Mapping[str, Any]
Facts = Mapping[str, Any]
Space = Mapping[str, Any]

ONE_DAY = timedelta(days=1)
_NOTHING: Space = {}
_UNDATED = date.min


class Service:
    """A document that satisfies a rule; the rule's flags are worked out when asked for."""

    __slots__ = ("_flags", "_value", "document", "on")

    def __init__(
        self,
        document: FlatDocument,
        on: date,
        flags: Mapping[str, Condition],
        value: "Callable[..., Any]",
    ) -> None:
        self.document = document
        self.on = on
        self._flags = flags
        self._value = value

    def get(self, name: str) -> Any:
        """Return a flag or a field; null where it is not set."""
        flag = self._flags.get(name)
        return self.document.get(name) if flag is None else self._value(flag, doc=self.document)


#: What an expression calls doc, last and previous.
Named = FlatDocument | Service | None


class Situation:
    """What is known of somebody on a day, and when that changes by itself.

    Whoever answers something that depends on the day notes the days on which the answer may
    become another one; `changes_on` is the first of them.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.today_text: str = facts["today"]
        self.today = parse_day(self.today_text)
        self.subject = "institution" if "institution" in facts else "resident"
        self.changes_on: date | None = None
        self._resident: Space = facts.get("resident") or _NOTHING
        self._institution: Space = facts.get("institution") or _NOTHING
        self._by_form = _by_form(facts.get("documents", ()))
        self.deferrals = _deferrals(facts.get("deferrals", ()))
        self._absences: list[tuple[date, date | None]] | None = None

    def note(self, day: date) -> None:
        """Remember that something may change on this day; days gone by do not count."""
        if day > self.today and (self.changes_on is None or day < self.changes_on):
            self.changes_on = day

    def documents(self, form: str) -> list[tuple[date, FlatDocument]]:
        """Return all documents of a form by (date, id), undated and later ones too."""
        return self._by_form.get(form, [])

    def documents_so_far(self, form: str) -> list[tuple[date, FlatDocument]]:
        """Return the dated documents of a form up to today, by (date, id)."""
        found = self._by_form.get(form, [])
        if not found or (found[0][0] > _UNDATED and found[-1][0] <= self.today):
            return found
        begin, upto = (bisect_right(found, d, key=_day) for d in (_UNDATED, self.today))
        if upto < len(found):
            self.note(found[upto][0])
        return found[begin:upto]

    def value(
        self,
        condition: Condition,
        doc: Named = None,
        last: Named = None,
        previous: Named = None,
    ) -> Any:
        """Evaluate an expression over today, resident, institution and the documents named."""
        scope = Scope(
            today=self.today_text,
            resident=self._resident,
            institution=self._institution,
            doc=doc,
            last=last,
            previous=previous,
        )
        if condition.clock:
            for day in condition.clock.changes(scope, self.today):
                self.note(day)
        return condition.evaluate(scope)

    def holds(self, condition: Condition | None, doc: Named = None) -> bool:
        """Say whether a condition holds; one that is not given does."""
        return condition is None or bool(self.value(condition, doc))

    def day(self, condition: Condition, doc: Named = None) -> date | None:
        """Evaluate an expression that gives a date."""
        text = self.value(condition, doc)
        return parse_day(text) if text else None

    def absences(self) -> list[tuple[date, date | None]]:
        """Return the resident's spans away as (since, back or None), oldest first."""
        if self._absences is None:
            self._absences = sorted(
                (
                    (
                        parse_day(absence["away_since"]),
                        parse_day(absence["back_on"]) if absence.get("back_on") else None,
                    )
                    for _, absence in self.documents("absence")
                ),
                key=lambda span: (span[0], span[1] or date.max),
            )
        return self._absences


def _by_form(documents: Iterable[FlatDocument]) -> dict[str, list[tuple[date, FlatDocument]]]:
    found: dict[str, list[tuple[date, FlatDocument]]] = {}
    for document in documents:
        # Undated, it satisfies nothing; a plan may yet begin with another of its dates.
        on = parse_day(document["date"][:10]) if document["date"] else _UNDATED
        found.setdefault(document["form"], []).append((on, document))
    for dated in found.values():
        dated.sort(key=lambda pair: (pair[1]["date"], pair[1]["id"]))
    return found


def _deferrals(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], list[date]]:
    found: dict[tuple[str, str], list[date]] = {}
    for row in rows:
        found.setdefault((row["rule"], row["cycle"]), []).append(parse_day(row["until"]))
    return found


def _day(dated: tuple[date, FlatDocument]) -> date:
    return dated[0]
