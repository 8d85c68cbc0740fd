"""What a batch is filed by: the documents, the forms, the calendar, and where each belongs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from server.forms.load import Form
from server.sync.batch import Batch
from server.sync.head import Head
from server.sync.place import Place, place_of


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment of the batch, and the county's calendar."""

    now: datetime
    zone: tzinfo

    @property
    def today(self) -> str:
        """Return the local day."""
        return self.now.astimezone(self.zone).date().isoformat()

    def day(self, moment: datetime) -> str:
        """Return the local day of a moment."""
        return moment.astimezone(self.zone).date().isoformat()


class Surroundings:
    """A batch among everything that its documents hang on."""

    def __init__(self, batch: Batch, forms: Mapping[str, Form], clock: Clock) -> None:
        self.batch, self.forms, self.clock = batch, forms, clock
        self._places: dict[str, Place] = {}

    def place(self, id: str) -> Place:
        """Return where a document belongs, or a conflict with what it is about."""
        state = self.batch.state
        about = state.conflicts[id]["document"] if id in state.conflicts else id
        if about not in self._places:
            self._places[about] = self._place_of(state.documents[about])
        return self._places[about]

    def _place_of(self, head: Head) -> Place:
        """An emptied document tells its lane no more: it stays in that which it had."""
        place = place_of(self.batch.state, head, self.forms)
        if head.moved_to is None:
            return place
        kept = self.batch.kept.get(head.id)
        target = self.batch.state.documents.get(head.moved_to)
        if kept is not None:
            return replace(place, lane=kept.lane)
        return replace(place, lane=self._place_of(target).lane) if target else place
