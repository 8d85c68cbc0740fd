"""A row of a roster as a resident: what is certain, and what a person must be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from server.forms.field_types import type_error
from server.forms.load import Form
from server.rules.cleaning import Refused
from server.rules.record_code import parse_record_code
from server.services.roster_dates import EXPECTED, NoDate, read_day, read_partial
from server.services.roster_illness import read_illness
from server.services.roster_layout import Layout, Line
from server.services.roster_names import read_name
from server.services.roster_numbers import BadNumber, masked, read_identity_number, read_phones
from server.services.roster_places import Places, Unplaced
from server.services.roster_sheet import column_letter
from server.services.roster_words import (
    DOUBT,
    NONE,
    choice_of,
    in_order,
    is_nothing,
    parts_of,
    relation_of,
    tidy,
)

Body = dict[str, Any]

#: How a note weighs: the row was not taken; a person is asked; it is only said.
REFUSED, ASKED, SAID = "not taken", "to be asked", "said"
_TEXTS = (
    "workplace",
    "contact_name",
    "contact_relationship",
    "guardian_name",
    "current_address",
    "registered_address",
    "rural_cooperative_number",
    "disability_certificate_number",
)
_CHOICES = (
    "id_type",
    "residency_type",
    "education",
    "occupation",
    "marital_status",
    "blood_group",
    "rh_factor",
    "record_consent",
)
_LISTS = ("payment_methods", "drug_allergies", "exposure_history", "disabilities")
_CLOSED = ("死亡", "已故", "去世", "病故", "注销", "迁出", "终止", "失访")


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the one who imports should know: where it stands, and why."""

    weight: str
    sheet: str
    line: int
    #: The column as headed, with its letter; empty: the whole row.
    column: str
    #: What stands there; of identity numbers a mask.
    value: str
    reason: str


@dataclass(slots=True)
class Entry:
    """A person of the roster."""

    line: Line
    body: Body = field(default_factory=dict)
    leaf: str = ""
    #: What the file tells the household by, within its leaf; None: it tells of none.
    household: tuple[str, ...] | None = None
    relation: tuple[str, str | None] | None = None
    natural_village: str | None = None
    notes: list[Note] = field(default_factory=list)
    #: What was typed and could not be taken, kept beside the record.
    as_typed: list[str] = field(default_factory=list)
    #: Fields that the roster does not say: they follow from the identity number.
    derived: set[str] = field(default_factory=set)
    #: Another row says the same of the same person.
    is_repeat: bool = False

    @property
    def is_refused(self) -> bool:
        """Say whether the row is not taken."""
        return any(note.weight == REFUSED for note in self.notes)


class People:
    """Reads rows of one sheet."""

    def __init__(
        self,
        layout: Layout,
        epoch: date,
        form: Form,
        places: Places,
        staff: Mapping[str, list[str]],
        institutions: Mapping[str, list[str]],
        today: date,
    ) -> None:
        self.layout, self.epoch, self.form = layout, epoch, form
        self._places, self._staff, self._institutions = places, staff, institutions
        self.today = today

    def read(self, line: Line) -> Entry:
        """Return the person of a row, with notes on what was not taken as it stands."""
        reading = Reading(self, line)
        reading.read(self._places, self._staff, self._institutions)
        return reading.entry


