"""Residents as the field knows them: all forms, and the four that are shipped."""

from typing import Any

import pytest

from server.forms.compile import SHIPPED, compile_forms
from server.forms.load import load_forms
from server.records.per_resident import Records
from tests.server.records.cases import CASES, TESTS


@pytest.fixture(scope="session")
def records() -> Records:
    """Read by every form of the field."""
    folders = (SHIPPED, TESTS / "forms")
    return Records(load_forms(*folders), compile_forms(folders)["schedule"])


@pytest.fixture(scope="session")
def shipped() -> Records:
    """Read by the forms that are shipped."""
    return Records(load_forms(SHIPPED), compile_forms((SHIPPED,))["schedule"])


@pytest.fixture(params=CASES, ids=lambda case: case["case"])
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One resident after the other whose page is known."""
    found: dict[str, Any] = request.param
    return found
