"""The migrations make what the models say, on each engine, and can be taken back."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from server.access.models import Device
from server.db import Base, db, reading
from tests import cast
from tests.server.county import Phone
from tests.server.desks import Desk, establish


def test_the_migrated_database_is_what_the_models_say(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, Base.metadata)

    assert differences == []


def test_a_county_in_use_is_brought_up_and_back_with_all_its_rows(app: Flask) -> None:
    wang, chen = Phone(app, "wang", cast.WANG), Desk(app, "chen")
    establish(wang)
    chen.sign_in("chen", "wrong")

    with app.app_context():
        db.session.remove()
        downgrade(revision="0001")
        upgrade()
        with reading() as session:
            device = session.get_one(Device, wang.device)
            assert device.staff_id == cast.WANG
            assert session.execute(sa.text("SELECT count(*) FROM document")).scalar_one() == 3

    wang.sign_in()
    wang.pull()
    assert cast.ZHANG in wang.documents


def test_every_step_can_be_taken_back_and_taken_again(app: Flask) -> None:
    with app.app_context():
        db.session.remove()

        downgrade(revision="base")
        left = set(sa.inspect(db.engine).get_table_names())
        upgrade()

        assert left <= {"alembic_version"}
        assert sa.inspect(db.engine).has_table("document")
