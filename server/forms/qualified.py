"""Whether a document counts as qualified, and how long a result may be waited for."""

from server.forms.findings import Findings
from server.rules.ages import parse_day

#: Ours; a county may set another number of days.
RESULT_DAYS = 10


def is_qualified(findings: Findings) -> bool:
    """Whether the document has no errors, no missing core field and nothing awaited."""
    return findings.qualified


def is_awaiting(findings: Findings) -> bool:
    """Whether results are all that is missing: counted neither as qualified nor as not."""
    return findings.only_awaiting


def may_wait(served: str | None, today: str | None, days: int = RESULT_DAYS) -> bool:
    """Whether a result may still come: up to and including `days` after the service.

    Both are dates or instants. Without a date of service nothing is waited for.
    """
    if served is None or today is None:
        return False
    return (parse_day(today[:10]) - parse_day(served[:10])).days <= days
