"""What an operation makes happen beside its own document: enrolments, births, alerts.

Whoever writes the cause writes these too, in the same transaction. Their ids are made from the
cause's, so that a phone and a server that both write them write the same.
"""

from collections.abc import Mapping
from typing import Any

from server.forms.alert_follow_ups import follow_alerts
from server.forms.document import Document, Forms, is_finished, is_standing
from server.forms.written import Operation, Written
from server.rules.ages import age_days, parse_day
from server.rules.natural_keys import natural_id

#: {operation, day, before, after, resident, previous, pregnancy, documents,
#: household_pregnancies, household_children}
Cause = Mapping[str, Any]

#: The first form of a lane enrols whom nobody had enrolled.
_FIRST_FORMS = {
    "smi_information": "severe_mental_illness",
    "tb_first_home_visit": "tuberculosis",
}
#: Younger, a child that is registered still needs the visits of a newborn (ours).
_NEWBORN_DAYS = 120


def consequences(forms: Forms, cause: Cause) -> list[Operation]:
    """Return the operations that follow from one, in order; most have none.

    `cause`: the operation; `day`, the local day of capture; the document before it (None at
    first) and after; the resident as they stood; of this form the `previous` document's fields;
    the resident's standing `documents`; their household's pregnancies and children. The rules
    are those of the record's section 11.
    """
    written = Written(cause["operation"], cause.get("documents") or ())
    _Following(forms, cause, written).write()
    return written.operations


class _Following:
    """One cause, and what is written because of it."""

    def __init__(self, forms: Forms, cause: Cause, written: Written) -> None:
        self.forms = forms
        self.cause = cause
        self.written = written
        self.day: str = cause["day"]
        self.after: Document = cause["after"]
        self.form: str = self.after["form"]
        self.resident: str = cause["resident"]["id"]
        self.was: Mapping[str, Any] = (cause.get("before") or {}).get("body") or {}
        self.now: Mapping[str, Any] = self.after["body"]

    def write(self) -> None:
        if self.form == "resident_basic":
            self._follow_programmes()
            self._follow_birth()
        if self.form == "pregnancy" and is_standing(self.after):
            self._follow_delivery()
        if self.form in _FIRST_FORMS and is_finished(self.after):
            self._enrol_by_first_form(_FIRST_FORMS[self.form])
        follow_alerts(self.forms, self.cause, self.written)

    def _follow_programmes(self) -> None:
        codes = set(self.now.get("managed_programmes") or ())
        before = set(self.was.get("managed_programmes") or ())
        for programme in sorted(codes - before):
            if not self._open_spans(programme):
                self._enrol(programme, self.day)
        for programme in sorted(before - codes):
            for span in self._open_spans(programme):
                self.written.patch(span, ended_on=self.day)

    def _open_spans(self, programme: str) -> list[Document]:
        return [
            span
            for span in self.written.standing("programme_enrolment")
            if span["body"].get("programme") == programme and not span["body"].get("ended_on")
        ]

    def _enrol(self, programme: str, on: str, **more: str) -> None:
        key = (self.resident, programme, on)
        ended = self.written.known(natural_id("programme_enrolment", *key))
        if ended:
            # Ticked, taken away and ticked again on one day: the same span goes on.
            self.written.patch(ended, ended_on=None)
        else:
            values = {"programme": programme, "date": on, **more}
            self.written.create("programme_enrolment", key, self.resident, values)

    def _enrol_by_first_form(self, programme: str) -> None:
        notice = self.now.get("notice_date") if programme == "tuberculosis" else None
        spans = self._open_spans(programme)
        if not spans:
            notified = {"notified_on": notice} if notice else {}
            self._enrol(programme, notice or self.day, **notified)
        elif notice:
            for span in spans:
                self.written.patch(span, notified_on=notice)

    def _follow_birth(self) -> None:
        born = self.now.get("birth_date")
        if not born:
            return
        if not self.cause.get("before"):
            days = age_days(parse_day(born), parse_day(self.day))
            if days is None or days < _NEWBORN_DAYS:
                self._bear(self.resident, born, self._discharged_on(born))
        elif born != self.was.get("birth_date"):
            for event in self.written.standing("birth_event")[:1]:
                self.written.patch(event, date=born)

    def _discharged_on(self, born: str) -> str | None:
        """Return when mother and child went home, by the household's pregnancy of that day."""
        pregnancies = self.cause.get("household_pregnancies") or ()
        for pregnancy in sorted(pregnancies, key=lambda document: document["id"]):
            body = pregnancy["body"]
            if (
                body.get("pregnancy_outcome") == "live_birth"
                and body.get("outcome_date") == born
            ):
                discharged: str | None = body.get("discharge_date")
                return discharged
        return None

    def _bear(self, child: str, born: str, discharged: str | None) -> None:
        values = {"date": born, **({"discharge_date": discharged} if discharged else {})}
        self.written.create("birth_event", (child,), child, values)

    def _follow_delivery(self) -> None:
        if self.now.get("pregnancy_outcome") != "live_birth":
            return
        discharged = self.now.get("discharge_date")
        children = self.cause.get("household_children") or ()
        for child in sorted(children, key=lambda document: document["id"]):
            born = child["body"].get("birth_date")
            if born != self.now.get("outcome_date"):
                continue
            event = self.written.known(natural_id("birth_event", child["id"]))
            if event is None:
                self._bear(child["id"], born, discharged)
            elif discharged and discharged != self.was.get("discharge_date"):
                self.written.patch(event, discharge_date=discharged)
