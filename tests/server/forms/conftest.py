"""The forms that most tests of this folder judge by."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from server.forms.compile import SHIPPED
from server.forms.load import Form, load_forms

FIELD = Path(__file__).parents[2] / "forms"


@pytest.fixture(scope="session")
def forms() -> Mapping[str, Form]:
    """Every form of the field: those that are shipped and those kept for tests."""
    return load_forms(SHIPPED, FIELD)
