"""Who a resident is on the front page: populations, conditions, allergies, status."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from server.forms.document import Document
from server.forms.values import is_set
from server.records.entry import Body, Entry
from server.records.folder import Folder
from server.rules.ages import add_months, age_years, parse_day

#: In the order in which they are shown.
POPULATIONS = (
    "child",
    "maternal",
    "elderly",
    "hypertension",
    "type_2_diabetes",
    "severe_mental_illness",
    "tuberculosis",
    "disability",
)
_WHO = (
    "name",
    "sex",
    "birth_date",
    "id_type",
    "record_code",
    "phone",
    "phone_owner",
    "guardian_name",
    "guardian_phone",
    "blood_group",
    "responsible_doctor",
)
_DOOR = ("natural_village", "building", "entrance", "storey", "door", "walking_order")
#: Programme -> the disease it manages, where the two have different codes.
_DISEASE = {"type_2_diabetes": "diabetes"}
_NO_DISEASE = {"maternal", "disability"}
#: Children to 6 years, elderly people from 65 (norm: children 1, elderly 1).
_SEVENTH, _ELDERLY = 7, 65
#: A mother is one until 42 days after the birth (norm: pregnancy 2.5).
_AFTER_BIRTH = timedelta(days=42)


def who(body: Body) -> dict[str, Any]:
    """Return what names a resident and how to reach them."""
    return {key: body.get(key) for key in _WHO}


def door(home: Body) -> dict[str, Any]:
    """Return how to find a household's door, in walking order."""
    return {key: home.get(key) for key in _DOOR}


def populations(body: Body, entries: Iterable[Entry], today: str) -> list[str]:
    """Return the key populations a resident belongs to, by facts and pregnancies."""
    found = set(body.get("managed_programmes") or ())
    found.update(_by_age(body, today))
    if any(_is_maternal(entry.body, today) for entry in entries if entry.form == "pregnancy"):
        found.add("maternal")
    if is_set(body.get("disabilities")) and "none" not in body["disabilities"]:
        found.add("disability")
    return [population for population in POPULATIONS if population in found]


def populations_change(body: Body, entries: Iterable[Entry]) -> Iterator[date]:
    """Yield the days, past ones too, on which populations may change by themselves."""
    if born := body.get("birth_date"):
        yield parse_day(born)
        yield add_months(parse_day(born), _SEVENTH * 12)
        yield add_months(parse_day(born), _ELDERLY * 12)
    for entry in entries:
        if entry.form == "pregnancy" and entry.body.get("outcome_date"):
            yield parse_day(entry.body["outcome_date"]) + _AFTER_BIRTH + timedelta(days=1)


def conditions(body: Body) -> list[dict[str, Any]]:
    """Return past diseases, then programmes that have none; each says whether it is managed."""
    found = [
        {
            "code": row["disease"],
            "since": row.get("disease_diagnosed_on"),
            "text": row.get(f"disease__{row['disease']}"),
            "managed": False,
        }
        for row in body.get("past_diseases") or ()
        if row.get("disease")
    ]
    for programme in body.get("managed_programmes") or ():
        code = _DISEASE.get(programme, programme)
        if code in _NO_DISEASE:
            continue
        same = [condition for condition in found if condition["code"] == code]
        for condition in same:
            condition["managed"] = True
        if not same:
            found.append({"code": code, "since": None, "text": None, "managed": True})
    return found


def allergies(body: Body) -> dict[str, Any]:
    """Return what is known of allergies to medicines, or why nothing is."""
    codes = body.get("drug_allergies") or []
    return {
        "known": is_set(codes),
        "codes": [code for code in codes if code != "none"],
        "text": body.get("drug_allergies__other"),
        "absent": (body.get("_absent") or {}).get("drug_allergies"),
    }


def status(folder: Folder) -> str:
    """Say whether the record is active or closed."""
    return "closed" if folder.closure else "active"


def closed(folder: Folder) -> dict[str, Any] | None:
    """Return by what, and when, a record was closed."""
    closure = folder.closure
    if closure is None:
        return None
    return {
        "reason": closure.body.get("closure_reason"),
        "on": closure.body.get("closed_on"),
        "moved_to": closure.body.get("moved_to"),
    }


def away(services: Iterable[Entry], today: str) -> dict[str, Any] | None:
    """Return where a resident is who has not come back by today."""
    absences = [entry.body for entry in services if _is_away(entry, today)]
    if not absences:
        return None
    newest = absences[-1]
    return {
        "since": newest.get("away_since"),
        "reason": newest.get("away_reason"),
        "expected_back": newest.get("expected_back"),
        "phone": newest.get("away_phone"),
    }


def address(folder: Folder) -> str | None:
    """Return where the resident lives: the household's address before their own."""
    found: str | None = folder.home.get("household_address") or folder.body.get(
        "current_address"
    )
    return found


def links(resident: Document) -> dict[str, Any]:
    """Return the household and the area a resident belongs to."""
    named = resident.get("links") or {}
    return {"household": named.get("household"), "area": named.get("area")}


def _by_age(body: Body, today: str) -> Iterator[str]:
    born = body.get("birth_date")
    years = age_years(parse_day(born), parse_day(today)) if born else None
    if years is not None and years < _SEVENTH:
        yield "child"
    if years is not None and years >= _ELDERLY:
        yield "elderly"


def _is_maternal(pregnancy: Body, today: str) -> bool:
    if not pregnancy.get("pregnancy_outcome"):
        return True
    ended = pregnancy.get("outcome_date")
    return bool(ended) and parse_day(today) <= parse_day(ended) + _AFTER_BIRTH


def _is_away(entry: Entry, today: str) -> bool:
    if entry.form != "absence":
        return False
    back = entry.body.get("back_on")
    return not (back and back <= today)
