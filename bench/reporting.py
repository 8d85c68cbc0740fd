"""Times work, and prints a ratio and what it is made of."""

import sys
import time
from collections.abc import Callable
from typing import Any


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def report(what: str, seconds: float, floor_seconds: float, floor: str) -> None:
    """Print a ratio and what it is made of."""
    say(
        f"{seconds / floor_seconds:8.1f} x  {what}: {seconds * 1000:.0f} ms; "
        f"{floor}: {floor_seconds * 1000:.0f} ms"
    )


def timed(work: Callable[[], Any]) -> float:
    """Return the seconds that this takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
