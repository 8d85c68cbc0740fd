"""The quickest of the seeded bugs, replayed with every run: their tests can still turn red."""

import pytest

from tests.mutations.__main__ import is_found
from tests.mutations.seeded import MUTATIONS

#: `make mutations` replays all of them.
QUICKEST = ("plain_sequence", "replay_is_an_error", "no_tombstone")


# One after the other: each is a run of pytest of its own, with a PostgreSQL of its own.
@pytest.mark.xdist_group("mutations")
@pytest.mark.parametrize("name", QUICKEST)
def test_a_seeded_bug_turns_the_test_that_is_named_red(name: str) -> None:
    assert is_found(name)


def test_there_are_at_least_ten_of_them() -> None:
    assert len(MUTATIONS) >= 10
