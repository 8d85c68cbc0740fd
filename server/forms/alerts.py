"""What the alerts of a document ask to be done."""

from server.forms.findings import Findings
from server.forms.load import Form


def actions_asked(form: Form, findings: Findings) -> dict[str, str]:
    """Return finding code -> action of every alert that asks for one, in order.

    Actions: urgent_referral, refer, recheck, report, support. Of one code raised in several
    fields one follow-up is made.
    """
    codes = [alert["code"] for alert in findings.alerts]
    return {code: form.actions[code] for code in codes if code in form.actions}
