"""Chance that falls alike each time for one seed, and the calendar of a sample county."""

import random
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import TypeVar

T = TypeVar("T")

_BITS_OF_RANDOMNESS = 74


class Chance:
    """Draws days, moments, ids and choices; the same seed and day draw the same."""

    def __init__(self, seed: int, today: date, zone: tzinfo) -> None:
        self.random = random.Random(seed)  # noqa: S311  # a sample is no secret
        self.today = today
        self.zone = zone

    def happens(self, share: float) -> bool:
        """Say whether what happens to this share of people happens now."""
        return self.random.random() < share

    def pick(self, among: Sequence[T]) -> T:
        """Return one of these."""
        return self.random.choice(among)

    def weighed(self, shares: Mapping[T, float]) -> T:
        """Return one of these, each as often as its share says."""
        return self.random.choices(list(shares), list(shares.values()))[0]

    def between(self, lowest: int, highest: int) -> int:
        """Return a whole number, both ends included."""
        return self.random.randint(lowest, highest)

    def around(self, mean: float, spread: float) -> float:
        """Return a number near the mean, as measurements scatter."""
        return self.random.gauss(mean, spread)

    def day(self, first: date, last: date) -> date:
        """Return a day, both ends included; the first where the span is empty."""
        return first + timedelta(days=self.between(0, max(0, (last - first).days)))

    def before(self, days: int) -> date:
        """Return the day this many days ago."""
        return self.today - timedelta(days=days)

    def moment(self, day: date, hour: int | None = None) -> datetime:
        """Return a moment of a working day; of today never one that is still to come."""
        hour = self.between(8, 16) if hour is None else hour
        at = datetime(day.year, day.month, day.day, hour, self.between(0, 59), tzinfo=self.zone)
        return min(at, self._dawn()) if day >= self.today else at

    def _dawn(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, tzinfo=self.zone)

    def id(self, at: datetime | None = None) -> str:
        """Return a UUIDv7 whose time is this moment."""
        milliseconds = int((at or self._dawn()).timestamp() * 1000)
        low = self.random.getrandbits(_BITS_OF_RANDOMNESS)
        value = (milliseconds << 80) | (7 << 76) | ((low >> 62) << 64) | (2 << 62)
        return str(uuid.UUID(int=value | (low & ((1 << 62) - 1))))
