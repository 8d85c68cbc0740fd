"""Where a document belongs: whose folder holds it, in which leaf, in which lane."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.forms.document import lane_of
from server.forms.load import Form
from server.sync.head import Head
from server.sync.working_set import ALIAS, WorkingSet

#: The documents that a resident and a household themselves are.
RESIDENT, HOUSEHOLD = "resident_basic", "household"


class Unplaced(Exception):
    """What a document hangs on is not known here yet."""

    def __init__(self, part: str, id: str | None) -> None:
        super().__init__(part)
        #: The link that leads nowhere, such as `@resident`.
        self.part = part
        self.id = id


@dataclass(frozen=True, slots=True)
class Place:
    """Whose folder, where, in which lane; the household where the subject lives in one."""

    subject: str
    kind: str
    area: str
    lane: str
    household: str | None = None

    @property
    def feed(self) -> str:
        """Return the code of the feed in which the document stands."""
        return feed_code(self.area, self.lane)


def feed_code(area: str, lane: str) -> str:
    """Return the code of the feed of an area and lane."""
    return f"{area}:{lane}"


def place_of(state: WorkingSet, head: Head, forms: Mapping[str, Form]) -> Place:
    """Return where a document belongs, as its links say now.

    Raises:
        Unplaced: the resident, household or area that it hangs on is not known.
        NotLoaded: one of them is not in the working set.
    """
    lane = lane_of(forms, {"form": head.type, "body": head.body})
    resident = head.id if head.type == RESIDENT else head.links.get("resident")
    if resident is not None:
        return _with_resident(state, resident, lane)
    household = head.id if head.type == HOUSEHOLD else head.links.get("household")
    if household is not None:
        return _with_household(state, household, lane)
    area = head.links.get("area")
    if area is None:
        raise Unplaced("@area", None)
    return Place(area, "area", area, lane)


def _with_resident(state: WorkingSet, resident: str, lane: str) -> Place:
    """A resident merged into another: filed with the one who stays."""
    stays = state.stays(resident)
    record = state.find(stays)
    if record is None:
        raise Unplaced("@resident", stays)
    household = record.links.get("household")
    if household is not None:
        home = _with_household(state, household, lane)
        return Place(stays, "resident", home.area, lane, household)
    area = record.links.get("area")
    if area is None:
        raise Unplaced("@area", None)
    return Place(stays, "resident", area, lane)


def _with_household(state: WorkingSet, household: str, lane: str) -> Place:
    home = state.find(household)
    if home is None:
        raise Unplaced("@household", household)
    area = home.links.get("area")
    if area is None:
        raise Unplaced("@area", None)
    return Place(household, "household", area, lane)


def neighbours(head: Head) -> set[str]:
    """Return the ids of documents that say where this one belongs."""
    ids = {head.links[link] for link in ("resident", "household") if link in head.links}
    if head.type == ALIAS and isinstance(head.body.get("merged_into"), str):
        ids.add(head.body["merged_into"])
    return ids
