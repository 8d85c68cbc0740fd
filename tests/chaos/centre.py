"""A server of real processes, whose workers are killed at will."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.settings import FORMS


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def centre(database_url: str, data: Path) -> Iterator[tuple[int, int]]:
    """Run the server with two workers; give its port and the id of the process above them."""
    port = free_port()
    environment = {
        **os.environ,
        "DOORSTEP_SECRET_KEY": "k" * 40,
        "DOORSTEP_MODE": "development",
        "DOORSTEP_DATA": str(data),
        "DOORSTEP_FORMS": ":".join(map(str, FORMS)),
        "DATABASE_URL": database_url,
    }
    command = [sys.executable, "-m", "gunicorn", "-k", "gthread", "-w", "2", "--threads", "4"]
    command += ["-b", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "critical"]
    with open(data / "centre.log", "wb") as log:
        process = subprocess.Popen(
            [*command, "server.wsgi:app"], env=environment, stdout=log, stderr=log
        )
        try:
            _await(port, process)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(30)


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    address = f"http://127.0.0.1:{port}/healthz"
    for _ in range(60):
        assert process.poll() is None, "the server ended"
        with suppress(OSError), urllib.request.urlopen(address, timeout=1):
            return
        time.sleep(0.5)
    raise AssertionError("the server did not start")


def kill_a_worker(master: int, chance: random.Random) -> bool:
    """Kill a worker in the middle of whatever it does; say whether there was one."""
    workers = _children(master)
    # One is left: a new one takes seconds until it can work.
    if len(workers) < 2:
        return False
    os.kill(chance.choice(workers), signal.SIGKILL)
    return True


def _children(master: int) -> list[int]:
    try:
        text = Path(f"/proc/{master}/task/{master}/children").read_text()
    except FileNotFoundError:
        return []
    return [int(word) for word in text.split()]
