"""Who writes under the wrong name, and whose own visit it meets."""

import pytest
from flask import Flask

from server.services import county
from tests import cast
from tests.server.county import Phone
from tests.server.sync.writing import household, resident


@pytest.fixture
def wang(app: Flask) -> Phone:
    phone = Phone(app, "wang", cast.WANG)
    phone.push(household(phone), resident(phone), resident(phone, cast.SUN, **cast.SUN_BODY))
    return phone


@pytest.fixture
def li(app: Flask, wang: Phone) -> Phone:
    """He helps out in Wang's village."""
    with app.app_context():
        county.grant(cast.LI, cast.VILLAGE)
    return Phone(app, "li", cast.LI)
