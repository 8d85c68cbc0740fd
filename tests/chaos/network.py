"""A network between phones and the centre: it drops answers, repeats requests, and delays."""

import http.client
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Weather:
    """How bad it is; each fault is the share of requests that meet it."""

    def __init__(self, seed: int, strike: Callable[[], bool], every: int) -> None:
        self.random = random.Random(seed)
        #: What strikes the centre a moment after every so many requests.
        self.strike, self.every = strike, every
        self.requests = 0
        self.strikes = 0
        #: Answers that never came back although the request was carried out.
        self.lost = 0
        self.repeated = 0

    def meets(self, share: float) -> bool:
        return self.random.random() < share

    def count(self) -> None:
        self.requests += 1
        if self.requests % self.every == 0:
            threading.Timer(self.random.uniform(0, 0.03), self._strike).start()

    def _strike(self) -> None:
        self.strikes += self.strike()


@contextmanager
def network(port: int, weather: Weather) -> Iterator[int]:
    """Stand between phones and the server at this port; give the port that phones use."""

    class Way(BaseHTTPRequestHandler):
        def carry(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else None
            weather.count()
            if weather.meets(0.1):
                time.sleep(weather.random.uniform(0, 0.1))
            if weather.meets(0.05):
                self.close_connection = True
                return
            if weather.meets(0.15):
                weather.repeated += 1
                _forward(port, self, body)
            answer = _forward(port, self, body)
            if answer is None or weather.meets(0.15):
                weather.lost += 1
                self.close_connection = True
                return
            status, headers, content = answer
            if weather.meets(0.05):
                # Cut in the middle: the length that was announced never comes.
                content = content[: len(content) // 2]
                self.close_connection = True
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = carry  # noqa: N815  # the standard library's names

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_arguments: object) -> None:
            """A phone that hung up is no news."""

    server = Quiet(("127.0.0.1", 0), Way)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


Forwarded = tuple[int, list[tuple[str, str]], bytes]


def _forward(port: int, way: BaseHTTPRequestHandler, body: bytes | None) -> Forwarded | None:
    """Carry one request to the server; None: it did not answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(way.command, way.path, body, dict(way.headers))
        answer = connection.getresponse()
        content = answer.read()
        headers = [(n, v) for n, v in answer.getheaders() if n.lower() in _KEPT]
        return answer.status, [*headers, ("Content-Length", str(len(content)))], content
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


_KEPT = frozenset({"content-type", "content-encoding", "doorstep-protocol", "retry-after"})
