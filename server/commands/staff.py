"""flask doorstep …-staff, grant, end-grant, issue-slip, revoke-device: accounts."""

from datetime import UTC, datetime

import click
from sqlalchemy import select

from server.access.authorise import LANES, WRITES
from server.access.models import Institution, Staff
from server.commands import doorstep
from server.commands.console import account, acting
from server.commands.setup_county import require_area
from server.db import reading
from server.problems import NotFound
from server.services import county, enrolment, leaving, phones
from server.services.passwords import SHORTEST
from server.services.zone import county_zone

#: What an account may be; `system` is nobody's.
ROLES = tuple(role for role in WRITES if role != "system")


@doorstep.command("add-staff")
@click.argument("username")
@click.option("--name", required=True, help="As colleagues see it.")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--institution", help="Id of the institution where they work.")
@click.password_option(help="Asked for when it is not given; do not type it into a script.")
def add_staff(
    username: str, name: str, role: str, institution: str | None, password: str
) -> None:
    """Add an account. It sees nothing until it is granted an area."""
    if len(password) < SHORTEST:
        raise click.ClickException(f"A password has at least {SHORTEST} characters.")
    with reading() as session:
        if session.scalar(select(Staff.id).where(Staff.username == username)) is not None:
            raise click.ClickException(f"There is an account named {username} already.")
        if institution is not None and session.get(Institution, institution) is None:
            raise click.ClickException("There is no such institution.")
    id = county.add_staff(username, name, role, password, institution_id=institution)
    click.echo(f"{username} is added ({id}). Next: flask doorstep grant {username} AREA")


@doorstep.command("deactivate-staff")
@click.argument("username")
@click.option("--by", required=True, help="Username of the administrator who says so.")
def deactivate_staff(username: str, by: str) -> None:
    """Close an account: its phones are revoked, its sessions and rights end.

    Let the person's phones send first: what they have not sent stays sealed on them.
    """
    person = account(username)
    revoked = leaving.deactivate(acting(by, "administrator"), person.id)
    click.echo(f"{username} is closed; phones revoked: {len(revoked)}.")
    for device in revoked:
        click.echo(device)


@doorstep.command("grant")
@click.argument("username")
@click.argument("area")
@click.option(
    "--lanes", default="record", show_default=True, help=f"Some of {', '.join(LANES)}; commas."
)
@click.option("--from", "starts", type=click.DateTime(["%Y-%m-%d"]), help="Default: now.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="First day without the right.")
@click.option("--ground", default="employment", show_default=True)
def grant(
    username: str,
    area: str,
    lanes: str,
    starts: datetime | None,
    until: datetime | None,
    ground: str,
) -> None:
    """Grant a person an area with all below it, for a time or for good."""
    person = account(username)
    require_area(area)
    wanted = tuple(lane.strip() for lane in lanes.split(","))
    if unknown := set(wanted) - set(LANES):
        raise click.BadParameter(f"no such lane: {', '.join(unknown)}", param_hint="--lanes")
    begins, ends = _begin_of(starts) or datetime.now(UTC), _begin_of(until)
    if ends is not None and ends <= begins:
        raise click.ClickException("The right would end before it begins.")
    county.grant(person.id, area, wanted, starts_at=begins, ends_at=ends, ground=ground)
    click.echo(f"{username} may now work in {area} ({', '.join(wanted)}).")


@doorstep.command("end-grant")
@click.argument("username")
@click.argument("area")
def end_grant(username: str, area: str) -> None:
    """End now what a person was granted in an area: their phones drop its records.

    What they captured there before is still taken when it comes.
    """
    require_area(area)
    if not county.end_grants(account(username).id, area, datetime.now(UTC)):
        raise click.ClickException(f"{username} has no right to {area} itself.")
    click.echo(f"{username} may no longer work in {area}.")


def _begin_of(day: datetime | None) -> datetime | None:
    """Return when a day begins in the county."""
    return day.replace(tzinfo=county_zone()).astimezone(UTC) if day else None


@doorstep.command("issue-slip")
@click.argument("username")
def issue_slip(username: str) -> None:
    """Print a one-time code, valid for a day, with which this person enrols one phone."""
    click.echo(enrolment.make_slip(account(username).id))


@doorstep.command("revoke-device")
@click.argument("device")
@click.option("--by", required=True, help="Username of the administrator who says so.")
@click.option("--lost", is_flag=True, help="What comes from it waits for a person, always.")
def revoke_device(device: str, by: str, lost: bool) -> None:
    """Revoke a phone: at its next contact it wipes what it shows. Unsent work stays sealed."""
    try:
        phones.revoke(acting(by, "administrator"), device, lost=lost)
    except NotFound:
        raise click.ClickException("There is no such device.") from None
    click.echo("Revoked.")
