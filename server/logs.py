"""Structured logs: one line a request with its id; no names, numbers or values of residents."""

import logging
import time

import structlog
import uuid_utils
from flask import Flask, Response, g, request

log = structlog.get_logger()


def configure(app: Flask) -> None:
    """Write JSON lines to standard error, one for each request."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=True,
    )
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id, g.began = str(uuid_utils.uuid7()), time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    if request.path.startswith("/api"):
        # The route's pattern, not the path: a path may name a resident.
        log.info(
            "request",
            method=request.method,
            route=str(request.url_rule) if request.url_rule else "unknown",
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.began) * 1000, 1),
        )
    return response
