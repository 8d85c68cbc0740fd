"""Why an operation is not taken: held until it can be judged, or rejected for good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Errors = list[dict[str, str]]


class NotTaken(Exception):
    """Nothing of the operation is taken."""

    answer: str

    def __init__(self, errors: Iterable[Mapping[str, str]], document: Any = None) -> None:
        super().__init__()
        self.errors: Errors = [dict(error) for error in errors]
        #: Where it would have gone, when that is another document than it names.
        self.document = document


class Held(NotTaken):
    """What it needs is not known here yet; it is judged anew when it comes again."""

    answer = "held"


class Rejected(NotTaken):
    """What no context can mend."""

    answer = "rejected"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an operation."""

    #: `applied`, `merged`, `conflict` (final), `held` or `rejected`.
    answer: str
    #: The document it went to, which may be another than it names.
    document: Any
    #: The conflicts that it opened or whose offers it changed.
    conflicts: tuple[str, ...] = ()
    #: Field and code each.
    errors: tuple[Mapping[str, str], ...] = ()

    @property
    def is_final(self) -> bool:
        """Return whether this answer is given word for word when the operation comes again."""
        return self.answer not in (Held.answer, Rejected.answer)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as a phone receives it."""
        return {
            "answer": self.answer,
            "document": self.document,
            "conflicts": list(self.conflicts),
            "errors": [dict(error) for error in self.errors],
        }


def error(field: str, code: str) -> dict[str, str]:
    """Return one error of a field, a section or a key of the operation."""
    # A name that a hostile phone made up may be of any length.
    return {"field": field[:100], "code": code}
