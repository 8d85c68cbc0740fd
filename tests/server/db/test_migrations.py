"""The migrations make what the models say, on each engine, and can be taken back."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from server.db import Base, db


def test_the_migrated_database_is_what_the_models_say(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_every_step_can_be_taken_back_and_taken_again(app: Flask) -> None:
    with app.app_context():
        db.session.remove()

        downgrade(revision="base")
        left = set(sa.inspect(db.engine).get_table_names())
        upgrade()

        assert left <= {"alembic_version"}
        assert sa.inspect(db.engine).has_table("document")
