"""gunicorn's entry: one application per worker."""

import sys

from server import create_app
from server.config import UnsafeSettings
from server.services.readiness import refuse_unsafe_county

#: After this code of a worker gunicorn ends itself; after others it starts the next, for ever.
_APP_LOAD_ERROR = 4

try:
    app = create_app()
    refuse_unsafe_county(app)
except UnsafeSettings as reason:
    print(f"Doorstep does not start. {reason}", file=sys.stderr)
    sys.exit(_APP_LOAD_ERROR)
