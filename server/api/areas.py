"""GET areas: the places that one works in, for lists to choose from."""

from typing import Any

from marshmallow import Schema, fields

from server.api.blueprint import ResourceBlueprint
from server.api.who import current_actor
from server.services import directory

blueprint = ResourceBlueprint(
    "areas", __name__, url_prefix="/api/areas", description="The tree of areas."
)


class AreaSchema(Schema):
    """A node of the tree county, township, village, grid."""

    code = fields.String()
    name = fields.String()
    kind = fields.String()
    parent = fields.String(allow_none=True)


@blueprint.get("")
@blueprint.response(200, AreaSchema(many=True))
def list_areas() -> list[dict[str, Any]]:
    """List one's areas and what lies below, from the top."""
    return directory.areas(current_actor())
