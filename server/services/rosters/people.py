"""A row of a roster as a resident: what is certain, and what a person must be asked."""

from collections.abc import Mapping

from server.rules.cleaning import Refused
from server.rules.record_code import parse_record_code
from server.services.rosters.answers import read_answers
from server.services.rosters.contacts import read_phones_of
from server.services.rosters.entry import ASKED, REFUSED, SAID, Entry
from server.services.rosters.identity import read_identity, read_who_and_where
from server.services.rosters.illness import read_illness
from server.services.rosters.layout import Line
from server.services.rosters.places import Places
from server.services.rosters.reading import Reading, Rows
from server.services.rosters.words import is_nothing, relation_of, tidy

_CLOSED = ("死亡", "已故", "去世", "病故", "注销", "迁出", "终止", "失访")


class People:
    """Reads rows of one sheet."""

    def __init__(
        self,
        rows: Rows,
        places: Places,
        staff: Mapping[str, list[str]],
        institutions: Mapping[str, list[str]],
    ) -> None:
        self._rows, self._places = rows, places
        self._staff, self._institutions = staff, institutions

    def read(self, line: Line) -> Entry:
        """Return the person of a row, with notes on what was not taken as it stands.

        A row that cannot be taken is read no further.
        """
        reading = Reading(self._rows, line)
        reading.check_cells()
        if not reading.entry.is_refused:
            read_who_and_where(reading, self._places)
        if reading.entry.is_refused:
            return reading.entry
        read_identity(reading)
        read_phones_of(reading)
        read_answers(reading)
        read_illness(reading)
        _record(reading, self._staff, self._institutions)
        _household(reading)
        _closure(reading)
        return reading.entry


def _record(
    reading: Reading, staff: Mapping[str, list[str]], institutions: Mapping[str, list[str]]
) -> None:
    day = reading.day("record_date")
    if day is not None:
        reading.put("record_date", day.isoformat())
    for meaning in ("responsible_doctor", "record_creator"):
        _reference(reading, meaning, staff)
    _reference(reading, "record_institution", institutions)
    for meaning in ("record_code", "former_record_code"):
        _code(reading, meaning)


def _reference(reading: Reading, meaning: str, known: Mapping[str, list[str]]) -> None:
    text = tidy(reading.cell(meaning))
    if is_nothing(text):
        return
    found = known.get(text, [])
    if len(found) == 1:
        reading.put(meaning, found[0])
    else:
        reason = "is not known here" if not found else "is the name of several"
        reading.note(ASKED, meaning, f"{reason}; kept beside the record")
        reading.keep(meaning)


def _code(reading: Reading, meaning: str) -> None:
    text = tidy(reading.cell(meaning)).replace(" ", "")
    if is_nothing(text):
        return
    if isinstance(reading.cell(meaning), int | float) and len(text) > 15:
        reading.note(ASKED, meaning, "was kept as a number, and lost its last digits")
        return
    try:
        if meaning == "record_code":
            reading.put("record_code", parse_record_code(text).value)
            return
    except Refused as refusal:
        reading.note(SAID, meaning, f"is no record code of today ({refusal.code})")
    reading.put("former_record_code", text)


def _household(reading: Reading) -> None:
    number = tidy(reading.cell("household_number"))
    head = (tidy(reading.cell("head_name")), tidy(reading.cell("head_number")))
    if not is_nothing(number):
        reading.entry.household = (reading.entry.leaf, "number", number)
    elif any(not is_nothing(each) for each in head):
        reading.entry.household = (reading.entry.leaf, "head", *head)
    if not is_nothing(reading.cell("natural_village")):
        reading.entry.natural_village = tidy(reading.cell("natural_village"))[:50]
    reading.entry.relation = relation_of(reading.cell("relationship_to_head"))


def _closure(reading: Reading) -> None:
    for meaning in ("closure", "died_on"):
        text = tidy(reading.cell(meaning))
        says_so = any(word in text for word in _CLOSED) or (
            meaning == "died_on" and not is_nothing(text)
        )
        says_yes = text in ("是", "1") and "死亡" in reading.heading(meaning)
        if says_so or says_yes:
            reading.note(REFUSED, meaning, "says that this record is closed: a person decides")
    remark = tidy(reading.cell("remark"))
    if remark and any(word in remark for word in _CLOSED):
        reading.note(ASKED, "remark", "says something that may close the record")
