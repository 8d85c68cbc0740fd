"""GET staff: who works in one's areas, for lists to choose from."""

from typing import Any

from marshmallow import Schema, fields

from server.api.blueprint import ResourceBlueprint
from server.api.who import current_actor
from server.extensions import ProblemSchema
from server.services import directory

blueprint = ResourceBlueprint(
    "staff", __name__, url_prefix="/api/staff", description="Who works in one's areas."
)


class ColleagueSchema(Schema):
    """A person who works here, and where."""

    id = fields.String()
    name = fields.String()
    role = fields.String()
    areas = fields.List(fields.String())


@blueprint.get("")
@blueprint.response(200, ColleagueSchema(many=True))
@blueprint.alt_response(403, schema=ProblemSchema, description="You have no people.")
def list_staff() -> list[dict[str, Any]]:
    """List who works in one's areas, by name."""
    return directory.staff(current_actor())
