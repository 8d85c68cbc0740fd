"""A server that would be unsafe does not start, and says why: asked of real processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask_migrate import upgrade

from server import create_app
from server.config import Settings
from server.db import db
from server.services import county
from tests import cast
from tests.browser.server import SECRET, RunningServer, free_port

SERVER = ("gunicorn", "-w", "1", "--no-control-socket", "server.wsgi:app", "-b")
JOBS = ("server.jobs.worker",)


def start(module: tuple[str, ...], data: Path, **environment: str) -> tuple[int, str]:
    """Start a process that is to refuse; return its exit code and what it said."""
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    address = [f"127.0.0.1:{free_port()}"] if module is SERVER else []
    ended = subprocess.run(
        [sys.executable, "-m", *module, *address],
        env={**known, "DOORSTEP_DATA": str(data), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return ended.returncode, ended.stdout + ended.stderr


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The folder of a sample county, with its well-known logins."""
    url = f"sqlite:///{tmp_path / 'doorstep.sqlite'}"
    with create_app(Settings(SECRET, url, tmp_path)).app_context():
        upgrade()
        county.set_up(cast.COUNTY, "示例县", tmp_path, is_sample=True)
        db.session.remove()
        db.engine.dispose()
    return tmp_path


@pytest.mark.parametrize("module", [SERVER, JOBS], ids=["server", "jobs"])
@pytest.mark.parametrize("key", [None, "", "short"])
def test_without_a_secret_key_nothing_starts(
    tmp_path: Path, module: tuple[str, ...], key: str | None
) -> None:
    named = {} if key is None else {"DOORSTEP_SECRET_KEY": key}

    code, said = start(module, tmp_path, **named)

    assert code != 0
    assert "DOORSTEP_SECRET_KEY is not set, or shorter than 32 characters" in said
    assert "secrets.token_urlsafe" in said


def test_sample_logins_are_not_served_in_production(sample: Path) -> None:
    code, said = start(SERVER, sample, DOORSTEP_SECRET_KEY=SECRET)

    assert code != 0
    assert "Doorstep does not start." in said
    assert "sample county with well-known logins" in said
    assert "DOORSTEP_MODE=development" in said


def test_an_unknown_mode_is_not_taken_for_production(tmp_path: Path) -> None:
    code, said = start(SERVER, tmp_path, DOORSTEP_SECRET_KEY=SECRET, DOORSTEP_MODE="prod")

    assert code != 0
    assert "neither production nor development" in said


def test_a_county_with_a_key_and_people_of_its_own_starts(tmp_path: Path) -> None:
    running = RunningServer(tmp_path)

    running.start()

    running.close()
