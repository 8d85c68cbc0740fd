"""Blueprints of this API: every JSON body is read by the one strict reader."""

from typing import Any

from flask import Request
from flask_smorest import Blueprint
from webargs.flaskparser import FlaskParser

from server.api.bodies import json_body


class StrictParser(FlaskParser):
    """Takes plain or gzipped JSON within limits; a key twice, NaN and the like are refused."""

    def load_json(self, req: Request, schema: Any) -> Any:
        """Return the body."""
        return json_body()


class ResourceBlueprint(Blueprint):  # type: ignore[misc]  # flask_smorest ships no types
    """A resource."""

    ARGUMENTS_PARSER = StrictParser()
