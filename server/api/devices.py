"""Enrolment of phones and their sessions."""

import json
from datetime import UTC, datetime
from typing import Any

from flask import request
from marshmallow import EXCLUDE, Schema, fields, validate

from server.access.models import County, Staff
from server.api.blueprint import ResourceBlueprint
from server.api.schemas import is_storable, text_field
from server.api.who import current_actor, moment, require_protocol
from server.extensions import ProblemSchema
from server.services import enrolment, sessions

blueprint = ResourceBlueprint(
    "devices", __name__, url_prefix="/api/devices", description="Phones and their sessions."
)

_UUID = validate.Regexp(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
#: As operations must name their device: with another version each of them would be refused.
_DEVICE = validate.Regexp(
    r"^[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z"
)


class Lenient(Schema):
    """A newer phone may say more than this server reads."""

    class Meta:
        """What is unknown is left out."""

        unknown = EXCLUDE


class EnrolmentSchema(Lenient):
    """What a phone says to become a device."""

    username = text_field(80, required=True)
    password = text_field(200, required=True, load_only=True)
    slip = text_field(40, required=True, load_only=True)
    device = fields.String(required=True, validate=_DEVICE)
    phone = fields.String(required=True, validate=_UUID)
    signing_key = fields.Dict(keys=fields.String(), required=True)
    app_version = fields.String(
        validate=[validate.Length(max=40), is_storable], load_default=""
    )


class StaffSchema(Schema):
    """A person who works here."""

    id = fields.String()
    name = fields.String()
    role = fields.String()


class CountySchema(Schema):
    """The county, and the key for which phones seal unsent work."""

    name = fields.String()
    time_zone = fields.String()
    lease_days = fields.Integer()
    key_id = fields.String()
    public_key = fields.Dict(keys=fields.String())


class EnrolledSchema(Schema):
    """A new device."""

    device = fields.String()
    staff = fields.Nested(StaffSchema)
    county = fields.Nested(CountySchema)
    generation = fields.String()
    lease_until = fields.String()
    now = fields.String()


class NonceSchema(Schema):
    """What to sign."""

    nonce = fields.String()


class SignatureSchema(Lenient):
    """The nonce, signed with the device's key."""

    nonce = text_field(64, required=True)
    signature = text_field(120, required=True)


class PhoneSessionSchema(Schema):
    """A session of 15 minutes, prolonged by use."""

    token = fields.String()
    expires_in = fields.Integer()
    staff = fields.Nested(StaffSchema)
    generation = fields.String()
    lease_until = fields.String()
    now = fields.String()


class SlipQuestionSchema(Schema):
    """For whom a slip is asked."""

    staff = fields.String(required=True, validate=_UUID)


class SlipSchema(Schema):
    """A one-time code, valid for a day."""

    code = fields.String()


@blueprint.post("")
@blueprint.arguments(EnrolmentSchema)
@blueprint.response(201, EnrolledSchema)
@blueprint.alt_response(
    401, schema=ProblemSchema, description="Name, password or slip is wrong."
)
def enrol(asked: dict[str, Any]) -> dict[str, Any]:
    """Enrol a phone as one person's device."""
    require_protocol()
    enrolled = enrolment.enrol(**asked, address=request.remote_addr or "")
    return {
        "device": enrolled.device.id,
        "staff": _staff(enrolled.staff),
        "county": _county(enrolled.county),
        "generation": enrolled.county.generation,
        "lease_until": moment(enrolled.device.lease_until),
        "now": moment(datetime.now(UTC)),
    }


@blueprint.post("/<uuid:device>/nonce")
@blueprint.response(201, NonceSchema)
def nonce(device: Any) -> dict[str, str]:
    """Give a device something to sign, valid for two minutes, once."""
    require_protocol()
    return {"nonce": sessions.make_nonce(str(device))}


@blueprint.post("/<uuid:device>/session")
@blueprint.arguments(SignatureSchema)
@blueprint.response(201, PhoneSessionSchema)
@blueprint.alt_response(401, schema=ProblemSchema, description="Not signed by this device.")
def open_session(signed: dict[str, str], device: Any) -> dict[str, Any]:
    """Open a session by the device's signature."""
    require_protocol()
    opened = sessions.open_phone(str(device), signed["nonce"], signed["signature"])
    return {
        "token": opened.token,
        "expires_in": int(sessions.PHONE_LIFE.total_seconds()),
        "staff": _staff(opened.staff),
        "generation": opened.county.generation,
        "lease_until": moment(opened.lease_until),
        "now": moment(datetime.now(UTC)),
    }


@blueprint.delete("/<uuid:device>/session")
@blueprint.response(204)
def close_session(device: Any) -> None:
    """End this phone's session, as locking does."""
    token = request.headers.get("Authorization", "").partition(" ")[2]
    if token:
        sessions.close_phone(token)


@blueprint.post("/slips")
@blueprint.arguments(SlipQuestionSchema)
@blueprint.response(201, SlipSchema)
@blueprint.alt_response(403, schema=ProblemSchema, description="Your role issues none.")
def issue_slip(asked: dict[str, str]) -> dict[str, str]:
    """Issue a one-time code with which a person of one's areas enrols a phone."""
    return {"code": enrolment.issue_slip(current_actor(), asked["staff"])}


def _staff(staff: Staff) -> dict[str, str]:
    return {"id": staff.id, "name": staff.name, "role": staff.role}


def _county(county: County) -> dict[str, Any]:
    return {
        "name": county.name,
        "time_zone": county.time_zone,
        "lease_days": county.lease_days,
        "key_id": county.key_id,
        "public_key": json.loads(county.public_key),
    }
