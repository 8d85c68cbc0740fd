"""flask doorstep begin-generation: said once after a restore, before the first phone asks."""

import click
from sqlalchemy.exc import NoResultFound

from server.commands import doorstep
from server.services import county


@doorstep.command("begin-generation")
def begin_generation() -> None:
    """Tell phones that this database was restored from a backup.

    Each keeps what it has not sent, pulls from the start, and offers again what it was told is
    safe in the last 30 days. What the database still has is answered as the first time.
    """
    try:
        click.echo(f"The county is at generation {county.begin_generation()}.")
    except NoResultFound:
        raise click.ClickException("No county has been set up.") from None
