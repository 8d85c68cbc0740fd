"""The server with pages of one subject, and of one change."""

from server.sync import pull, snapshot
from server.wsgi import app as app

snapshot.FIRST_PAGE = snapshot.PAGE = pull.CHANGES = 1
