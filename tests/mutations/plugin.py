"""Puts one seeded bug into the server before any test: pytest -p tests.mutations.plugin."""

import os

from tests.mutations.seeded import MUTATIONS

MUTATIONS[os.environ["DOORSTEP_MUTATION"]].seed()
