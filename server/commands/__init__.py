"""flask doorstep …: what an administrator types, one file each."""

from flask import Flask
from flask.cli import AppGroup

doorstep = AppGroup("doorstep", help="Doorstep's own commands.")


def register(app: Flask) -> None:
    """Bind the commands."""
    # Each file adds its commands to the group when it is read.
    from server.commands import (  # noqa: F401  # reading them is enough
        begin_generation,
        import_residents,
        open_capsule,
        rebuild_projections,
        sample,
        setup_county,
        staff,
    )

    app.cli.add_command(doorstep)
