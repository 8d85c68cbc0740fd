"""POST push, POST pull: the work is in server/sync."""

from datetime import UTC, datetime
from typing import Any

import structlog
from flask import Response, jsonify
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from server.access import audit
from server.api.blueprint import ResourceBlueprint
from server.api.bodies import json_body
from server.api.who import moment, phone_only, require_protocol, signed_in, zone_of
from server.db import reading, writing
from server.extensions import ProblemSchema
from server.problems import Invalid
from server.records.loaded import loaded
from server.sync import pull as pulling
from server.sync import push as pushing

log = structlog.get_logger()

blueprint = ResourceBlueprint(
    "sync", __name__, url_prefix="/api/sync", description="Operations in, documents out."
)

_UUID = validate.Regexp(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


class ReadSchema(Schema):
    """A folder that was opened, folded per resident and hour."""

    resident = fields.String(required=True, validate=_UUID)
    lane = fields.String(required=True, validate=validate.Regexp(r"^[a-z_]{1,40}\Z"))
    hour = fields.String(
        required=True, validate=validate.Regexp(r"^\d{4}-\d\d-\d\dT\d\d:00:00Z\Z")
    )
    count = fields.Integer(required=True, strict=True, validate=validate.Range(1, 10_000))
    reason = fields.String(
        validate=validate.Length(max=100), allow_none=True, load_default=None
    )

    class Meta:
        """A newer phone may say more."""

        unknown = EXCLUDE


class PushSchema(Schema):
    """A batch. Each operation is judged by itself, so here it may be anything."""

    operations = fields.List(fields.Raw(allow_none=True), required=True)
    reads = fields.List(fields.Raw(allow_none=True), load_default=[])


class AnswerSchema(Schema):
    """What became of an operation."""

    id = fields.String(allow_none=True)
    answer = fields.String()
    document = fields.String(allow_none=True)
    conflicts = fields.List(fields.String())
    errors = fields.List(fields.Dict(keys=fields.String(), values=fields.String()))
    feed = fields.String(allow_none=True)
    number = fields.Integer(allow_none=True)


class PushedSchema(Schema):
    """Answers, one for each operation, in order."""

    generation = fields.String()
    now = fields.String()
    highest_seq = fields.Integer()
    answers = fields.List(fields.Nested(AnswerSchema))


@blueprint.post("/push")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": PushSchema}}})
@blueprint.response(200, PushedSchema)
@blueprint.alt_response(413, schema=ProblemSchema, description="Too large, also inflated.")
@blueprint.alt_response(426, schema=ProblemSchema, description="Another protocol.")
def push() -> Response:
    """Take a phone's operations; each is answered separately, always in one 200."""
    require_protocol()
    actor, county = phone_only(), signed_in().county
    batch = _batch(json_body())
    pushed = pushing.push(actor, batch["operations"], batch["reads"], loaded(), zone_of(county))
    return jsonify(
        generation=county.generation,
        now=moment(datetime.now(UTC)),
        highest_seq=pushed.highest_seq,
        answers=pushed.answers,
    )


def _batch(body: Any) -> dict[str, Any]:
    batch = _loaded(PushSchema(), body)
    if len(batch["operations"]) > pushing.MOST_OPERATIONS:
        raise Invalid(errors=[{"field": "operations", "code": "too_many"}])
    batch["reads"] = _sound_reads(batch["reads"])
    return batch


def _loaded(schema: Schema, body: Any) -> dict[str, Any]:
    try:
        read: dict[str, Any] = schema.load(body)
    except ValidationError as wrong:
        fields_wrong = wrong.messages if isinstance(wrong.messages, dict) else {}
        raise Invalid(
            errors=[{"field": str(name)[:100], "code": "type"} for name in fields_wrong]
        ) from None
    return read


def _sound_reads(reads: list[Any]) -> list[dict[str, Any]]:
    """Keep what is understood of the log of reads: it never holds up what was measured."""
    sound, schema = [], ReadSchema()
    for each in reads:
        try:
            sound.append(schema.load(each))
        except (ValidationError, TypeError):
            log.warning("a read event is not of the shape asked for")
    return sound


class PullSchema(Schema):
    """How far the phone has read."""

    cursor = fields.String(
        allow_none=True, load_default=None, validate=validate.Length(max=1_000_000)
    )

    class Meta:
        """A newer phone may say more."""

        unknown = EXCLUDE


# A cursor names every feed: with many areas it is longer than an address or a header may be.
@blueprint.post("/pull")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": PullSchema}}})
@blueprint.response(200, content_type="application/x-ndjson", description="A page of changes.")
@blueprint.alt_response(426, schema=ProblemSchema, description="Another protocol.")
def pull() -> Response:
    """Give the next page of what the actor may read. Nothing is changed by it."""
    require_protocol()
    actor, county = phone_only(), signed_in().county
    cursor = _loaded(PullSchema(), json_body())["cursor"]
    now = datetime.now(UTC)
    with reading() as session:
        page = pulling.pull(session, actor, county, cursor, now)
    if page.bootstrapped or page.changed:
        with writing() as session:
            audit.log(
                session,
                [
                    audit.entry(actor, action, now, feed_code=feed, count=count)
                    for action, sent in (
                        ("bootstrap", page.bootstrapped),
                        ("disclosed", page.changed),
                    )
                    for feed, count in sorted(sent.items())
                ],
            )
    return Response(page.text.encode(), mimetype="application/x-ndjson")
