"""What can go wrong, as domain exceptions, and their RFC 9457 form."""

from http import HTTPStatus
from typing import Any

PROBLEM_TYPE = "application/problem+json"


class DoorstepProblem(Exception):
    """A problem that is told to the caller. Its texts never quote what was entered."""

    status: int = 400
    #: Last part of the problem's type; stands in docs/api.md.
    code: str = "bad-request"
    title: str = "The request cannot be understood."

    def __init__(
        self,
        *,
        errors: list[dict[str, str]] | None = None,
        retry_after_seconds: int | None = None,
        told: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(self.title)
        #: Further members of the problem, such as what stands meanwhile.
        self.told = told
        self.errors = errors
        self.retry_after_seconds = retry_after_seconds


class BadRequest(DoorstepProblem):
    """The body is not what this address takes."""


class NotAuthenticated(DoorstepProblem):
    """Nobody is signed in, or the session has ended."""

    status, code, title = 401, "not-authenticated", "Sign in first."


class DeviceRevoked(DoorstepProblem):
    """This device has been revoked: it wipes its readable store and keeps its outbox sealed."""

    status, code, title = 403, "device-revoked", "This device has been revoked."


class NotAllowed(DoorstepProblem):
    """The role may not do this at all. What lies outside the area is NotFound."""

    status, code, title = 403, "not-allowed", "Your role may not do this."


class NotFound(DoorstepProblem):
    """There is no such thing, or it lies outside the actor's areas: the two look alike."""

    status, code, title = 404, "not-found", "There is no such thing here."


class AlreadyDecided(DoorstepProblem):
    """Somebody was first."""

    status, code, title = 409, "already-decided", "Somebody has decided this already."


class TooLarge(DoorstepProblem):
    """The body is larger, or inflates to more, than is taken."""

    status, code, title = 413, "too-large", "The request is too large."


class UnsupportedBody(DoorstepProblem):
    """Only JSON is taken, plain or gzipped once."""

    status, code, title = 415, "unsupported-body", "Send JSON, plain or gzipped once."


class Invalid(DoorstepProblem):
    """The body is JSON, but not of the shape that is asked for."""

    status, code, title = 422, "invalid", "Something in the request is not right."


class UpgradeNeeded(DoorstepProblem):
    """The app speaks a newer or unknown protocol; nothing of its outbox is touched."""

    status, code, title = (
        426,
        "upgrade-needed",
        "The app and the server do not speak the same protocol.",
    )


class TooManyTries(DoorstepProblem):
    """Too many failed logins: wait."""

    status, code, title = 429, "too-many-tries", "Too many tries. Wait a little."


class Busy(DoorstepProblem):
    """The server cannot take this now; nothing was changed."""

    status, code, title = 503, "busy", "The server is busy. Nothing was changed; try again."


def problem_body(
    status: int, code: str, title: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """Return the problem details of RFC 9457 as a mapping.

    `errors`, where it applies, is a list of {field, code}.
    """
    body: dict[str, Any] = {"type": f"/problems/{code}", "title": title, "status": status}
    if errors:
        body["errors"] = errors
    return body


def code_of_status(status: int) -> str:
    """Return the problem code of a plain HTTP status, such as `not-found` of 404."""
    return HTTPStatus(status).phrase.lower().replace(" ", "-").replace("'", "")
