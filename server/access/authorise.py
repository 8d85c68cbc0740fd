"""The one place that says who may read and write what: dated grants and tables of roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LANES = ("record", "mental_health", "tuberculosis")

_ALL = frozenset({"create", "patch", "resolve", "retire", "move"})
_CORRECT = frozenset({"patch", "resolve", "retire", "move"})

#: Role x form kind -> operation kinds. What is not named is not allowed.
WRITES: dict[str, dict[str, frozenset[str]]] = {
    "doctor": {"facts": _ALL, "encounter": _ALL, "administrative": _ALL, "event": _ALL},
    "screening_team": {"facts": frozenset({"patch"}), "encounter": _ALL, "event": _ALL},
    "records_manager": {"facts": _ALL, "encounter": _CORRECT, "administrative": _ALL},
    "supervisor": {
        # A correction makes facts too: an enrolment that follows, an alias of two records.
        "facts": _ALL,
        "encounter": _CORRECT,
        "administrative": _ALL,
        "event": _ALL,
    },
    # Runs the server; sees no health data by that role.
    "administrator": {},
    "resident": {},
    # Server jobs and imports, which act in the name of the person who started them.
    "system": {"facts": _ALL, "encounter": _ALL, "administrative": _ALL, "event": _ALL},
}

#: Roles that read records in the areas and lanes of their grants.
READERS = frozenset({"doctor", "screening_team", "records_manager", "supervisor", "system"})


@dataclass(frozen=True, slots=True)
class GrantedArea:
    """A right as the rule reads it: an area with all below it, lanes, and a span of time."""

    area_code: str
    lanes: frozenset[str]
    starts_at: datetime
    ends_at: datetime | None

    def holds_at(self, at: datetime) -> bool:
        """Say whether the right is held at this moment."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)

    def covers(self, area_code: str, lane: str, at: datetime) -> bool:
        """Say whether documents of this area and lane fall under it at this moment."""
        return lane in self.lanes and is_within(area_code, self.area_code) and self.holds_at(at)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person with role and grants, from a desk or from one of their devices."""

    staff_id: str
    name: str
    role: str
    grants: tuple[GrantedArea, ...]
    device_id: str | None = None
    device_lease_until: datetime | None = None
    #: When it had none the last time: after this, before that.
    device_lapse: tuple[datetime, datetime] | None = None
    #: How long the device may stay away; None: no phone's device.
    device_lease: timedelta | None = None
    device_revoked_at: datetime | None = None
    device_is_lost: bool = False

    def scope(self, at: datetime) -> list[GrantedArea]:
        """Return the rights held at this moment."""
        return [grant for grant in self.grants if grant.holds_at(at)]


def is_within(area_code: str, ancestor_code: str) -> bool:
    """Say whether an area is this one or lies below it.

    Codes of administrative division extend the code of the area above (GB/T 2260, GB/T 10114).
    """
    return area_code.startswith(ancestor_code)


def may_read(actor: Actor, area_code: str, lane: str, at: datetime) -> bool:
    """Say whether the actor may read documents of this area and lane at this moment."""
    return actor.role in READERS and any(
        grant.covers(area_code, lane, at) for grant in actor.grants
    )


def may_write(
    actor: Actor, form_kind: str, operation_kind: str, area_code: str, lane: str, at: datetime
) -> bool:
    """Say whether the actor was allowed to do this at that moment (the moment of capture)."""
    allowed = WRITES.get(actor.role, {}).get(form_kind, frozenset())
    return operation_kind in allowed and any(
        grant.covers(area_code, lane, at) for grant in actor.grants
    )


def readable_feeds(
    actor: Actor, feeds: Iterable[tuple[str, str, str]], at: datetime
) -> dict[str, tuple[str, str]]:
    """Return the feeds (code, area, lane) that the actor reads: {code: (area, lane)}.

    Granted nodes and what lies below them; and in lane `record` the own feeds of the nodes
    above (staff, medicines, targets), in which no resident stands.
    """
    if actor.role not in READERS:
        return {}
    scope = actor.scope(at)

    def is_in_scope(area: str, lane: str) -> bool:
        return any(
            (lane in grant.lanes and is_within(area, grant.area_code))
            or (lane == "record" and is_within(grant.area_code, area))
            for grant in scope
        )

    return {code: (area, lane) for code, area, lane in feeds if is_in_scope(area, lane)}
