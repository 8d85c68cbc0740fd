"""What is stored per resident and lane when one of their documents changes; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.forms.document import LANE_OF_CODE, Document, Forms
from server.records.current import current_ids
from server.records.definitions import Definitions
from server.records.folder import Facts, Folder
from server.records.front_page import Page, View, front_page
from server.records.holds_until import holds_until
from server.records.index_row import index_row
from server.records.tasks import Round


@dataclass(frozen=True, slots=True)
class LaneProjection:
    """One lane's front page and index row; the row says until when both hold."""

    page: Page
    row: dict[str, Any]

    @property
    def holds_until(self) -> str:
        """Return the last day on which page and row are as today, if nothing is written."""
        day: str = self.row["holds_until"]
        return day


@dataclass(frozen=True, slots=True)
class Projection:
    """All that is stored of a resident beside the documents themselves."""

    current_ids: frozenset[str]
    #: `record`, and each lane that has something to tell.
    lanes: Mapping[str, LaneProjection]

    @property
    def index_rows(self) -> dict[str, dict[str, Any]]:
        """Return the index row of each lane."""
        return {lane: projection.row for lane, projection in self.lanes.items()}

    @property
    def holds_until(self) -> str:
        """Return the last day on which all lanes hold: then they are computed anew."""
        return min(projection.holds_until for projection in self.lanes.values())

    @property
    def is_qualified(self) -> bool:
        """Say whether the resident's basic facts are complete and without error."""
        return bool(self.lanes["record"].page["qualified"])


class Records:
    """Reads residents' documents by the forms and the schedule of a county.

    `facts` throughout: {today, resident: document, documents: [document], household: document
    or None, visits: [document], conflicts: [conflict], last_service_on}; a document: {id, form,
    body, links, finished, retired, created_on}. The same facts give the same answer, and the
    current documents give what all of them give.
    """

    def __init__(self, forms: Forms, schedule: Mapping[str, Any]) -> None:
        self.definitions = Definitions(forms, schedule)

    def project_resident(self, facts: Facts) -> Projection:
        """Return what is stored of a resident, per lane."""
        return self.project_folder(Folder(self.definitions, facts))

    def project_folder(self, folder: Folder) -> Projection:
        """Return the same of a folder that has been read already."""
        planned = Round(folder)
        lanes = {lane: _project(folder, planned, lane) for lane in sorted(lanes_of(folder))}
        return Projection(frozenset(current_ids(folder)), lanes)

    def project_lane(self, facts: Facts) -> LaneProjection:
        """Return page and row of the one lane that the facts name."""
        folder = Folder(self.definitions, facts)
        return _project(folder, Round(folder), facts["lane"])

    def current(self, facts: Facts) -> list[Document]:
        """Return those documents and visits of the facts that are current."""
        kept = current_ids(Folder(self.definitions, facts))
        documents = [*facts["documents"], *(facts.get("visits") or ())]
        return [document for document in documents if document["id"] in kept]


def lanes_of(folder: Folder) -> frozenset[str]:
    """Return the lanes that tell something of a resident: by documents, or by a code."""
    codes = {row.get("disease") for row in folder.body.get("past_diseases") or ()}
    codes.update(folder.body.get("managed_programmes") or ())
    return folder.lanes | {lane for code, lane in LANE_OF_CODE.items() if code in codes}


def _project(folder: Folder, planned: Round, lane: str) -> LaneProjection:
    view = View(folder, lane, folder.today)
    due = planned.due(lane, folder.today)
    page = {**front_page(view), "due": due.tasks}
    until = holds_until(view, page, planned, due)
    row = {**index_row(view, page), "holds_until": until.isoformat()}
    return LaneProjection(page, row)
