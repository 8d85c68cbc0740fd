"""Follow-ups of alerts: made when a document raises them, taken back, answered."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from server.forms.alerts import actions_asked
from server.forms.document import Document, Forms, day_of, is_finished, is_open_alert
from server.forms.validate import validate
from server.forms.written import Written
from server.rules.ages import parse_day

#: Within how many days an alert is followed up: 2 weeks as the norm has it (hypertension
#: 2.2(1), type 2 diabetes 2.2(1)); a re-check, support and a report are ours.
WITHIN_DAYS = {"urgent_referral": 14, "refer": 14, "recheck": 14, "support": 14, "report": 1}
_RAISES_NOTHING = {"alert_follow_up", "programme_enrolment", "birth_event"}


def follow_alerts(forms: Forms, cause: Mapping[str, Any], written: Written) -> None:
    """Write one follow-up per document and finding that asks for something.

    One that the final answers raise no longer is withdrawn; one that is open is answered by a
    referral that names its cause, or by the next service on the same form.
    """
    form = cause["after"]["form"]
    if form in forms and form not in _RAISES_NOTHING:
        _Following(forms, cause, written).follow()


class _Following:
    """One document that may raise or answer alerts."""

    def __init__(self, forms: Forms, cause: Mapping[str, Any], written: Written) -> None:
        self._forms = forms
        self._cause = cause
        self._written = written
        self._day: str = cause["day"]
        self._resident: str = cause["resident"]["id"]
        self._after: Document = cause["after"]
        self._form: str = self._after["form"]
        self._now: Mapping[str, Any] = self._after["body"]
        self._on = day_of(forms, self._after) or self._day

    def follow(self) -> None:
        raised = self._raised() if is_finished(self._after) else {}
        alerts = self._written.standing("alert_follow_up")
        own = {
            a["body"]["code"]: a for a in alerts if a["body"].get("cause") == self._after["id"]
        }
        for code, action in raised.items():
            if code not in own:
                self._raise(code, action)
            elif own[code]["body"].get("withdrawn_on"):
                self._written.patch(own[code], withdrawn_on=None)
        for code, alert in own.items():
            if code not in raised and not alert["body"].get("withdrawn_on"):
                self._written.patch(alert, withdrawn_on=self._day)
        if is_finished(self._after):
            for alert in filter(self._answers, alerts):
                self._written.patch(alert, answered_by=self._after["id"], answered_on=self._on)

    def _raised(self) -> dict[str, str]:
        """Return what the final answers raise: finding code -> what it asks for."""
        context = {
            "today": self._day,
            "actor": self._cause["operation"]["actor"],
            "resident": self._cause["resident"]["body"],
            "previous": self._cause.get("previous"),
            "pregnancy": self._cause.get("pregnancy"),
        }
        form = self._forms[self._form]
        return actions_asked(form, validate(form, self._now, context))

    def _raise(self, code: str, action: str) -> None:
        due_on = parse_day(self._on[:10]) + timedelta(days=WITHIN_DAYS[action])
        values = {
            "cause": self._after["id"],
            "cause_form": self._form,
            "lane": self._forms[self._form].lane,
            "code": code,
            "action": action,
            "raised_on": self._on,
            "due_on": due_on.isoformat(),
        }
        key = (self._after["id"], code)
        self._written.create("alert_follow_up", key, self._resident, values)

    def _answers(self, alert: Document) -> bool:
        """Say whether an open alert is answered: by a referral, or the next service."""
        body = alert["body"]
        if not is_open_alert(body):
            return False
        if self._form == "referral_out" and self._now.get("triggered_by") == body.get("cause"):
            return True
        if self._form != body.get("cause_form") or self._after["id"] == body.get("cause"):
            return False
        return self._on > (body.get("raised_on") or "")
