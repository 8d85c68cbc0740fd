"""gunicorn's entry: one application per worker."""

import sys

from server import create_app
from server.config import UnsafeSettings
from server.services.readiness import refuse_unsafe_county

try:
    app = create_app()
    refuse_unsafe_county(app)
except UnsafeSettings as reason:
    sys.exit(f"Doorstep does not start. {reason}")
