"""A document is qualified without errors, gaps and results still to come."""

import pytest

from server.forms.findings import Findings
from server.forms.qualified import is_awaiting, is_qualified, may_wait

ERROR = {"field": "heart_rate", "code": "max"}


def test_a_document_without_findings_is_qualified() -> None:
    assert is_qualified(Findings())
    assert not is_awaiting(Findings())


def test_warnings_and_alerts_do_not_take_it_away() -> None:
    assert is_qualified(Findings(warnings=[ERROR], alerts=[ERROR]))


@pytest.mark.parametrize("key", ["errors", "missing_core", "awaiting"])
def test_an_error_a_gap_or_an_awaited_result_does(key: str) -> None:
    assert not is_qualified(Findings(**{key: [ERROR]}))


def test_who_only_waits_for_results_is_counted_apart() -> None:
    assert is_awaiting(Findings(awaiting=["haemoglobin"]))
    assert not is_awaiting(Findings(awaiting=["haemoglobin"], missing_core=["pulse"]))
    assert not is_awaiting(Findings(awaiting=["haemoglobin"], errors=[ERROR]))


def test_a_result_is_waited_for_up_to_and_including_the_tenth_day() -> None:
    assert may_wait("2026-03-02T08:00:00Z", "2026-03-12")
    assert not may_wait("2026-03-02", "2026-03-13")
    assert may_wait("2026-03-02", "2026-03-13", days=14)
    assert not may_wait(None, "2026-03-02")
    assert not may_wait("2026-03-02", None)
