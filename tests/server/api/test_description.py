"""The description of the API is true: whatever it allows is answered as it says."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import APIOperation, Case
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests import cast
from tests.server.county import populate
from tests.server.desks import Desk
from tests.settings import settings_for

EXAMPLES = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application of its own: thousands of requests share it."""
    from flask_migrate import upgrade

    from server import create_app
    from server.db import db

    folder = tmp_path_factory.mktemp("described")
    app = create_app(settings_for(f"sqlite:///{folder / 'doorstep.sqlite'}", folder))
    with app.app_context():
        upgrade()
        populate(folder)
        db.session.remove()
    return app


@pytest.fixture(scope="module")
def cookie(described: Flask) -> str:
    return Desk(described, "chen").cookie


def test_each_address_answers_as_described(described: Flask, cookie: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", described)
    operations = [found.ok() for found in schema.get_all_operations()]

    for operation in operations:
        # Signing out would end what the other questions are asked with.
        if operation.label != "DELETE /api/session":
            hold_to_description(operation, cookie)

    assert len(operations) > 30


def hold_to_description(operation: APIOperation, cookie: str) -> None:
    """Send what the description allows, and what it does not, and look at each answer."""

    @given(case=operation.as_strategy())
    @EXAMPLES
    def ask(case: Case) -> None:
        case.call_and_validate(
            headers={"Cookie": cookie, "Doorstep-Protocol": "1"},
            # A description cannot say all: NUL, days that no calendar has, one of two keys.
            excluded_checks=[positive_data_acceptance],
        )

    ask()


def test_the_page_of_the_description_holds_every_address_and_no_script(
    described: Flask,
) -> None:
    client = described.test_client()

    page = client.get("/api/docs")

    text = page.get_data(as_text=True)
    assert page.content_type.startswith("text/html")
    for path in client.get("/api/openapi.json").json["paths"]:
        assert path.replace("<", "&lt;") in text
    assert "<script" not in text
    assert "style=" not in text
    assert cast.PASSWORD not in text
