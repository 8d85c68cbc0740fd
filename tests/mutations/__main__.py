"""Plants each seeded bug in turn: the test that is named must turn red (make mutations)."""

import os
import subprocess
import sys

from tests.mutations.seeded import MUTATIONS

#: pytest: a test has failed. Anything else, also a test that is not found, finds no bug.
RED = 1


def is_found(name: str) -> bool:
    """Run the narrowest test with this bug in the server; say whether it turned red."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "tests.mutations.plugin"]
    run = subprocess.run(
        [*command, MUTATIONS[name].test],
        env={**os.environ, "DOORSTEP_MUTATION": name},
        capture_output=True,
        check=False,
    )
    return run.returncode == RED


def main(names: list[str]) -> int:
    """Plant the named bugs, or all; return how many nobody found."""
    missed = 0
    for name in names or MUTATIONS:
        found = is_found(name)
        missed += not found
        print(f"{'found ' if found else 'MISSED'}  {name}", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
