"""The definitions that this server runs by, as the running application holds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from flask import current_app

from server.forms.compile import compile_forms
from server.forms.load import Form, load_forms
from server.records.per_resident import Records


@dataclass(frozen=True)
class Loaded:
    """Forms by id, and the planner and front page that follow from them."""

    forms: Mapping[str, Form]
    records: Records
    #: The JSON that phones load.
    compiled: Mapping[str, Any]

    @classmethod
    def load(cls, folders: Sequence[Path]) -> "Loaded":
        """Read and check the definitions of these folders.

        Raises:
            DefinitionError: something in them is wrong; the text names every place.
        """
        compiled = compile_forms(folders)
        forms = load_forms(*folders)
        return cls(forms, Records(forms, compiled["schedule"]), compiled)


def loaded() -> Loaded:
    """Return the definitions of the running application."""
    return cast(Loaded, current_app.extensions["loaded"])
