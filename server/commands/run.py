"""make run: a sample county on the embedded database, served: python -m server.commands.run."""

import argparse
import socket
import sys
from pathlib import Path

from sqlalchemy import select

from server import create_app
from server.access.models import County
from server.commands.run_database import prepare, settings_of
from server.commands.serve import Served, serve
from server.config import Settings
from server.db import db, reading
from server.services.enrolment import make_slip
from server.services.sample.staff import (
    ADMINISTRATOR,
    DOCTOR,
    PASSWORD,
    RECORDS_MANAGER,
    SUPERVISOR,
)

_HELLO = """
  Doorstep  {address}
  A sample county: nobody in it is real. Data: {data}. Ctrl-C ends it.

  role             name    password             slip
  doctor           {doctor:<7} {password:<20} {slip}   (for one phone, valid for a day)
  supervisor       {supervisor:<7} {password}
  records manager  {records_manager:<7} {password:<20} (at the desk, as the supervisor)
  administrator    {administrator:<7} {password:<20} (at the desk: phones alone, no record)

  On a real phone: a browser keeps records offline only on https or on localhost. With a cable:
      adb reverse tcp:{port} tcp:{port}      then open {address} on the phone
  or chrome://inspect, Port forwarding, {port} to localhost:{port}. Without a cable put a server
  with a certificate before it (Caddy, nginx) and open that address.
"""


def main() -> None:
    """Prepare the data, say how to sign in, and serve until told to stop."""
    options = _options()
    data = options.data.resolve()
    if not _is_free(options.port):
        sys.exit(f"Port {options.port} is taken. Choose another: make run PORT=8001")
    prepare(data, options.residents, _tell)
    settings = settings_of(data)
    hello = _hello(settings, options.port)
    sys.exit(serve(Served(settings, options.host, options.port), lambda: _say(hello)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="where to listen")
    parser.add_argument("--residents", type=int, default=2000, help="in the first village")
    parser.add_argument("--data", type=Path, default=Path("data"), help="where it is kept")
    options = parser.parse_args()
    if options.residents < 1:
        parser.error("--residents: at least one")
    return options


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _tell(done: int, whole: int) -> None:
    end = "\n" if done == whole else "\r"
    _say(f"Making a sample county: {done} of {whole} households", end)


def _hello(settings: Settings, port: int) -> str:
    """Return what is printed once; a database that is no sample has no well-known logins."""
    address = f"http://localhost:{port}"
    with create_app(settings).app_context():
        with reading() as session:
            is_sample = session.scalar(select(County.is_sample))
        slip = make_slip(DOCTOR.id) if is_sample else ""
        db.session.remove()
        db.engine.dispose()
    if not is_sample:
        return f"\n  Doorstep  {address}\n  Data: {settings.data}. Ctrl-C ends it.\n"
    return _HELLO.format(
        address=address,
        data=settings.data,
        port=port,
        password=PASSWORD,
        doctor=DOCTOR.username,
        supervisor=SUPERVISOR.username,
        records_manager=RECORDS_MANAGER.username,
        administrator=ADMINISTRATOR.username,
        slip=slip,
    )


def _say(text: str, end: str = "\n") -> None:
    print(text, end=end, flush=True)


if __name__ == "__main__":
    main()
