"""HTTP in and out: parse, find out who asks, call one service, shape the answer."""

from flask_smorest import Api

from server.api import devices, health, session, sync


def register(rest: Api) -> None:
    """Bind every resource."""
    for module in (health, session, devices, sync):
        rest.register_blueprint(module.blueprint)
