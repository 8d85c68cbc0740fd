"""Blueprints of this API: every JSON body is read by the one strict reader."""

from typing import Any

from flask import Request
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser

from server.api.bodies import json_body
from server.extensions import ProblemSchema
from server.problems import PROBLEM_TYPE


class StrictParser(FlaskParser):
    """Takes plain or gzipped JSON within limits; a key twice, NaN and the like are refused."""

    def load_json(self, req: Request, schema: Any) -> Any:
        """Return the body."""
        return json_body()


class ResourceBlueprint(Blueprint):  # type: ignore[misc]  # flask_smorest ships no types
    """A resource."""

    ARGUMENTS_PARSER = StrictParser()

    def alt_response(self, status_code: int, **described: Any) -> Any:
        """Describe another answer; a problem with the content type that it is sent with."""
        schema = described.get("schema")
        if isinstance(schema, type) and issubclass(schema, ProblemSchema):
            described.setdefault("content_type", PROBLEM_TYPE)
        return super().alt_response(status_code, **described)
