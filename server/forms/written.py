"""Operations that follow from another one, with ids that both sides make alike."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.forms.document import Document, is_standing
from server.rules.natural_keys import natural_id

Operation = dict[str, Any]


class Written:
    """Collects the operations of one cause; what changes nothing is not written."""

    def __init__(self, cause: Mapping[str, Any], documents: Iterable[Document]) -> None:
        self.operations: list[Operation] = []
        self._cause = cause
        self._documents = {document["id"]: document for document in documents}

    def known(self, document_id: str) -> Document | None:
        """Return a document by its id, retired or not."""
        return self._documents.get(document_id)

    def standing(self, form: str) -> list[Document]:
        """Return the standing documents of a form, by id."""
        found = [d for d in self._documents.values() if d["form"] == form and is_standing(d)]
        return sorted(found, key=lambda document: document["id"])

    def create(
        self, form: str, key: tuple[str, ...], resident: str, values: Mapping[str, Any]
    ) -> None:
        """Create the document that this key names, finished, unless it is there."""
        document_id = natural_id(form, *key)
        if document_id in self._documents:
            return
        changes = {"@resident": (None, resident)}
        changes.update((name, (None, value)) for name, value in values.items())
        self._write("create", form, document_id, changes)

    def patch(self, document: Document, **values: Any) -> None:
        """Change fields of a document from what stands."""
        body = document["body"]
        changes = {name: (body.get(name), value) for name, value in values.items()}
        self._write("patch", document["form"], document["id"], changes)

    def _write(
        self, kind: str, form: str, document_id: str, changes: Mapping[str, tuple[Any, Any]]
    ) -> None:
        changed = {
            k: {"from": old, "to": new} for k, (old, new) in changes.items() if old != new
        }
        if not changed:
            return
        cause = self._cause
        operation: Operation = {
            "id": natural_id("operation", cause["id"], document_id, kind),
            "cause": cause["id"],
            "device": cause["device"],
            "actor": cause["actor"],
            "captured_at": cause["captured_at"],
            "form": form,
            "form_version": 1,
            "document": document_id,
            "kind": kind,
            "changes": changed,
        }
        if kind == "create":
            operation["finish"] = True
        self.operations.append(operation)
