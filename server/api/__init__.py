"""HTTP in and out: parse, find out who asks, call one service, shape the answer."""

from flask_smorest import Api

from server.api import (
    areas,
    board,
    conflicts,
    devices,
    docs,
    health,
    phones,
    quarantine,
    residents,
    session,
    staff,
    sync,
)

RESOURCES = (
    health,
    session,
    devices,
    sync,
    board,
    conflicts,
    phones,
    quarantine,
    residents,
    areas,
    staff,
    docs,
)


def register(rest: Api) -> None:
    """Bind every resource."""
    for module in RESOURCES:
        rest.register_blueprint(module.blueprint)
