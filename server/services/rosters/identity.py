"""Who a row tells of, and where they live; what is certain of number, birth date and sex."""

from datetime import date

from server.services.rosters.entry import ASKED, REFUSED, SAID
from server.services.rosters.names import read_name
from server.services.rosters.numbers import BadNumber, read_identity_number
from server.services.rosters.places import Places, Unplaced
from server.services.rosters.reading import Reading
from server.services.rosters.words import choice_of, is_nothing, tidy


def read_who_and_where(reading: Reading, places: Places) -> None:
    """Take name and leaf area; a row without either is refused."""
    name, doubt = read_name(reading.cell("name"))
    if not name:
        reading.note(REFUSED, "name", "has no name")
        return
    reading.put("name", name)
    if doubt:
        reading.note(ASKED, "name", doubt)
    try:
        reading.entry.leaf = places.leaf(reading.line.cells)
    except Unplaced as why:
        reading.note(
            REFUSED, "village" if "village" in reading.line.columns else None, str(why)
        )


def read_identity(reading: Reading) -> None:
    """Take a right number, birth date and sex; where they differ a person is asked."""
    cell, today = reading.cell("id_number"), reading.today
    number = None
    reading.body["id_type"] = "resident_identity_card"
    try:
        number = read_identity_number(cell, today)
        if number is None:
            reading.body["_absent.id_number"] = "unknown"
    except BadNumber as why:
        reading.body["_absent.id_number"] = "unknown"
        reading.note(ASKED, "id_number", str(why))
        reading.keep("id_number")
    if number is not None:
        reading.put("id_number", number.value)
        if number.legacy:
            reading.note(SAID, "id_number", "had 15 digits and was brought to 18")
    _birth_date(reading, number.birth_date if number else None)
    _sex(reading, number.sex if number else None)


def _birth_date(reading: Reading, of_number: date | None) -> None:
    day = reading.day("birth_date")
    if day is not None and of_number is not None and day != of_number:
        reading.note(ASKED, "birth_date", f"differs from the identity number's ({of_number})")
    if day is None and of_number is not None:
        day = of_number
        reading.entry.derived.add("birth_date")
        if "birth_date" in reading.line.columns:
            reading.note(SAID, "birth_date", "was taken from the identity number")
    if day is None:
        reading.note(ASKED, "birth_date", "is not known: to be asked at the next visit")
        return
    reading.put("birth_date", day.isoformat())
    _age(reading, day)


def _age(reading: Reading, born: date) -> None:
    age = tidy(reading.cell("age")).rstrip("岁")
    if age.isdigit() and abs(reading.today.year - born.year - int(age)) > 2:
        reading.note(ASKED, "age", f"contradicts the birth date {born}")


def _sex(reading: Reading, of_number: str | None) -> None:
    cell = reading.cell("sex")
    said = (
        None if tidy(cell) == "" else choice_of(reading.form.by_id["sex"], tidy(cell).upper())
    )
    if said is None and not is_nothing(cell):
        reading.note(ASKED, "sex", "is no sex that is known")
    if said in ("male", "female") and of_number is not None and said != of_number:
        reading.note(ASKED, "sex", f"differs from the identity number's ({of_number})")
    if said is None and of_number is not None:
        said = of_number
        reading.entry.derived.add("sex")
        if "sex" in reading.line.columns:
            reading.note(SAID, "sex", "was taken from the identity number")
    if said is not None:
        reading.put("sex", said)
