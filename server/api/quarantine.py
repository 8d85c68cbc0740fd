"""Operations that wait for a person: letting one pass, or setting it aside."""

from typing import Any

from marshmallow import Schema, fields

from server.api.blueprint import ResourceBlueprint
from server.api.schemas import AnsweredSchema, Moment, NamedSchema, text_field
from server.api.who import current_actor
from server.extensions import ProblemSchema
from server.services import quarantine

blueprint = ResourceBlueprint(
    "quarantine",
    __name__,
    url_prefix="/api/quarantine",
    description="What waits for a person.",
)


class WaitingSchema(Schema):
    """An operation that waits. Its content is shown to whom the record belongs."""

    id = fields.String()
    form = fields.String(allow_none=True)
    kind = fields.String()
    reason = fields.String(allow_none=True)
    by = fields.Nested(NamedSchema)
    captured_at = Moment()
    received_at = Moment()
    resident = fields.Nested(NamedSchema, allow_none=True)
    changes = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True)),
        allow_none=True,
    )
    names = fields.Dict(keys=fields.String(), values=fields.String())
    decidable = fields.Boolean()


class AsideSchema(Schema):
    """Why it is not taken."""

    reason = text_field(150, required=True)


@blueprint.get("")
@blueprint.response(200, WaitingSchema(many=True))
@blueprint.alt_response(403, schema=ProblemSchema, description="You supervise nobody.")
def list_waiting() -> list[dict[str, Any]]:
    """List what waits, the longest first; at most 500."""
    return quarantine.waiting(current_actor())


@blueprint.post("/<uuid:operation>/release")
@blueprint.response(200, AnsweredSchema)
@blueprint.alt_response(404, schema=ProblemSchema, description="Nothing waits here.")
@blueprint.alt_response(422, schema=ProblemSchema, description="It cannot be taken even so.")
def release(operation: Any) -> dict[str, Any]:
    """Let an operation pass, in its author's name, as it was written."""
    return quarantine.release(current_actor(), str(operation))


@blueprint.post("/<uuid:operation>/set_aside")
@blueprint.arguments(AsideSchema)
@blueprint.response(204)
@blueprint.alt_response(404, schema=ProblemSchema, description="Nothing waits here.")
@blueprint.alt_response(409, schema=ProblemSchema, description="Somebody was first.")
def set_aside(asked: dict[str, str], operation: Any) -> None:
    """Do not let an operation pass: it is kept, and its phone is told so."""
    quarantine.set_aside(current_actor(), str(operation), asked["reason"])