class Reading:
    """One row while it is read."""

    def __init__(self, people: People, line: Line) -> None:
        self.people, self.line, self.form = people, line, people.form
        self.entry = Entry(line)
        self.body = self.entry.body

    def read(
        self,
        places: Places,
        staff: Mapping[str, list[str]],
        institutions: Mapping[str, list[str]],
    ) -> None:
        """Read every column; a row that cannot be taken is read no further."""
        self._check_cells()
        if not self.entry.is_refused:
            self._name_and_place(places)
        if self.entry.is_refused:
            return
        self._identity()
        self._phones()
        for meaning in _TEXTS:
            if not is_nothing(self.cell(meaning)):
                self.put(meaning, " ".join(tidy(self.cell(meaning)).split()))
        for meaning in _CHOICES:
            self._choice(meaning)
        for meaning in _LISTS:
            self._list(meaning)
        self._ethnicity()
        read_illness(self)
        self._record(staff, institutions)
        self._household()
        self._closure()

    # ---- cells and notes -----------------------------------------------------------------

    def cell(self, meaning: str) -> Any:
        """Return what stands in the column of this meaning, or None."""
        return self.line.cells.get(meaning)

    def note(self, weight: str, meaning: str | None, reason: str, value: object = None) -> None:
        """Note something on a column, or on the whole row."""
        column = self.line.columns.get(meaning or "", None)
        shown = self.cell(meaning) if value is None and meaning else value
        hidden = meaning in ("id_number", "head_number")
        headed = ""
        if column is not None:
            headed = f"{column_letter(column)} {self.people.layout.headings.get(column, '')}"
        text = masked(shown) if hidden else str(shown if shown is not None else "")[:60]
        row = self.line.row
        self.entry.notes.append(
            Note(weight, self.line.sheet, row.line, headed.strip(), text, reason)
        )

    def put(self, name: str, value: Any) -> None:
        """Take a value if its field can hold it; else note why not, and keep what was typed."""
        field_, code = self.form.by_id[name], None
        code = type_error(field_, value)
        if code is None:
            self.body[name] = value
        else:
            self.note(ASKED, name, f"does not fit the field ({code})")
            self.keep(name, value)

    def keep(self, meaning: str, value: object = None) -> None:
        """Keep what was typed beside the record."""
        column = self.line.columns.get(meaning)
        heading = self.people.layout.headings.get(column, meaning) if column is not None else ""
        text = tidy(self.cell(meaning) if value is None else value)
        self.entry.as_typed.append(f"{heading}:{text}")

    def _check_cells(self) -> None:
        row, by_column = self.line.row, {c: m for m, c in self.line.columns.items()}
        for column in sorted(row.broken):
            meaning = by_column.get(column)
            self.note(REFUSED, meaning, "holds bytes that are no text", "…")
            if meaning is None:
                break
        for column in sorted(row.unsaved & by_column.keys()):
            self.note(
                REFUSED,
                by_column[column],
                "holds a formula without a stored value: open the workbook in a spreadsheet "
                "and save it again, or paste the column as values",
                "",
            )
        for column in sorted(row.computed & by_column.keys()):
            self.note(
                SAID, by_column[column], "comes from a formula: its stored value was read"
            )
        if self.line.is_too_long:
            self.note(
                REFUSED, None, "has more cells than there are headings: a comma too many?"
            )

    # ---- who and where -------------------------------------------------------------------

    def _name_and_place(self, places: Places) -> None:
        name, doubt = read_name(self.cell("name"))
        if not name:
            self.note(REFUSED, "name", "has no name")
            return
        self.put("name", name)
        if doubt:
            self.note(ASKED, "name", doubt)
        try:
            self.entry.leaf = places.leaf(self.line.cells)
        except Unplaced as why:
            self.note(REFUSED, "village" if "village" in self.line.columns else None, str(why))

    def _identity(self) -> None:
        cell, today = self.cell("id_number"), self.people.today
        number = None
        self.body["id_type"] = "resident_identity_card"
        try:
            number = read_identity_number(cell, today)
            if number is None:
                self.body["_absent.id_number"] = "unknown"
        except BadNumber as why:
            self.body["_absent.id_number"] = "unknown"
            self.note(ASKED, "id_number", str(why))
            self.keep("id_number")
        if number is not None:
            self.put("id_number", number.value)
            if number.legacy:
                self.note(SAID, "id_number", "had 15 digits and was brought to 18")
        self._birth_date(number.birth_date if number else None)
        self._sex(number.sex if number else None)

    def _birth_date(self, of_number: date | None) -> None:
        day = self._day("birth_date")
        if day is not None and of_number is not None and day != of_number:
            self.note(ASKED, "birth_date", f"differs from the identity number's ({of_number})")
        if day is None and of_number is not None:
            day = of_number
            self.entry.derived.add("birth_date")
            if "birth_date" in self.line.columns:
                self.note(SAID, "birth_date", "was taken from the identity number")
        if day is None:
            self.note(ASKED, "birth_date", "is not known: to be asked at the next visit")
            return
        self.put("birth_date", day.isoformat())
        self._age(day)

    def _age(self, born: date) -> None:
        age = tidy(self.cell("age")).rstrip("岁")
        if age.isdigit() and abs(self.people.today.year - born.year - int(age)) > 2:
            self.note(ASKED, "age", f"contradicts the birth date {born}")

    def _sex(self, of_number: str | None) -> None:
        cell = self.cell("sex")
        said = (
            None if tidy(cell) == "" else choice_of(self.form.by_id["sex"], tidy(cell).upper())
        )
        if said is None and not is_nothing(cell):
            self.note(ASKED, "sex", "is no sex that is known")
        if said in ("male", "female") and of_number is not None and said != of_number:
            self.note(ASKED, "sex", f"differs from the identity number's ({of_number})")
        if said is None and of_number is not None:
            said = of_number
            self.entry.derived.add("sex")
            if "sex" in self.line.columns:
                self.note(SAID, "sex", "was taken from the identity number")
        if said is not None:
            self.put("sex", said)

    def _day(self, meaning: str) -> date | None:
        cell = self.cell(meaning)
        if isinstance(cell, str) and is_nothing(cell):
            return None
        try:
            return read_day(cell, self.people.epoch, self.people.today)
        except NoDate as why:
            self.note(ASKED, meaning, f"{why}; expected {EXPECTED}")
            return None

    def partial(self, meaning: str) -> str | None:
        """Return a year, month or day, or None with a note."""
        cell = self.cell(meaning)
        if isinstance(cell, str) and is_nothing(cell):
            return None
        try:
            return read_partial(cell, self.people.epoch, self.people.today)
        except NoDate as why:
            self.note(ASKED, meaning, f"{why}; expected a year, a month, or {EXPECTED}")
            return None

    # ---- what is said of them ------------------------------------------------------------

    def _phones(self) -> None:
        for meaning in ("phone", "contact_phone"):
            phones, bad = read_phones(self.cell(meaning))
            for text in bad:
                self.note(ASKED, meaning, "is no telephone number", text)
                self.keep(meaning, text)
            for phone in phones:
                self._phone(meaning, phone.value, phone.owner, phone.remark)

    def _phone(self, meaning: str, value: str, owner: str | None, remark: str) -> None:
        target = meaning if owner is None else "contact_phone"
        if target in self.body:
            target = "contact_phone"
        if target in self.body:
            self.note(SAID, meaning, "is a further number, kept beside the record", value)
            self.entry.as_typed.append(f"电话:{value}{remark}")
            return
        self.put(target, value)
        if target == "phone":
            self.body["phone_owner"] = "own"
        elif meaning == "phone":
            self.note(
                SAID, "phone", f"belongs to another ({remark or '?'}): put to the contact"
            )
            if owner and remark and "contact_relationship" not in self.body:
                self.put("contact_relationship", remark[:20])

    def _choice(self, meaning: str) -> None:
        text = tidy(self.cell(meaning))
        if not text or (is_nothing(text) and text not in ("0", "无", "不详")):
            return
        code = choice_of(self.form.by_id[meaning], text)
        if code is not None:
            self.put(meaning, code)
        elif not is_nothing(text):
            self.note(ASKED, meaning, "is no option that is known; kept beside the record")
            self.keep(meaning)

    def _list(self, meaning: str) -> None:
        text = tidy(self.cell(meaning))
        field_ = self.form.by_id[meaning]
        if text in NONE:
            if any(option["code"] == "none" for option in field_.options):
                self.put(meaning, ["none"])
            return
        if is_nothing(text):
            return
        codes, others = [], []
        for part in parts_of(text):
            code = choice_of(field_, part)
            if DOUBT.search(part):
                self.note(ASKED, meaning, "is only suspected", part)
            elif code is not None:
                codes.append(code)
            else:
                others.append(part)
        self._put_list(meaning, codes, others)

    def _put_list(self, meaning: str, codes: list[str], others: list[str]) -> None:
        """What no option says goes into the text of *other*, where the form has it."""
        field_ = self.form.by_id[meaning]
        has_other = any(option["code"] == "other" for option in field_.options)
        if others and has_other:
            codes.append("other")
            self.body[f"{meaning}__other"] = "；".join(others)[:200]
        elif others:
            self.note(ASKED, meaning, "is no option that is known", "、".join(others))
            self.keep(meaning, "、".join(others))
        if codes:
            self.put(meaning, in_order(field_, codes))

    def _ethnicity(self) -> None:
        text = tidy(self.cell("ethnicity"))
        if is_nothing(text):
            return
        if code := choice_of(self.form.by_id["ethnicity"], text):
            self.put("ethnicity", code)
        else:
            self.body |= {"ethnicity": "minority", "ethnicity__minority": text[:50]}

    def _record(
        self, staff: Mapping[str, list[str]], institutions: Mapping[str, list[str]]
    ) -> None:
        day = self._day("record_date")
        if day is not None:
            self.put("record_date", day.isoformat())
        for meaning in ("responsible_doctor", "record_creator"):
            self._reference(meaning, staff)
        self._reference("record_institution", institutions)
        for meaning in ("record_code", "former_record_code"):
            self._code(meaning)

    def _reference(self, meaning: str, known: Mapping[str, list[str]]) -> None:
        text = tidy(self.cell(meaning))
        if is_nothing(text):
            return
        found = known.get(text, [])
        if len(found) == 1:
            self.put(meaning, found[0])
        else:
            reason = "is not known here" if not found else "is the name of several"
            self.note(ASKED, meaning, f"{reason}; kept beside the record")
            self.keep(meaning)

    def _code(self, meaning: str) -> None:
        text = tidy(self.cell(meaning)).replace(" ", "")
        if is_nothing(text):
            return
        if isinstance(self.cell(meaning), int | float) and len(text) > 15:
            self.note(ASKED, meaning, "was kept as a number, and lost its last digits")
            return
        try:
            if meaning == "record_code":
                self.put("record_code", parse_record_code(text).value)
                return
        except Refused as refusal:
            self.note(SAID, meaning, f"is no record code of today ({refusal.code})")
        self.put("former_record_code", text)

    # ---- household, closure --------------------------------------------------------------

    def _household(self) -> None:
        number = tidy(self.cell("household_number"))
        head = (tidy(self.cell("head_name")), tidy(self.cell("head_number")))
        if not is_nothing(number):
            self.entry.household = (self.entry.leaf, "number", number)
        elif any(not is_nothing(each) for each in head):
            self.entry.household = (self.entry.leaf, "head", *head)
        if not is_nothing(self.cell("natural_village")):
            self.entry.natural_village = tidy(self.cell("natural_village"))[:50]
        self.entry.relation = relation_of(self.cell("relationship_to_head"))

    def _closure(self) -> None:
        for meaning in ("closure", "died_on"):
            text = tidy(self.cell(meaning))
            says_so = any(word in text for word in _CLOSED) or (
                meaning == "died_on" and not is_nothing(text)
            )
            says_yes = text in ("是", "1") and "死亡" in self._heading(meaning)
            if says_so or says_yes:
                self.note(REFUSED, meaning, "says that this record is closed: a person decides")
        remark = tidy(self.cell("remark"))
        if remark and any(word in remark for word in _CLOSED):
            self.note(ASKED, "remark", "says something that may close the record")

    def _heading(self, meaning: str) -> str:
        column = self.line.columns.get(meaning)
        return self.people.layout.headings.get(column, "") if column is not None else ""
