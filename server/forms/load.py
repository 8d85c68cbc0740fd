"""Loads the compiled definitions as forms and fields that the rest of the server reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from server.forms.compile import SHIPPED, compile_forms

Definition = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What a form asks for: a field, a column of a group, or the companion of an option."""

    id: str
    type: str
    #: The keys of the YAML, option sets resolved and field sets spliced in.
    definition: Definition
    section: str | None
    group: str | None
    #: Of a companion text: the field and the option whose words it takes.
    of: "Field | None"
    code: str | None
    computed: bool
    merge: str
    together: str | None
    options: tuple[Definition, ...]

    def __repr__(self) -> str:
        """Name the field; its definition is too long to read."""
        return f"<Field {self.group}.{self.id}>" if self.group else f"<Field {self.id}>"


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A part of a form, as it stands on one screen or belongs to one station."""

    id: str
    title: Mapping[str, str]
    show_if: str | None
    station: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One form in one version, everything resolved."""

    id: str
    version: int
    kind: str
    about: str
    lane: str
    #: The field that holds the date of service.
    date: str | None
    natural_key: tuple[str, ...]
    #: Form order; a companion stands directly after its field.
    fields: tuple[Field, ...]
    by_id: Mapping[str, Field]
    #: Group id -> its columns, companions included.
    columns: Mapping[str, tuple[Field, ...]]
    sections: tuple[Section, ...]
    checks: tuple[Definition, ...]
    #: Finding code -> what it asks to be done; codes that ask for nothing are left out.
    actions: Mapping[str, str]
    definition: Definition

    def __repr__(self) -> str:
        """Name the form and its version."""
        return f"<Form {self.id} {self.version}>"


def load_forms(*folders: Path) -> Mapping[str, Form]:
    """Return every form of these folders by id; without folders those that are shipped.

    The system's own documents are among them. The answer is kept: files are read once.

    Raises:
        DefinitionError: a definition breaks the dialect; every problem is listed.
    """
    return _load(folders or (SHIPPED,))


@lru_cache(maxsize=16)
def _load(folders: tuple[Path, ...]) -> Mapping[str, Form]:
    return forms_of(compile_forms(folders))


def forms_of(compiled: Definition) -> Mapping[str, Form]:
    """Build the forms of one compiled whole, by id, in its order."""
    actions = {
        code: finding["action"]
        for code, finding in compiled["findings"].items()
        if finding.get("action", "none") != "none"
    }
    forms = compiled["forms"].items()
    return MappingProxyType({name: form_of(raw, actions) for name, raw in forms})


def form_of(raw: Definition, actions: Mapping[str, str] | None = None) -> Form:
    """Build one form from its compiled definition."""
    fields = tuple(f for s in raw["sections"] for f in _fields_of(s["fields"], s["id"], None))
    columns = {
        f.id: tuple(_fields_of(f.definition["fields"], f.section, f.id))
        for f in fields
        if f.type == "group"
    }
    return Form(
        id=raw["id"],
        version=raw["version"],
        kind=raw["kind"],
        about=raw["about"],
        lane=raw.get("lane", "record"),
        date=raw.get("date"),
        natural_key=tuple(raw.get("natural_key", ())),
        fields=fields,
        by_id=MappingProxyType({f.id: f for f in fields}),
        columns=MappingProxyType(columns),
        sections=tuple(_section_of(section) for section in raw["sections"]),
        checks=tuple(raw.get("checks", ())),
        actions=MappingProxyType(dict(actions or {})),
        definition=raw,
    )


def _section_of(raw: Definition) -> Section:
    return Section(raw["id"], raw["title"], raw.get("show_if"), raw.get("station"))


def _fields_of(raws: Any, section: str | None, group: str | None) -> Iterator[Field]:
    for raw in raws:
        field = Field(
            id=raw["id"],
            type=raw["type"],
            definition=raw,
            section=section,
            group=group,
            of=None,
            code=None,
            computed="computed" in raw,
            merge=raw.get("merge", "manual"),
            together=raw.get("together"),
            options=tuple(raw.get("options", ())),
        )
        yield field
        for option in field.options:
            if option.get("specify"):
                yield _companion(field, option["code"])


def _companion(field: Field, code: str) -> Field:
    """Build the text in which a chosen option is told in words.

    It merges like its field, but words have no rank: of a `status` field it is `manual`.
    """
    merge = "manual" if field.merge == "status" else field.merge
    definition: dict[str, Any] = {"id": f"{field.id}__{code}", "type": "text", "merge": merge}
    if "core" in field.definition:
        definition["core"] = field.definition["core"]
    return Field(
        id=definition["id"],
        type="text",
        definition=definition,
        section=field.section,
        group=field.group,
        of=field,
        code=code,
        computed=False,
        merge=merge,
        together=None,
        options=(),
    )
