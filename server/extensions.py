"""What the application binds: sign-in and the REST layer. Unbound here."""

from collections.abc import Iterator
from typing import Any

from flask import Response, jsonify
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_smorest import Api
from marshmallow import Schema, fields
from werkzeug.exceptions import HTTPException

from server.problems import PROBLEM_TYPE, Invalid, code_of_status, problem_body


class FieldErrorSchema(Schema):
    """One thing that is wrong, and where."""

    field = fields.String(required=True)
    code = fields.String(required=True)


class ProblemSchema(Schema):
    """Problem details of RFC 9457."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    errors = fields.List(fields.Nested(FieldErrorSchema))


def flatten(messages: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Give marshmallow's nested messages as {field, code}; what was entered is not quoted."""
    if isinstance(messages, dict):
        for key, value in messages.items():
            place = path if key in {"json", "query", "_schema"} else f"{path}.{key}".strip(".")
            yield from flatten(value, place)
    else:
        yield {"field": path, "code": "invalid"}


class ProblemApi(Api):  # type: ignore[misc]  # flask_smorest ships no types
    """flask-smorest whose errors are problem details, with the headers that belong to them."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Answer an HTTP error as problem details; `Allow` and the like are kept."""
        status = error.code or 500
        sent = getattr(error, "data", None) or {}
        errors = list(flatten(sent.get("messages"))) if sent.get("messages") else None
        # A body that a schema refuses is the same problem as one that a service refuses.
        code, title = (
            (Invalid.code, Invalid.title) if errors else (code_of_status(status), error.name)
        )
        response = jsonify(problem_body(status, code, title, errors))
        response.status_code = status
        for name, value in error.get_headers():
            if name.lower() not in {"content-type", "content-length"}:
                response.headers[name] = value
        response.headers["Content-Type"] = PROBLEM_TYPE
        return response

    def _register_responses(self) -> None:
        # The problems of the description carry the content type that they are sent with.
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM_TYPE
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE


rest = ProblemApi()
login = LoginManager()
migrate = Migrate()
