"""Telephone numbers of a row: one's own, or another's."""

from server.services.rosters.entry import ASKED, SAID
from server.services.rosters.numbers import read_phones
from server.services.rosters.reading import Reading


def read_phones_of(reading: Reading) -> None:
    """Take telephone numbers; what is none is kept as it was typed."""
    for meaning in ("phone", "contact_phone"):
        phones, bad = read_phones(reading.cell(meaning))
        for text in bad:
            reading.note(ASKED, meaning, "is no telephone number", text)
            reading.keep(meaning, text)
        for phone in phones:
            _phone(reading, meaning, phone.value, phone.owner, phone.remark)


def _phone(reading: Reading, meaning: str, value: str, owner: str | None, remark: str) -> None:
    target = meaning if owner is None else "contact_phone"
    if target in reading.body:
        target = "contact_phone"
    if target in reading.body:
        reading.note(SAID, meaning, "is a further number, kept beside the record", value)
        reading.entry.as_typed.append(f"电话:{value}{remark}")
        return
    reading.put(target, value)
    if target == "phone":
        reading.body["phone_owner"] = "own"
    elif meaning == "phone":
        reading.note(SAID, "phone", f"belongs to another ({remark or '?'}): put to the contact")
        if owner and remark and "contact_relationship" not in reading.body:
            reading.put("contact_relationship", remark[:20])
