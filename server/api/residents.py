"""Residents at a desk: found, their history, two records of one person joined."""

from typing import Any

from marshmallow import Schema, fields, validate

from server.api.blueprint import ResourceBlueprint
from server.api.schemas import (
    AnsweredSchema,
    ListedResidentSchema,
    Moment,
    NamedSchema,
    text_field,
    uuid_field,
)
from server.api.who import current_actor
from server.extensions import ProblemSchema
from server.services import duplicates, history, merging, residents

blueprint = ResourceBlueprint(
    "residents", __name__, url_prefix="/api/residents", description="Residents at a desk."
)


class SearchSchema(Schema):
    """Part of a name, pinyin, or the last digits of a record code."""

    text = text_field(50, required=True)


class PairSchema(Schema):
    """Two records that may be one person's."""

    residents = fields.List(fields.Nested(ListedResidentSchema))
    reason = fields.String()


class IntoSchema(Schema):
    """The record that stays."""

    into = uuid_field(required=True)


class HistoryQuery(Schema):
    """Of one document or one field; from an entry on."""

    document = uuid_field()
    field = fields.String(validate=validate.Regexp(r"^@?[a-z][a-z0-9_]{0,99}\Z"))
    before = uuid_field()


class HistoryChangeSchema(Schema):
    """One value, before and after; offered: it lost, and a conflict keeps it."""

    part = fields.String()
    before = fields.Raw(data_key="from", attribute="from", allow_none=True)
    to = fields.Raw(allow_none=True)
    offered = fields.Boolean()


class EntrySchema(Schema):
    """What one person wrote at one moment, and why."""

    id = fields.String()
    document = fields.String()
    form = fields.String()
    kind = fields.String()
    at = Moment()
    received_at = Moment()
    by = fields.Nested(NamedSchema)
    reason = fields.String(allow_none=True)
    changes = fields.List(fields.Nested(HistoryChangeSchema))


class HistorySchema(Schema):
    """A page of a record's history, the newest first."""

    resident = fields.String()
    entries = fields.List(fields.Nested(EntrySchema))
    names = fields.Dict(keys=fields.String(), values=fields.String())
    more = fields.Boolean()


# A search is sent, not asked for by an address: addresses are logged, names must not be.
@blueprint.post("/search")
@blueprint.arguments(SearchSchema)
@blueprint.response(200, ListedResidentSchema(many=True))
@blueprint.alt_response(403, schema=ProblemSchema, description="You supervise nobody.")
def search(asked: dict[str, str]) -> list[dict[str, Any]]:
    """Find residents of one's areas; at most 50."""
    return residents.search(current_actor(), asked["text"])


@blueprint.get("/duplicates")
@blueprint.response(200, PairSchema(many=True))
@blueprint.alt_response(403, schema=ProblemSchema, description="You supervise nobody.")
def list_duplicates() -> list[dict[str, Any]]:
    """List pairs of records that may be one person's; at most 200."""
    return duplicates.likely(current_actor())


@blueprint.get("/<uuid:resident>/history")
@blueprint.arguments(HistoryQuery, location="query")
@blueprint.response(200, HistorySchema)
@blueprint.alt_response(404, schema=ProblemSchema, description="None in your areas.")
def show_history(asked: dict[str, str], resident: Any) -> dict[str, Any]:
    """Give who wrote what of a resident's record, when, in place of what, and why."""
    return history.history(current_actor(), str(resident), **asked)


@blueprint.post("/<uuid:resident>/merge")
@blueprint.arguments(IntoSchema)
@blueprint.response(200, AnsweredSchema)
@blueprint.alt_response(404, schema=ProblemSchema, description="None in your areas.")
def merge(asked: dict[str, str], resident: Any) -> dict[str, Any]:
    """Let this record go into another of the same person; both keep every document."""
    return merging.merge(current_actor(), str(resident), asked["into"])


@blueprint.delete("/<uuid:resident>/merge")
@blueprint.response(200, AnsweredSchema)
@blueprint.alt_response(404, schema=ProblemSchema, description="Not merged, or not yours.")
def undo_merge(resident: Any) -> dict[str, Any]:
    """Take a merge back: each has its own record again."""
    return merging.undo(current_actor(), str(resident))
