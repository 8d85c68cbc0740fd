"""In whose name a command acts: an account that is named, over the whole county."""

from dataclasses import replace
from datetime import UTC, datetime

import click
from sqlalchemy import select

from server.access.authorise import LANES, Actor, GrantedArea
from server.access.models import County, Staff
from server.db import reading
from server.services.writing import desk_of


def account(username: str) -> Staff:
    """Return the account of this name.

    Raises:
        ClickException: there is none.
    """
    with reading() as session:
        person = session.scalar(select(Staff).where(Staff.username == username))
        if person is None:
            raise click.ClickException(f"There is no account named {username}.")
        session.expunge(person)
        return person


def acting(username: str, role: str) -> Actor:
    """Return who acts at the server's console, in this role, with a right to all areas.

    Whoever can start commands there can read the database: this right adds nothing to theirs.
    What they write stands under the name that they give.

    Raises:
        ClickException: there is no such account, or no county.
    """
    person = account(username)
    with reading() as session:
        code = session.scalar(select(County.code))
    if code is None:
        raise click.ClickException("No county has been set up: flask doorstep setup-county.")
    everywhere = GrantedArea(code, frozenset(LANES), datetime(1900, 1, 1, tzinfo=UTC), None)
    return replace(desk_of(Actor(person.id, person.name, role, (everywhere,))))
