"""flask doorstep make-sample: a synthetic county in an empty database, to try things out."""

import click
from flask import current_app
from sqlalchemy import select

from server.access.models import County
from server.commands import doorstep
from server.db import reading
from server.services.sample_county import fill_sample, set_up_sample


@doorstep.command("make-sample")
@click.option("--residents", default=2000, show_default=True, help="In the first village.")
@click.option("--seed", default=1, show_default=True, help="The same seed, the same people.")
def make_sample(residents: int, seed: int) -> None:
    """Fill an empty database with a synthetic county.

    Its logins are well known: a server in production refuses to serve such a database.
    """
    with reading() as session:
        if session.scalar(select(County.code)) is not None:
            raise click.ClickException("This database holds a county already.")
    set_up_sample(current_app.extensions["settings"].data)
    made = fill_sample(residents, seed)
    click.echo(
        f"{made.residents} residents of {made.households} households, "
        f"{made.operations} operations."
    )
