"""An administrator sets up a county by typing commands, and is told what is wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_migrate import upgrade
from sqlalchemy import select

from server import create_app
from server.access.models import Area, AuditEntry, Device, Grant, Staff
from server.commands import doorstep
from server.db import db, reading
from server.services.county import KEY_FILE
from server.sync.models import Feed
from tests import cast
from tests.server.county import Phone
from tests.server.desks import Desk, establish, name_change
from tests.settings import settings_for


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """A migrated database with nothing in it."""
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'empty.sqlite'}", tmp_path))
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def typed(app: Flask, *words: str, answer: str | None = None, code: int = 0) -> str:
    """Type a command; return what it says. It must end with this code."""
    result = FlaskCliRunner(app).invoke(args=["doorstep", *words], input=answer)
    assert result.exit_code == code, result.output
    return result.output


def test_a_county_is_set_up_from_nothing(empty: Flask, tmp_path: Path) -> None:
    areas = tmp_path / "areas.csv"
    areas.write_text(
        "code,name,kind,parent\n"
        "329901100,东湖镇,township,329901\n"
        "329901100201,上湾村,village,329901100\n",
        encoding="utf-8-sig",
    )

    typed(empty, "setup-county", "--code", "329901", "--name", "示例县")
    typed(empty, "add-areas", str(areas))
    grid = ["--code", "32990110020101", "--name", "第1网格", "--kind", "grid"]
    typed(empty, "add-area", *grid, "--parent", "329901100201")
    clinic = typed(empty, "add-institution", "--name", "卫生室", "--area", "329901100201")
    person = ["add-staff", "wang", "--name", "王秀兰", "--role", "doctor"]
    typed(
        empty,
        *person,
        "--institution",
        clinic.strip(),
        answer=f"{cast.PASSWORD}\n{cast.PASSWORD}\n",
    )
    typed(empty, "grant", "wang", "329901100201")
    slip = typed(empty, "issue-slip", "wang").strip()

    assert len(slip) == 8
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0
    with empty.app_context(), reading() as session:
        assert len(session.scalars(select(Area)).all()) == 4
        assert len(session.scalars(select(Feed)).all()) == 12
        wang = session.scalars(select(Staff)).one()
        assert session.scalars(select(Grant)).one().lanes == "record"
        assert wang.password_hash.startswith("$argon2id$")
        wang_id = wang.id
    assert Phone(empty, "wang", wang_id).token


def test_a_second_county_or_key_is_refused(empty: Flask) -> None:
    county = ["setup-county", "--code", "329901", "--name", "示例县"]
    typed(empty, *county)

    assert "holds a county already" in typed(empty, *county, code=1)


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ("code,name\n1,x\n", "must name code, name, kind, parent"),
        ("code,name,kind,parent\n329902,x,village,329901100\n", "does not begin with"),
        ("code,name,kind,parent\n3299019,x,village,3299\n", "is not known"),
        ("code,name,kind,parent\n3299019,x,hamlet,329901\n", "Line 2: kind is one of"),
    ],
)
def test_a_file_of_areas_with_a_fault_adds_none(
    app: Flask, tmp_path: Path, lines: str, complaint: str
) -> None:
    file = tmp_path / "areas.csv"
    file.write_text(lines)

    assert complaint in typed(app, "add-areas", str(file), code=1)

    with app.app_context(), reading() as session:
        assert len(session.scalars(select(Area)).all()) == len(cast.AREAS)


def test_an_area_in_which_somebody_lives_is_not_divided(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    below = ["add-area", "--name", "东组", "--kind", "grid"]

    told = typed(app, *below, "--code", f"{cast.GRID}1", "--parent", cast.GRID, code=1)
    typed(app, *below, "--code", f"{cast.SECOND_GRID}1", "--parent", cast.SECOND_GRID)

    assert f"residents are filed in {cast.GRID}" in told
    with app.app_context(), reading() as session:
        assert session.get(Area, f"{cast.GRID}1") is None
        assert session.get(Area, f"{cast.SECOND_GRID}1") is not None


def test_areas_may_be_read_again(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "areas.csv"
    file.write_text("code,name,kind,parent\n329901100,东湖镇,township,329901\n")

    assert "0 areas added, 1 were there" in typed(app, "add-areas", str(file))


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["issue-slip", "nobody"], "no account named nobody"),
        (["grant", "wang", "999999"], "There is no area 999999"),
        (["grant", "wang", cast.GRID, "--lanes", "secret"], "no such lane"),
        (["grant", "wang", cast.GRID, "--until", "2020-01-01"], "end before it begins"),
        (["add-institution", "--name", "x", "--area", "999999"], "There is no area"),
        (["revoke-device", cast.WANG, "--by", "zhou"], "There is no such device"),
    ],
)
def test_what_is_not_known_is_said(app: Flask, words: list[str], complaint: str) -> None:
    result = FlaskCliRunner(app).invoke(args=["doorstep", *words])

    assert result.exit_code != 0
    assert complaint in result.output


def test_short_passwords_and_taken_names_are_refused(app: Flask) -> None:
    new = ["add-staff", "--name", "新人", "--role", "doctor"]

    assert "at least" in typed(app, *new, "neu", "--password", "short", code=1)
    taken = typed(app, *new, "wang", "--password", cast.PASSWORD, code=1)
    assert "an account named wang already" in taken


def test_a_grant_may_have_an_end_in_the_countys_days(app: Flask) -> None:
    typed(app, "grant", "li", cast.GRID, "--from", "2026-12-01", "--until", "2026-12-08")

    with app.app_context(), reading() as session:
        right = session.scalars(select(Grant).where(Grant.area_code == cast.GRID)).one()
        assert right.starts_at.isoformat() == "2026-11-30T16:00:00+00:00"
        assert right.ends_at is not None


def test_a_revoked_phone_is_told_so(app: Flask) -> None:
    phone = Phone(app, "wang", cast.WANG)

    typed(app, "revoke-device", phone.device, "--by", "zhou", "--lost")

    assert phone.ask().status_code in (401, 403)
    with app.app_context(), reading() as session:
        device = session.get(Device, phone.device)
        assert device is not None
        assert device.is_lost


def test_who_leaves_is_out_at_once_with_every_phone_and_desk(app: Flask) -> None:
    phone, unused, desk = (
        Phone(app, "chen", cast.CHEN),
        Phone(app, "chen", cast.CHEN),
        Desk(app, "chen"),
    )
    colleague = Phone(app, "wang", cast.WANG)
    establish(colleague)
    sent = phone.push(name_change(phone, "张桂芳", "张桂芬"))

    told = typed(app, "deactivate-staff", "chen", "--by", "zhou")
    again = typed(app, "deactivate-staff", "chen", "--by", "zhou")

    assert [answer["answer"] for answer in sent] == ["applied"]
    assert phone.device in told
    assert unused.device in told
    assert "phones revoked: 0" in again
    assert phone.send("POST", "/api/sync/push", {"operations": []}).status_code == 401
    with pytest.raises(AssertionError, match="device-revoked"):
        unused.sign_in()
    assert desk.send("GET", "/api/board").status_code == 401
    assert desk.sign_in("chen").status_code == 401
    colleague.pull()
    assert colleague.documents[cast.ZHANG]["body"]["name"] == "张桂芬"
    with app.app_context(), reading() as session:
        ends = session.scalars(select(Grant.ends_at).where(Grant.staff_id == cast.CHEN)).all()
        logged = session.scalars(
            select(AuditEntry.action).where(AuditEntry.action.in_(["deactivate", "revoke"]))
        ).all()
    assert None not in ends
    assert sorted(logged) == ["deactivate", "deactivate", "revoke", "revoke"]


def test_a_right_is_ended_and_the_phone_drops_the_village(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    wang.pull()
    with app.app_context(), reading() as session:
        [area] = set(
            session.scalars(select(Grant.area_code).where(Grant.staff_id == cast.WANG))
        )

    said = typed(app, "end-grant", "wang", area)
    again = typed(app, "end-grant", "wang", area, code=1)
    wang.pull()

    assert f"may no longer work in {area}" in said
    assert "has no right" in again
    assert wang.documents == {}


def test_every_command_explains_itself(app: Flask) -> None:
    for command in doorstep.commands:
        said = typed(app, command, "--help")
        usage, explained, *_ = said.split("\n\n")

        assert usage.startswith("Usage:")
        assert len(explained.split()) > 4, command

    assert {
        "setup-county",
        "add-areas",
        "import-residents",
        "grant",
    } <= doorstep.commands.keys()
