"""A database restored from a backup: what phones were told is safe comes back to it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from flask import Flask
from flask.testing import FlaskCliRunner
from flask_migrate import upgrade

from server import create_app
from server.db import db
from tests import cast
from tests.server.county import Phone
from tests.server.desks import establish, name_change
from tests.settings import settings_for


def dispose(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_what_came_after_the_backup_is_offered_again(
    sqlite_template: Path, tmp_path: Path
) -> None:
    path, copy = tmp_path / "doorstep.sqlite", tmp_path / "copy.sqlite"
    shutil.copy(sqlite_template, path)
    app = create_app(settings_for(f"sqlite:///{path}", tmp_path))
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    wang.pull()
    with closing(sqlite3.connect(path)) as backup:
        backup.execute("VACUUM INTO ?", (str(copy),))
    late = name_change(wang, "张桂芳", "张桂芬")
    told = wang.push(late)
    wang.pull()

    dispose(app)
    for old in tmp_path.glob("doorstep.sqlite*"):
        old.unlink()
    shutil.copy(copy, path)
    app = create_app(settings_for(f"sqlite:///{path}", tmp_path))
    said = FlaskCliRunner(app).invoke(args=["doorstep", "begin-generation"])
    wang.client = app.test_client(use_cookies=False)
    wang.sign_in()
    restored = Phone(app, "wang", cast.WANG)
    restored.pull()
    before = restored.documents[cast.ZHANG]["body"]["name"]
    wang.pull()
    again = wang.push(late)
    wang.pull()
    restored.pull()

    assert said.exit_code == 0, said.output
    assert before == "张桂芳"
    assert [answer["answer"] for answer in (*told, *again)] == ["applied", "applied"]
    assert wang.documents[cast.ZHANG]["body"]["name"] == "张桂芬"
    assert restored.documents == wang.documents
    dispose(app)


def test_nothing_begins_where_no_county_is(tmp_path: Path) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'empty.sqlite'}", tmp_path))
    with app.app_context():
        upgrade()

    said = FlaskCliRunner(app).invoke(args=["doorstep", "begin-generation"])

    assert said.exit_code == 1
    assert "No county" in said.output
    dispose(app)
