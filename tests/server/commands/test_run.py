"""make run: a sample county is served, and all of it ends when it is told to."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from server.commands import run_database

RESIDENTS = "12"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "server.commands.run", "--data", str(data)]
    return subprocess.Popen(
        [*command, "--port", str(port), "--residents", RESIDENTS],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    """What it prints until it tells how to try it on a phone."""
    lines = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if "with a certificate" in line:
            break
    return "".join(lines)


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def end(process: subprocess.Popen[str], number: int) -> int:
    process.send_signal(number)
    code = process.wait(30)
    assert process.stdout is not None
    process.stdout.close()
    return code


@pytest.mark.xdist_group("run")
def test_it_serves_a_sample_keeps_it_and_ends_cleanly(tmp_path: Path) -> None:
    port = free_port()
    first = start(tmp_path, port)
    told = said(first)
    pids = children(first.pid)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
        ready = answer.status
    size = (tmp_path / run_database.DATABASE).stat().st_size
    code = end(first, signal.SIGTERM)

    began = time.monotonic()
    second = start(tmp_path, free_port())
    told_again = said(second)
    took_seconds = time.monotonic() - began
    code_again = end(second, signal.SIGINT)

    assert re.search(r"doctor +wang +\S+ +[2-9A-Z]{8} ", told)
    assert re.search(r"supervisor +chen +\S+", told)
    assert re.search(r"records manager +lin +\S+", told)
    assert re.search(r"administrator +zhou +\S+", told)
    assert f"http://localhost:{port}" in told
    assert "adb reverse" in told
    assert (ready, code, code_again) == (200, 0, 0)
    assert len(pids) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert "Making a sample" not in told_again
    assert took_seconds < 30
    assert (tmp_path / run_database.DATABASE).stat().st_size >= size


@pytest.mark.xdist_group("run")
def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start(tmp_path, taken.getsockname()[1])
        process.communicate(timeout=60)

    assert process.returncode == 1
    assert not (tmp_path / run_database.DATABASE).exists()


def test_the_data_directory_is_made_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(done: int, whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_database.prepare(tmp_path, 8, break_off)
    assert not (tmp_path / run_database.DATABASE).exists()

    assert run_database.prepare(tmp_path, 8) is True
    assert run_database.prepare(tmp_path, 8) is False
    assert os.stat(tmp_path / run_database.SECRET).st_mode & 0o077 == 0
    assert not (tmp_path / "in_the_making").exists()
