"""The phones of a supervisor's people: how they stand, revoking one, reporting one lost."""

from typing import Any

from marshmallow import Schema, fields

from server.api.blueprint import ResourceBlueprint
from server.api.schemas import Moment, NamedSchema
from server.api.who import current_actor
from server.extensions import ProblemSchema
from server.services import phones

blueprint = ResourceBlueprint(
    "phones", __name__, url_prefix="/api/phones", description="Phones of one's people."
)


class PhoneSchema(Schema):
    """A phone, how old is what the centre has from it, and what of it does not count so far."""

    device = fields.String()
    staff = fields.Nested(NamedSchema)
    shared_with = fields.List(fields.String())
    enrolled_at = Moment()
    heard_at = Moment()
    lease_until = Moment()
    silent = fields.Boolean()
    missing = fields.Integer()
    copied = fields.Boolean()
    lost = fields.Boolean()
    revoked_at = Moment(allow_none=True)
    rejected = fields.Integer()
    held = fields.Integer()
    waiting = fields.Integer()
    app_version = fields.String()


@blueprint.get("")
@blueprint.response(200, PhoneSchema(many=True))
@blueprint.alt_response(403, schema=ProblemSchema, description="You have no people.")
def list_phones() -> list[dict[str, Any]]:
    """List the phones of one's people: lost and silent ones first, then what is unsettled."""
    return phones.phones(current_actor())


@blueprint.post("/<uuid:device>/revocation")
@blueprint.response(204)
@blueprint.alt_response(404, schema=ProblemSchema, description="None of your people's.")
def revoke(device: Any) -> None:
    """Revoke a phone; what was captured before is still taken."""
    phones.revoke(current_actor(), str(device))


@blueprint.post("/<uuid:device>/loss")
@blueprint.response(204)
@blueprint.alt_response(404, schema=ProblemSchema, description="None of your people's.")
def report_lost(device: Any) -> None:
    """Report a phone lost: it is revoked, and what comes from it waits for a person."""
    phones.revoke(current_actor(), str(device), lost=True)
