"""Who works in the sample county. These logins exist in sample databases only."""

from dataclasses import dataclass

from server.rules.natural_keys import natural_id
from server.services import county
from server.services.sample.places import (
    COUNTY,
    NEXT_VILLAGE,
    TOWNSHIP,
    VILLAGE,
)

#: Well known on purpose: a server in production refuses a database that holds it.
PASSWORD = "stairwell-lamp-27"  # noqa: S105  # of the sample, told to everybody who runs it
ALL_LANES = ("record", "mental_health", "tuberculosis")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who works here."""

    username: str
    name: str
    role: str
    area: str | None
    institution: str
    lanes: tuple[str, ...] = ("record",)

    @property
    def id(self) -> str:
        """Return the staff id, the same in each sample."""
        return natural_id("staff", "sample", self.username)


INSTITUTIONS = {
    "clinic": ("上湾村卫生室", "village_clinic", VILLAGE),
    "next_clinic": ("下湾村卫生室", "village_clinic", NEXT_VILLAGE),
    "centre": ("东湖镇卫生院", "township_hospital", TOWNSHIP),
    "bureau": ("示例县卫生健康局", "county_health_bureau", COUNTY),
}

DOCTOR = Account("wang", "王秀兰", "doctor", VILLAGE, "clinic")
NEXT_DOCTOR = Account("li", "李建国", "doctor", NEXT_VILLAGE, "next_clinic")
#: Keeps the mental health programme of the township: village doctors do not see it.
TOWNSHIP_DOCTOR = Account("zhao", "赵明", "doctor", TOWNSHIP, "centre", ALL_LANES)
SUPERVISOR = Account("chen", "陈敏", "supervisor", TOWNSHIP, "centre", ALL_LANES)
RECORDS_MANAGER = Account("lin", "林静", "records_manager", TOWNSHIP, "centre", ALL_LANES)
ADMINISTRATOR = Account("zhou", "周平", "administrator", None, "bureau")
ACCOUNTS = (
    DOCTOR,
    NEXT_DOCTOR,
    TOWNSHIP_DOCTOR,
    SUPERVISOR,
    RECORDS_MANAGER,
    ADMINISTRATOR,
)


def institution_id(key: str) -> str:
    """Return the id of an institution, the same in each sample."""
    return natural_id("institution", "sample", key)


def add_everybody() -> None:
    """Add institutions, accounts and their rights."""
    for key, (name, kind, area) in INSTITUTIONS.items():
        county.add_institution(institution_id(key), name, kind, area)
    for account in ACCOUNTS:
        county.add_staff(
            account.username,
            account.name,
            account.role,
            PASSWORD,
            id=account.id,
            institution_id=institution_id(account.institution),
        )
        if account.area is not None:
            county.grant(account.id, account.area, account.lanes)
