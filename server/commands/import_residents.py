"""flask doorstep import-residents: a roster as clinics hand it over becomes records."""

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from server.commands import doorstep
from server.commands.console import acting
from server.commands.setup_county import require_area
from server.services.roster_import import Imported, import_roster
from server.services.rosters.entry import SAID, Note
from server.services.rosters.files import read_roster
from server.services.rosters.options import Said
from server.services.rosters.sheet import Unreadable
from server.services.zone import county_zone

_DAY = click.DateTime(["%Y-%m-%d"])
#: Notes that are shown; the report holds all of them.
_SHOWN = 40
_HARMLESS = ("=", "+", "-", "@", "\t", "\r")


@doorstep.command("import-residents")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", required=True, help="Username of the one who imports and answers for it.")
@click.option("--area", help="Code of the village or grid, where the roster does not name one.")
@click.option(
    "--consent",
    type=click.Choice(["signed", "verbal"]),
    help="Everybody listed agreed to a record: on paper that is kept, or in words.",
)
@click.option("--consent-date", type=_DAY, help="Default: the date of establishing.")
@click.option("--record-date", help="Date of establishing, YYYY-MM-DD, or: unknown.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="CSV of all notes."
)
@click.option("--dry-run", is_flag=True, help="Read and tell, write nothing.")
def import_residents(
    file: Path,
    by: str,
    area: str | None,
    consent: str | None,
    consent_date: datetime | None,
    record_date: str | None,
    report: Path | None,
    dry_run: bool,
) -> None:
    """Import residents from a roster: CSV in any usual encoding, .xlsx, or an HTML table.

    Good rows are taken; of each other row it is said where, what and why. Read the same roster
    again and nothing changes; a later one changes what has changed. What rosters lack (consent,
    date of establishing) is said once by options, or left to be asked.
    """
    if area is not None:
        require_area(area)
    actor = acting(by, "system")
    day = consent_date.date() if consent_date else None
    said = Said(consent, day, _established(record_date), datetime.now(county_zone()).date())
    try:
        roster = read_roster(file)
        done = import_roster(actor, roster, said, area=area, is_trial=dry_run, told=_tell)
    except Unreadable as why:
        raise click.ClickException(str(why)) from None
    _say(done, is_trial=dry_run)
    if report is not None:
        _write_report(report, done.notes)
        click.echo(f"All notes: {report}")


def _established(text: str | None) -> date | str | None:
    if text is None or text == "unknown":
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("a day as 2024-05-01, or unknown") from None


def _tell(done: int, whole: int) -> None:
    click.echo(f"\r{done} of {whole} households", nl=done == whole, err=True)


def _say(done: Imported, *, is_trial: bool) -> None:
    trial = " A trial: nothing was written." if is_trial else ""
    click.echo(f"Read as {done.read_as}.{trial}")
    for remark in done.remarks:
        click.echo(f"  {remark}")
    for kind, count in sorted(done.passed_over.items()):
        if count:
            click.echo(f"  {count} rows are no person: {kind}")
    _say_notes(done.notes)
    for what, count in sorted(done.put_into.items()):
        click.echo(f"As you said, {what} was put into {count} records.")
    if done.unfiled:
        click.echo(
            f"{done.unfiled} new records lack consent, date of establishing or birth date: "
            "to be asked. They are not filed until then."
        )
    counts = (f"{count} {what}" for what, count in sorted(done.counts.items()))
    click.echo(", ".join(counts) + ".")


def _say_notes(notes: list[Note]) -> None:
    """Show one by one what wants somebody, and how often the rest was done."""
    wanting = [note for note in notes if note.weight != SAID]
    for note in sorted(wanting, key=lambda note: note.weight)[:_SHOWN]:
        click.echo(_line(note))
    if len(wanting) > _SHOWN:
        click.echo(f"  … and {len(wanting) - _SHOWN} more; --report writes all of them.")
    said = Counter((note.column, note.reason) for note in notes if note.weight == SAID)
    for (column, reason), count in said.most_common(_SHOWN):
        click.echo(f"  {count} times {column}: {reason}")


def _line(note: Note) -> str:
    where = f"{note.sheet} line {note.line}".strip()
    what = " ".join(part for part in (note.column, note.value) if part)
    return f"  {where} [{note.weight}] {what}: {note.reason}"


def _write_report(path: Path, notes: list[Note]) -> None:
    # With a BOM: spreadsheets read it as UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
        writer: Any = csv.writer(file)
        writer.writerow(["sheet", "line", "weight", "column", "value", "reason"])
        for note in notes:
            row = (note.sheet, note.line, note.weight, note.column, note.value, note.reason)
            writer.writerow([_harmless(each) for each in row])


def _harmless(cell: object) -> object:
    """Text that a spreadsheet would run as a formula stays text."""
    text = str(cell)
    return f"'{text}" if text.startswith(_HARMLESS) else cell
