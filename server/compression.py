"""Answers of the API travel gzipped where the client takes that and it is worth it."""

import gzip

from flask import Flask, Response, request

#: Below this an answer is not worth compressing. Nonces, slips and tokens travel in smaller
#: ones, and so never beside what somebody else could have put in (BREACH).
WORTH_GZIP = 1024
#: Five times smaller, at a third of the time of the highest.
_LEVEL = 4
_TEXTS = frozenset({"application/json", "application/problem+json", "application/x-ndjson"})


def register(app: Flask) -> None:
    """Compress after each request."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    # The app's files are compressed where they are built; a stream is sent as it comes.
    if response.mimetype not in _TEXTS or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    if "Content-Encoding" in response.headers or request.accept_encodings.quality("gzip") == 0:
        return response
    body = response.get_data()
    if len(body) > WORTH_GZIP:
        response.set_data(gzip.compress(body, compresslevel=_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
