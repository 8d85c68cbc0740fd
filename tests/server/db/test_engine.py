"""What the database says of a failure: never the values that it failed on."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server.db import reading


def test_an_error_of_the_database_does_not_quote_a_name(app: Flask) -> None:
    with (
        app.app_context(),
        reading() as session,
        pytest.raises(DBAPIError) as failure,
    ):
        session.execute(text("SELECT :name FROM nowhere"), {"name": "张秀英"})

    assert "张秀英" not in str(failure.value)
