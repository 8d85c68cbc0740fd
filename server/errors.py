"""Every error leaves as problem details, unexpected ones too; it quotes nothing entered."""

import structlog
from flask import Flask, Response, jsonify
from sqlalchemy.exc import OperationalError

from server.problems import PROBLEM_TYPE, Busy, DoorstepProblem, problem_body

log = structlog.get_logger()


def register(app: Flask) -> None:
    """Answer domain exceptions, a database that is away, and what nobody expected."""
    app.register_error_handler(DoorstepProblem, _answer)
    app.register_error_handler(OperationalError, _database_away)


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
