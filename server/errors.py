"""Every error leaves as problem details, unexpected ones too; it quotes nothing entered."""

from typing import Any

import structlog
from flask import Flask, Response, jsonify
from sqlalchemy.exc import OperationalError

from server.failures import kind_and_place
from server.problems import PROBLEM_TYPE, Busy, DoorstepProblem, problem_body

log = structlog.get_logger()


def register(app: Flask) -> None:
    """Answer domain exceptions, a database that is away, and what nobody expected."""
    app.register_error_handler(DoorstepProblem, _answer)
    app.register_error_handler(OperationalError, _database_away)
    # Flask's own would log the path and the error's text, and both may name a resident.
    app.log_exception = _log_unexpected  # type: ignore[method-assign]  # Flask's place for it


def _log_unexpected(exc_info: Any) -> None:
    log.error("an unexpected failure", **kind_and_place(exc_info[1]))


def _answer(problem: DoorstepProblem) -> Response:
    body = problem_body(problem.status, problem.code, problem.title, problem.errors)
    response = jsonify({**(problem.told or {}), **body})
    response.status_code = problem.status
    response.headers["Content-Type"] = PROBLEM_TYPE
    if problem.retry_after_seconds is not None:
        response.headers["Retry-After"] = str(problem.retry_after_seconds)
    return response


def _database_away(error: OperationalError) -> Response:
    # The statement's values may name residents: only the kind of failure is logged.
    log.error("database unavailable", error=type(error.orig).__name__)
    return _answer(Busy(retry_after_seconds=10))
