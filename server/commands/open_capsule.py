"""flask doorstep open-capsule: what a phone could not send itself comes home as a file."""

from collections import Counter
from pathlib import Path

import click
from flask import current_app

from server.commands import doorstep
from server.problems import Busy
from server.services.capsules import NotOurs, open_capsule

#: What the answers mean to whoever brought the file.
_MEANINGS = {
    "applied": "taken",
    "merged": "taken, and merged with what others wrote",
    "conflict": "taken; a person decides between two values",
    "held": "kept until what they hang on has come",
    "quarantined": "kept until a supervisor has looked at them",
    "rejected": "refused: something in them is wrong",
}


@doorstep.command("open-capsule")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def take_capsule(file: Path) -> None:
    """Take in a capsule: the unsent work of a phone that cannot or may not send it.

    What it holds is judged as if the phone had sent it. Nothing is taken twice: a file may be
    opened again. Keep it until every line has been taken.
    """
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
        opened = open_capsule(text, current_app.extensions["settings"].data)
    except NotOurs as why:
        raise click.ClickException(str(why)) from None
    except Busy:
        raise click.ClickException("Others write the same records: open it again.") from None
    click.echo(f"From a phone of {opened.name}: {len(opened.answers)} entries.")
    for answer, count in Counter(each["answer"] for each in opened.answers).most_common():
        click.echo(f"{count:>6}  {_MEANINGS.get(answer, answer)}")
    for line, reason in opened.unreadable.items():
        click.echo(f"  line {line} {reason}")
    if opened.unreadable:
        raise SystemExit(1)
