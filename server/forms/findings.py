"""What a validation finds."""

from dataclasses import dataclass, field
from typing import TypedDict

from server.forms.values import Value


class Finding(TypedDict):
    """Something found in a field; a column of a row is `medications[0].drug_name`."""

    field: str
    code: str


@dataclass(slots=True)
class Findings:
    """What is wrong, unlikely, dangerous or missing in a body; each {field, code} once."""

    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    alerts: list[Finding] = field(default_factory=list)
    #: Core fields shown and not set.
    missing_core: list[str] = field(default_factory=list)
    #: Core fields whose result may still come.
    awaiting: list[str] = field(default_factory=list)
    computed: dict[str, Value] = field(default_factory=dict)

    @property
    def qualified(self) -> bool:
        """Whether the document counts: no errors, no gaps, nothing still to come."""
        return not (self.errors or self.missing_core or self.awaiting)

    @property
    def only_awaiting(self) -> bool:
        """Whether nothing but results is missing: then it counts as neither."""
        return bool(self.awaiting) and not (self.errors or self.missing_core)


def note(found: list[Finding], name: str, code: str) -> None:
    """Add a finding that is not yet among these."""
    finding: Finding = {"field": name, "code": code}
    if finding not in found:
        found.append(finding)
