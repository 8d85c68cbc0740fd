"""Times work, and prints a ratio, what it is made of, and whether it is beyond its bound."""

import sys
import time
from collections.abc import Callable
from typing import Any

#: What was beyond its bound in this run.
beyond: list[str] = []


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def report(what: str, seconds: float, floor_seconds: float, floor: str, most: float) -> None:
    """Print a ratio, what it is made of, and its bound: a multiple of the floor."""
    ratio = seconds / floor_seconds
    judge(
        f"{ratio:8.1f} x  {what}: {seconds * 1000:.0f} ms; "
        f"{floor}: {floor_seconds * 1000:.0f} ms; at most {most:g} x",
        is_beyond=ratio > most,
    )


def judge(line: str, *, is_beyond: bool) -> None:
    """Print a line, and remember it where its figure is beyond its bound."""
    say(f"{line}{'  BEYOND' if is_beyond else ''}")
    if is_beyond:
        beyond.append(line.strip())


def timed(work: Callable[[], Any]) -> float:
    """Return the seconds that this takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
