"""Checks the texts of the schedule: what a rule is called, and why somebody is due."""

from collections.abc import Mapping
from typing import Any

from server.forms.check_fields import check_label
from server.forms.problems import Problems

_PLACE = "schedule.yaml"


def check_schedule(schedule: Mapping[str, Any] | None, problems: Problems) -> None:
    """Ask for a text in Chinese and one in English wherever the schedule speaks.

    A comma inside an unquoted text ends it: what follows would be lost without a word.
    """
    if schedule is None:
        return
    for rule in schedule.get("rules", []):
        check_label(f"{_PLACE}: {rule.get('id')}", rule.get("title"), problems)
    for code, text in schedule.get("reasons", {}).items():
        check_label(f"{_PLACE}: {code}", text, problems)
