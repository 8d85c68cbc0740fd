"""One parent for the two processes of a server: requests and jobs. It ends both, and waits."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from server.config import Settings

_WAIT_SECONDS = 20
_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Served:
    """What is served, and where."""

    settings: Settings
    host: str
    port: int

    @property
    def commands(self) -> tuple[list[str], list[str]]:
        """Return how the two processes are started."""
        requests = ["gunicorn", "-k", "gthread", "-w", "2", "--threads", "4"]
        requests += ["-b", f"{self.host}:{self.port}", "--no-control-socket"]
        requests += ["--log-level", "warning", "server.wsgi:app"]
        return [sys.executable, "-m", *requests], [sys.executable, "-m", "server.jobs.worker"]

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment that gives them these settings."""
        settings = self.settings
        return {
            **os.environ,
            "DOORSTEP_SECRET_KEY": settings.secret_key,
            "DOORSTEP_MODE": settings.mode,
            "DOORSTEP_DATA": str(settings.data),
            "DOORSTEP_APP": str(settings.app),
            "DATABASE_URL": settings.database_url,
        }


class Stopped(Exception):
    """Somebody asked the parent to end."""


def serve(served: Served, when_ready: Callable[[], None]) -> int:
    """Serve until Ctrl-C, SIGTERM, or one of the processes ends; return the exit code.

    0: it was asked to end and both processes have ended. 1: one ended by itself.
    """
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    # Groups of their own: Ctrl-C reaches the parent alone, which ends them in order.
    processes = [
        subprocess.Popen(command, env=served.environment, process_group=0)  # noqa: S603  # ours
        for command in served.commands
    ]
    try:
        _wait_until_ready(served, processes)
        when_ready()
        while all(process.poll() is None for process in processes):
            time.sleep(_LOOK_SECONDS)
        print("A process of the server has ended: stopping.", file=sys.stderr)
        return 1
    except Stopped:
        return 0
    finally:
        _end(processes)


def _stop(_number: int, _frame: FrameType | None) -> None:
    # Once is enough: a second Ctrl-C must not break off the end of the others.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise Stopped


def _wait_until_ready(served: Served, processes: list[subprocess.Popen[bytes]]) -> None:
    address = f"http://127.0.0.1:{served.port}/healthz"
    for _ in range(int(_WAIT_SECONDS / _LOOK_SECONDS)):
        if any(process.poll() is not None for process in processes) or _answers(address):
            return
        time.sleep(_LOOK_SECONDS)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1):  # noqa: S310  # our own address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + _WAIT_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
