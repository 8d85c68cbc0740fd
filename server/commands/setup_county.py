"""flask doorstep setup-county, add-area, add-areas, add-institution: places, once each."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import uuid_utils
from flask import current_app
from sqlalchemy import select

from server.access.models import Area, County
from server.commands import doorstep
from server.db import reading
from server.services import county

KINDS = ("county", "township", "village", "grid")
_HEADINGS = {"code", "name", "kind", "parent"}


@doorstep.command("setup-county")
@click.option("--code", required=True, help="Six digits, as 329901 (GB/T 2260).")
@click.option("--name", required=True)
def setup_county(code: str, name: str) -> None:
    """Set up the county of this database, with the key that phones seal for.

    The private half of the key is written into the data directory (county_key.pem): keep a copy
    where only administrators reach it. Without it unsent work of lost phones cannot be read.
    """
    if not re.fullmatch(r"[0-9]{6}", code):
        raise click.BadParameter("a county's code has six digits", param_hint="--code")
    with reading() as session:
        if session.scalar(select(County.code)) is not None:
            raise click.ClickException("This database holds a county already.")
    try:
        county.set_up(code, name, current_app.extensions["settings"].data)
    except FileExistsError:
        raise click.ClickException(
            "The data directory holds a county's key already; it is never replaced."
        ) from None
    county.add_areas([{"code": code, "name": name, "kind": "county", "parent": None}])
    click.echo(f"{name} ({code}) is set up. Next: flask doorstep add-areas areas.csv")


@doorstep.command("add-area")
@click.option("--code", required=True, help="Begins with the code of the area above.")
@click.option("--name", required=True)
@click.option("--kind", required=True, type=click.Choice(KINDS[1:]))
@click.option("--parent", required=True, help="Code of the area above.")
def add_area(code: str, name: str, kind: str, parent: str) -> None:
    """Add one area below another."""
    _add([{"code": code, "name": name, "kind": kind, "parent": parent}])


@doorstep.command("add-areas")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def add_areas(file: Path) -> None:
    """Add areas from a CSV file (UTF-8) with the columns code, name, kind, parent.

    Kinds: township, village, grid. A parent stands before what lies below it. Areas that are
    known stay as they are: the file may be read again.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(_rows(csv.DictReader(lines)))
    except UnicodeDecodeError:
        raise click.ClickException("The file is not UTF-8: save it as CSV UTF-8.") from None
    _add(rows)


def _rows(lines: "csv.DictReader[str]") -> Iterator[dict[str, Any]]:
    if not set(lines.fieldnames or ()) >= _HEADINGS:
        raise click.ClickException("The first line must name code, name, kind, parent.")
    for line in lines:
        row = {key: (line[key] or "").strip() for key in _HEADINGS}
        if row["kind"] not in KINDS:
            raise click.ClickException(f"Line {lines.line_num}: kind is one of {KINDS}.")
        yield {**row, "parent": row["parent"] or None}


def _add(areas: list[dict[str, Any]]) -> None:
    """Add areas once all of them are sound: of a file with a fault nothing is added."""
    try:
        added = county.add_areas(areas)
    except county.UnsoundArea as unsound:
        raise click.ClickException(str(unsound)) from None
    click.echo(f"{added} areas added, {len(areas) - added} were there.")


@doorstep.command("add-institution")
@click.option("--name", required=True)
@click.option("--kind", default="village_clinic", show_default=True)
@click.option("--area", required=True, help="Code of the area where it stands.")
def add_institution(name: str, kind: str, area: str) -> None:
    """Add a health institution and print its id."""
    require_area(area)
    id = str(uuid_utils.uuid7())
    county.add_institution(id, name, kind, area)
    click.echo(id)


def require_area(code: str) -> None:
    """Refuse the code of an area that is not here.

    Raises:
        ClickException: there is no such area.
    """
    with reading() as session:
        if session.get(Area, code) is None:
            raise click.ClickException(f"There is no area {code}.")
