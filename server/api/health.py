"""GET /healthz (the process answers) and /readyz (it can do its work)."""

from typing import Any

from marshmallow import Schema, fields

from server.api.blueprint import ResourceBlueprint
from server.services import readiness

blueprint = ResourceBlueprint(
    "health", __name__, description="Whether this server lives and works."
)


class HealthSchema(Schema):
    """A word on how it is."""

    status = fields.String(required=True)


class ReadySchema(HealthSchema):
    """The same, with what was looked at."""

    checks = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


@blueprint.get("/healthz")
@blueprint.response(200, HealthSchema)
def healthz() -> dict[str, str]:
    """Answer that the process runs; touches nothing."""
    return {"status": "alive"}


@blueprint.get("/readyz")
@blueprint.response(200, ReadySchema)
@blueprint.alt_response(503, schema=ReadySchema, description="It cannot do its work now.")
def readyz() -> tuple[dict[str, Any], int]:
    """Answer whether database, settings, disk and clock are as they must be."""
    checks = readiness.checks()
    ready = all(state == "ok" for state in checks.values())
    return {"status": "ready" if ready else "not ready", "checks": checks}, (
        200 if ready else 503
    )
