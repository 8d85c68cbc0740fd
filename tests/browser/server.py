"""A real server process for the browser: gunicorn on a filled database, in production mode."""

import os
import shutil
import signal
import socket
import sys
import time
import urllib.request
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from flask_migrate import upgrade

from server import create_app
from server.config import Settings
from server.db import db
from server.services import enrolment
from tests import cast
from tests.server.county import Phone, changes, populate
from tests.server.desks import establish

SECRET = "b" * 40
#: Servers are forked from a process that has loaded what they need: most of a start is that.
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["server.api", "server.commands", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread"]
)


class RunningServer:
    """A server with the cast in its database; its address is one that phones trust."""

    def __init__(self, folder: Path, like: Path | None = None) -> None:
        """With the cast alone, or with all that another server's folder holds."""
        if like:
            shutil.copytree(like, folder, dirs_exist_ok=True)
        self.folder = folder
        self.url = f"sqlite:///{folder / 'doorstep.sqlite'}"
        self.app = create_app(
            Settings(secret_key=SECRET, database_url=self.url, data=folder, app=Path("none"))
        )
        if not like:
            with self.app.app_context():
                upgrade()
                populate(folder)
                db.session.remove()
        self.port = free_port()
        self.process: ForkServerProcess | None = None

    @property
    def address(self) -> str:
        """Localhost by name: browsers call it a secure place, an IP address not."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the process is told of this server."""
        return {
            **os.environ,
            "DOORSTEP_SECRET_KEY": SECRET,
            "DOORSTEP_DATA": str(self.folder),
            "DATABASE_URL": self.url,
        }

    def start(self, entry: str = "server.wsgi:app") -> None:
        """Start gunicorn and wait until it is ready."""
        self.process = PROCESSES.Process(
            target=gunicorn,
            args=(entry, self.port, self.folder, self.environment),
            daemon=True,
        )
        self.process.start()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.folder / "server.log").read_text()[-4000:])

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the process; a phone in the field sees no difference to having no signal."""
        if self.process is not None:
            os.kill(self.process.pid or 0, how)
            self.process.join(10)
            if self.process.is_alive():
                self.process.kill()
                self.process.join()
            self.process = None

    def slip(self, staff: str) -> str:
        """A fresh enrolment slip."""
        with self.app.app_context():
            code = enrolment.make_slip(staff)
            db.session.remove()
        return code

    def client(self, username: str, staff: str) -> Phone:
        """A phone that speaks the protocol without a browser, on the same database."""
        return Phone(self.app, username, staff)

    def centre(self) -> dict[str, dict[str, Any]]:
        """What the centre holds, as the supervisor's client reads it: id -> document."""
        chen = self.client("chen", cast.CHEN)
        chen.pull()
        return chen.documents

    def of_type(self, form: str) -> list[dict[str, Any]]:
        """The documents of one form that the centre holds, oldest first."""
        found = [one for one in self.centre().values() if one["type"] == form]
        return sorted(found, key=lambda one: one["rev"])

    def close(self) -> None:
        """Stop without waiting for phones that hold a line, and let go of the database."""
        self.stop(signal.SIGQUIT)
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


def gunicorn(entry: str, port: int, folder: Path, environment: dict[str, str]) -> None:
    """Be gunicorn, in a process of its own."""
    from gunicorn.app.wsgiapp import run

    log = os.open(folder / "server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(log, stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    address = f"127.0.0.1:{port}"
    options = "--worker-class gthread -w 1 --threads 8 --no-control-socket --graceful-timeout 2"
    sys.argv = ["gunicorn", entry, *options.split(), "-b", address]
    run()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fill(server: RunningServer) -> None:
    """Zhang's household, her enrolment, and two follow-ups of this year."""
    from server.rules.natural_keys import natural_id

    wang = server.client("wang", cast.WANG)
    establish(wang)
    enrolment_id = natural_id("programme_enrolment", cast.ZHANG, "hypertension", "2025-01-10")
    operations = [
        wang.operation(
            "programme_enrolment",
            enrolment_id,
            changes=changes(
                {"programme": "hypertension", "date": "2025-01-10"}, resident=cast.ZHANG
            ),
            finish=True,
        ),
    ]
    for day, systolic, diastolic in (("2026-05-12", 148, 92), ("2026-08-12", 142, 86)):
        operations.append(
            wang.operation(
                "hypertension_follow_up",
                natural_id("hypertension_follow_up", cast.ZHANG, day, "home"),
                changes=changes(
                    follow_up_body(day, systolic, diastolic),
                    resident=cast.ZHANG,
                    channel="home",
                ),
                finish=True,
            )
        )
    answers = wang.push(*operations)
    assert {answer["answer"] for answer in answers} == {"applied"}, answers


def sun_has_hypertension(server: RunningServer) -> None:
    """Sun is managed too, and due."""
    from server.rules.natural_keys import natural_id

    wang = server.client("wang", cast.WANG)
    enrolment = natural_id("programme_enrolment", cast.SUN, "hypertension", "2025-02-11")
    body = {"programme": "hypertension", "date": "2025-02-11"}
    [answer] = wang.push(
        wang.operation(
            "programme_enrolment",
            enrolment,
            changes=changes(body, resident=cast.SUN),
            finish=True,
        )
    )
    assert answer["answer"] == "applied"


def follow_up_body(day: str, systolic: int, diastolic: int) -> dict[str, object]:
    """A qualified follow-up of Zhang's."""
    return {
        "visit_date": day,
        "visit_mode": "home",
        "danger_signs": ["none"],
        "symptoms": ["none"],
        "systolic_blood_pressure": systolic,
        "diastolic_blood_pressure": diastolic,
        "body_weight": 62.5,
        "body_height": 158,
        "heart_rate": 72,
        "daily_cigarettes": 0,
        "daily_alcohol": 0,
        "exercise_sessions_per_week": 5,
        "exercise_minutes_per_session": 30,
        "salt_intake": "moderate",
        "psychological_adjustment": "good",
        "treatment_compliance": "good",
        "responsible_doctor": cast.WANG,
        "medication_adherence": "regular",
        "adverse_drug_reaction": "none",
        "medications": [
            {
                "_row": "01930000-0000-7000-8000-0000000000e1",
                "drug_name": "苯磺酸氨氯地平片",
                "doses_per_day": 1,
                "dose": 5,
                "dose_unit": "mg",
            }
        ],
        "control_class": "controlled",
        "referral_needed": False,
        "next_visit_date": "2026-11-20",
    }
