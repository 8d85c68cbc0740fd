"""A desk signs in, asks who it is, and signs out."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, jsonify, request
from marshmallow import Schema, fields

from server.api.blueprint import ResourceBlueprint
from server.api.devices import StaffSchema
from server.api.schemas import text_field
from server.api.who import DESK_COOKIE, moment, refuse_foreign_origin, signed_in
from server.extensions import ProblemSchema
from server.services import sessions

blueprint = ResourceBlueprint(
    "session", __name__, url_prefix="/api/session", description="Who is signed in at a desk."
)


class SignInSchema(Schema):
    """Name and password."""

    username = text_field(80, required=True)
    password = text_field(200, required=True, load_only=True)


class WhoSchema(Schema):
    """Who is signed in."""

    staff = fields.Nested(StaffSchema)
    county = fields.Dict(keys=fields.String())
    now = fields.String()


@blueprint.post("")
@blueprint.arguments(SignInSchema)
@blueprint.response(201, WhoSchema)
@blueprint.alt_response(401, schema=ProblemSchema, description="Name or password is wrong.")
@blueprint.alt_response(429, schema=ProblemSchema, description="Too many tries.")
def sign_in(asked: dict[str, str]) -> Response:
    """Sign in at a desk: a cookie for 30 minutes, prolonged by use."""
    refuse_foreign_origin()
    secret, staff = sessions.open_desk(
        asked["username"], asked["password"], request.remote_addr or ""
    )
    response = jsonify(staff={"id": staff.id, "name": staff.name, "role": staff.role})
    response.status_code = 201
    response.set_cookie(
        DESK_COOKIE, secret, secure=True, httponly=True, samesite="Strict", path="/"
    )
    return response


@blueprint.get("")
@blueprint.response(200, WhoSchema)
@blueprint.alt_response(401, schema=ProblemSchema, description="Nobody is signed in.")
def who() -> dict[str, Any]:
    """Say who is signed in."""
    found = signed_in()
    actor, county = found.actor, found.county
    return {
        "staff": {"id": actor.staff_id, "name": actor.name, "role": actor.role},
        "county": {"name": county.name, "time_zone": county.time_zone},
        "now": moment(datetime.now(UTC)),
    }


@blueprint.delete("")
@blueprint.response(204)
def sign_out() -> Response:
    """End the desk's session; the cookie is worth nothing afterwards."""
    refuse_foreign_origin()
    secret = request.cookies.get(DESK_COOKIE)
    if secret:
        sessions.close_desk(secret)
    response = Response(status=204)
    response.delete_cookie(DESK_COOKIE, secure=True, httponly=True, samesite="Strict", path="/")
    return response
