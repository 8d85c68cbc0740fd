"""Foresees in memory what operations will make, and so what follows from them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from sqlalchemy.orm import Session

from server.access.authorise import Actor
from server.db import reading
from server.forms.consequences import consequences
from server.forms.document import Document, is_finished, is_standing
from server.forms.load import Form
from server.rules.ages import age_days, parse_day
from server.sync import finished
from server.sync.batch import Batch
from server.sync.compute import Submitted, foretell
from server.sync.engine import apply_operation
from server.sync.head import Head
from server.sync.operation import moment_of
from server.sync.place import RESIDENT
from server.sync.working_set import NotLoaded

#: The form whose consequences reach the children of the household.
PREGNANCY = "pregnancy"
#: Only of an infant it matters whether the household holds the mother's pregnancy.
INFANT_DAYS = 120

Sign = Callable[[Actor, dict[str, Any]], Submitted]


class Foresight:
    """Applies operations to what stands, in memory only, and asks what follows from each."""

    def __init__(self, forms: Mapping[str, Form], zone: tzinfo) -> None:
        self._forms = forms
        self._zone = zone
        self._batch: Batch
        #: Resident -> ids of the documents in their folder, those of this batch too.
        self._folders: dict[str, list[str]] = {}
        #: Household -> residents who live in it.
        self._homes: dict[str, set[str]] = {}
        #: Documents of this batch -> local day of the operation that made them.
        self._made_on: dict[str, str] = {}

    def with_what_follows(self, submitted: Sequence[Submitted], sign: Sign) -> list[Submitted]:
        """Return the operations, each with its consequences directly behind it."""
        with reading() as session:
            self._load(session, submitted)
            whole = []
            for each in submitted:
                whole.append(each)
                whole += [sign(each.actor, raw) for raw in self._follow(each)]
            return whole

    def _load(self, session: Session, submitted: Sequence[Submitted]) -> None:
        self._batch = Batch(session)
        self._batch.load(foretell(submitted, self._forms))
        residents = [
            id for head in list(self._batch.state.documents.values()) if (id := _resident(head))
        ]
        self._batch.load_whole(residents)
        for id in residents:
            self._folders[id] = self._batch.of_subject(id)
        for head in self._batch.state.documents.values():
            self._note_home(head)

    def _note_home(self, head: Head) -> None:
        if head.type == RESIDENT and "household" in head.links:
            self._homes.setdefault(head.links["household"], set()).add(head.id)

    def _follow(self, each: Submitted) -> list[dict[str, Any]]:
        raw, state = {**each.raw, "actor": each.actor.staff_id}, self._batch.state
        form = self._forms.get(raw["form"])
        if form is None or form.about != "resident":
            return []
        stood = state.documents.get(raw["document"])
        before = self._record(stood) if stood is not None else None
        head = self._apply(raw)
        resident = _resident(head) if head is not None else None
        if head is None or resident is None or resident not in state.documents:
            return []
        if before is None:
            self._made_on[head.id] = self._day(raw)
            self._folders.setdefault(resident, []).append(head.id)
            self._note_home(head)
        following = consequences(self._forms, self._cause(raw, before, head, resident))
        for one in following:
            made = self._apply(one)
            if made is not None and made.id not in self._folders[resident]:
                self._made_on[made.id] = self._day(one)
                self._folders[resident].append(made.id)
        return following

    def _apply(self, raw: Mapping[str, Any]) -> Head | None:
        """Apply one operation to the working set; None where nothing of it will be taken."""
        while True:
            try:
                answer = apply_operation(self._batch.state, raw, self._forms)
            except NotLoaded as missing:
                self._batch.load([missing.id])
                continue
            return self._batch.state.documents[answer.document] if answer.is_final else None

    def _cause(
        self, raw: Mapping[str, Any], before: Document | None, head: Head, resident: str
    ) -> dict[str, Any]:
        state, after = self._batch.state, self._record(head)
        own = [self._record(state.documents[id]) for id in self._others(resident)]
        family = self._family(head, resident, self._day(raw))
        births = _of_form(family, "birth_event") if head.type == PREGNANCY else []
        return {
            "operation": raw,
            "day": self._day(raw),
            "before": before,
            "after": after,
            "resident": self._record(state.documents[resident]),
            "documents": [*own, *births],
            "previous": self._previous(own, after),
            "pregnancy": next(
                (each["body"] for each in own if each["id"] == head.links.get("pregnancy")),
                None,
            ),
            "household_pregnancies": _of_form(family, PREGNANCY),
            "household_children": _of_form(family, RESIDENT),
        }

    def _others(self, resident: str) -> list[str]:
        documents = self._batch.state.documents
        return [id for id in self._folders[resident] if id != resident and id in documents]

    def _previous(self, own: list[Document], after: Document) -> Mapping[str, Any] | None:
        """The newest finished document of the same form, other than this one."""
        form = self._forms[after["form"]]
        if form.date is None:
            return None
        same = [
            (each["body"].get(form.date) or "", each["id"], each["body"])
            for each in own
            if each["form"] == form.id and each["id"] != after["id"] and is_finished(each)
        ]
        return max(same, key=lambda one: one[:2])[2] if same else None

    def _family(self, head: Head, resident: str, day: str) -> list[Document]:
        """The standing documents of everybody else in the household, where they matter."""
        state = self._batch.state
        home = state.documents[resident].links.get("household")
        if home is None or not (head.type == PREGNANCY or _is_infant(head, day)):
            return []
        others = self._homes.get(home, set()) | set(self._batch.members_of([home]))
        others.discard(resident)
        unread = others - self._folders.keys()
        if unread:
            self._batch.load_whole(unread)
            self._folders.update({id: self._batch.of_subject(id) for id in unread})
        ids = [id for other in sorted(others) for id in self._folders[other]]
        records = [self._record(state.documents[id]) for id in ids if id in state.documents]
        return [each for each in records if is_standing(each)]

    def _record(self, head: Head) -> Document:
        """Return a document as the rules read it, as it stands at this moment."""
        kept = self._batch.kept.get(head.id)
        made_on = self._made_on.get(head.id)
        context = {"today": made_on or (kept.created_on if kept else "")}
        return {
            "id": head.id,
            "form": head.type,
            "body": dict(head.body),
            "links": dict(head.links),
            "finished": finished.is_finished(head, self._forms[head.type], context),
            "retired": head.retired,
            "created_on": kept.created_on if kept else made_on,
        }

    def _day(self, raw: Mapping[str, Any]) -> str:
        moment = moment_of(raw["captured_at"])
        return moment.astimezone(self._zone).date().isoformat()


def _resident(head: Head) -> str | None:
    return head.id if head.type == RESIDENT else head.links.get("resident")


def _is_infant(head: Head, day: str) -> bool:
    born = head.body.get("birth_date") if head.type == RESIDENT else None
    days = age_days(parse_day(born), parse_day(day)) if isinstance(born, str) else None
    return days is not None and days < INFANT_DAYS


def _body_of(documents: list[Document], id: str | None) -> Mapping[str, Any] | None:
    return next((each["body"] for each in documents if each["id"] == id), None)


def _of_form(documents: list[Document], form: str) -> list[Document]:
    return [each for each in documents if each["form"] == form]
