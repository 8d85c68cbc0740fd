"""Doorstep's server: residents' health records, kept at the doorstep."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from server.config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """Make the application: configure, bind, register.

    Raises:
        UnsafeSettings: it must not run like this; the text says why.
    """
    # Imported here, so that reading the forms alone does not load the server.
    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix

    from server import api, commands, compression, errors, headers, logs
    from server.config import MIGRATIONS, from_environment
    from server.db import db
    from server.db.engine import engine_options, prepare
    from server.extensions import login, migrate, rest
    from server.records.loaded import Loaded
    from server.static_files import serve_app

    settings = settings or from_environment()
    app = Flask(__name__, static_folder=None)
    if settings.proxies:
        # Who asks is what our own proxies say, and nothing that stood in the request before.
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # as Flask documents it
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=settings.max_wire_bytes,
        API_TITLE="Doorstep",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        OPENAPI_SWAGGER_UI_PATH=None,
    )
    app.extensions["settings"] = settings
    app.extensions["loaded"] = Loaded.load(settings.forms)
    logs.configure(app)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    login.init_app(app)
    rest.init_app(app)
    api.register(rest)
    errors.register(app)
    headers.register(app)
    compression.register(app)
    commands.register(app)
    serve_app(app, settings)
    return app
