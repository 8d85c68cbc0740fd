"""Serves the built app: hashed files for ever, shell and service worker never from cache."""

import re
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

from server.config import Settings
from server.headers import SECURITY

_HASHED = re.compile(r"-[A-Z0-9]{8}\.\w+$")


def serve_app(app: Flask, settings: Settings) -> None:
    """Serve the files of the built app beside the API. Without a build only the API answers."""
    if not settings.app.is_dir():
        return

    def is_immutable(path: str, _url: str) -> bool:
        return bool(_HASHED.search(path))

    def add_headers(headers: Any, path: str, _url: str) -> None:
        for name, value in SECURITY.items():
            headers[name] = value
        if not _HASHED.search(path):
            headers["Cache-Control"] = "no-cache"
        if Path(path).suffix == ".js" and not _HASHED.search(path):
            headers["Service-Worker-Allowed"] = "/"

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # how Flask middleware is put on
        app.wsgi_app,
        root=str(settings.app),
        index_file=True,
        immutable_file_test=is_immutable,
        add_headers_function=add_headers,
        mimetypes={".webmanifest": "application/manifest+json"},
    )
