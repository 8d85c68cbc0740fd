"""flask doorstep rebuild-projections: compute folders and lists anew, say what differed."""

from zoneinfo import ZoneInfo

import click

from server.commands import doorstep
from server.records.loaded import loaded
from server.services.county import read_county
from server.sync.rebuild import rebuild

#: How many differences are named one by one.
MOST_NAMED = 20


@doorstep.command("rebuild-projections")
@click.option("--check", is_flag=True, help="Change nothing; only say what differs.")
def rebuild_projections(check: bool) -> None:
    """Compute all folders and lists anew from the documents.

    Says whether they equal what stood. With --check, differences end in exit code 1.
    """
    rebuilt = rebuild(loaded(), ZoneInfo(read_county().time_zone), write=not check)
    click.echo(f"{rebuilt.subjects} folders of {rebuilt.documents} documents computed anew.")
    if not rebuilt.differing:
        click.echo("All equal what stood.")
        return
    click.echo(f"{len(rebuilt.differing)} differed{'' if check else ' and were replaced'}:")
    for table, id in rebuilt.differing[:MOST_NAMED]:
        click.echo(f"  {table} {id}")
    if check:
        raise SystemExit(1)
