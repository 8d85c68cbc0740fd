"""flask doorstep …: what an administrator types, one file each."""

from flask import Flask
from flask.cli import AppGroup

doorstep = AppGroup("doorstep", help="Doorstep's own commands.")


def register(app: Flask) -> None:
    """Bind the commands."""
    app.cli.add_command(doorstep)
