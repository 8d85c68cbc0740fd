"""Conflicts: what each side says, deciding, and taking a decision back."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from server.api.blueprint import ResourceBlueprint
from server.api.schemas import ListedResidentSchema, is_storable
from server.api.who import current_actor
from server.extensions import ProblemSchema
from server.services import conflicts, decisions
from server.sync.operation import unfit

blueprint = ResourceBlueprint(
    "conflicts", __name__, url_prefix="/api/conflicts", description="Two values of one thing."
)

MOST_PARTS = 50


class SideSchema(Schema):
    """A value, part by part; who wrote it, and when."""

    value = fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True))
    by = fields.String(allow_none=True)
    at = fields.String(allow_none=True)


class OfferSchema(SideSchema):
    """A value that lost, named by the operation that brought it."""

    operation = fields.String()


class DecisionMadeSchema(Schema):
    """Who decided, and when."""

    by = fields.String(allow_none=True)
    at = fields.String(allow_none=True)


class ConflictSchema(Schema):
    """A conflict: open, decided, or overtaken by a later value."""

    id = fields.String()
    state = fields.String()
    document = fields.String()
    form = fields.String(allow_none=True)
    day = fields.String(allow_none=True)
    unit = fields.String()
    resident = fields.Nested(ListedResidentSchema, allow_none=True)
    standing = fields.Nested(SideSchema)
    stood = fields.Nested(SideSchema)
    offers = fields.List(fields.Nested(OfferSchema))
    names = fields.Dict(keys=fields.String(), values=fields.String())
    decision = fields.Nested(DecisionMadeSchema, allow_none=True)


class DecisionSchema(Schema):
    """Which value stands: `standing`, the operation of an offer, or a value of one's own."""

    choice = fields.String(validate=[validate.Length(1, 40), is_storable])
    value = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 200)),
        values=fields.Raw(allow_none=True),
        validate=validate.Length(1, MOST_PARTS),
    )

    @validates_schema
    def _is_one(self, given: dict[str, Any], **_: Any) -> None:
        if len(given) != 1:
            raise ValidationError("Give choice or value.", "choice")
        if unfit(given):
            raise ValidationError("This cannot be kept.", "value")


class AlreadyDecidedSchema(ProblemSchema):
    """Somebody was first: what stands."""

    conflict = fields.Nested(ConflictSchema)


@blueprint.get("")
@blueprint.response(200, ConflictSchema(many=True))
@blueprint.alt_response(403, schema=ProblemSchema, description="You supervise nobody.")
def list_conflicts() -> list[dict[str, Any]]:
    """List what waits for a decision, the newest first; at most 200."""
    return conflicts.conflicts(current_actor())


@blueprint.get("/<uuid:conflict_id>")
@blueprint.response(200, ConflictSchema)
@blueprint.alt_response(404, schema=ProblemSchema, description="None in your areas.")
def show_conflict(conflict_id: Any) -> dict[str, Any]:
    """Give one conflict."""
    return conflicts.conflict(current_actor(), str(conflict_id))


@blueprint.post("/<uuid:conflict_id>/decision")
@blueprint.arguments(DecisionSchema)
@blueprint.response(200, ConflictSchema)
@blueprint.alt_response(404, schema=ProblemSchema, description="None in your areas.")
@blueprint.alt_response(
    409,
    schema=AlreadyDecidedSchema,
    description="Somebody decided first; this stands.",
)
def decide(decision: dict[str, Any], conflict_id: Any) -> dict[str, Any]:
    """Decide which of two values stands; both remain in the history."""
    return decisions.decide(current_actor(), str(conflict_id), **decision)


@blueprint.delete("/<uuid:conflict_id>/decision")
@blueprint.response(200, ConflictSchema)
@blueprint.alt_response(404, schema=ProblemSchema, description="None in your areas.")
@blueprint.alt_response(
    409,
    schema=AlreadyDecidedSchema,
    description="It is not decided; this stands.",
)
def undo_decision(conflict_id: Any) -> dict[str, Any]:
    """Take a decision back: the conflict is open again, with all its offers."""
    return decisions.undo(current_actor(), str(conflict_id))
