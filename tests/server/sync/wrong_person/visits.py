"""A visit under the wrong name that meets that person's own: who wrote what."""

from typing import Any
from zoneinfo import ZoneInfo

from server.records.loaded import loaded
from server.sync.rebuild import rebuild
from tests import cast
from tests.server.county import Phone, new_id
from tests.server.sync.phones import assert_equals_a_new_phone
from tests.server.sync.writing import (
    follow_up,
    follow_up_id,
    patch,
)

Json = dict[str, Any]

TAKEN = ("applied", "merged", "conflict")
FORM, DAY = "hypertension_follow_up", "2026-11-20"
ZHANGS, SUNS = follow_up_id(cast.ZHANG, DAY), follow_up_id(cast.SUN, DAY)

#: What Wang measured at Sun's, and wrote under Zhang's name; and what Li measured at Zhang's.
#: Some values are equal, and some only one of them has.
AT_SUNS = {
    "systolic_blood_pressure": 138,
    "diastolic_blood_pressure": 84,
    "heart_rate": 72,
    "salt_intake": "light",
    "symptoms": ["headache_dizziness", "leg_oedema"],
    "body_weight": 62.5,
    "medication_adherence": "regular",
}
AT_ZHANGS = {
    "systolic_blood_pressure": 162,
    "diastolic_blood_pressure": 92,
    "heart_rate": 91,
    "salt_intake": "light",
    "symptoms": ["headache_dizziness", "epistaxis"],
    "investigations": "尿常规",
    "medication_adherence": "regular",
}


def medicine(name: str, dose: float) -> Json:
    return {"_row": new_id(), "drug_name": name, "dose": dose}


SUNS_PILLS, ZHANGS_PILLS = [medicine("氨氯地平", 5)], [medicine("缬沙坦", 80)]


def entered(wang: Phone) -> Json:
    return follow_up(wang, cast.ZHANG, DAY, medications=SUNS_PILLS, **AT_SUNS)


def visited(li: Phone) -> Json:
    return follow_up(li, cast.ZHANG, DAY, medications=ZHANGS_PILLS, **AT_ZHANGS)


def moving(
    phone: Phone, document: str = ZHANGS, before: str = cast.ZHANG, after: str = cast.SUN
) -> Json:
    link = {"@resident": {"from": before, "to": after}}
    return phone.operation(FORM, document, "move", changes=link, reason="wrong person")


def correction(phone: Phone, **parts: Any) -> Json:
    return patch(phone, ZHANGS, FORM, **parts)


def body(who: Json, pills: list[Json], **more: Any) -> Json:
    return {
        "visit_date": DAY,
        "visit_mode": "home",
        "medications": pills,
        **who,
        **more,
    }


def is_conflict(document: Json) -> bool:
    return bool(document["type"] == "conflict")


def open_conflicts(phone: Phone) -> list[Json]:
    found = (one["body"] for one in phone.documents.values() if is_conflict(one))
    return [each for each in found if each["state"] == "open"]


def assert_two_whole_documents(
    *phones: Phone, suns: Json | None = None, zhangs: Json | None = None
) -> None:
    assert_equals_a_new_phone(*phones)
    with phones[0].client.application.app_context():
        assert rebuild(loaded(), ZoneInfo("Asia/Shanghai"), write=False).differing == []
    for phone in phones:
        of_sun, of_zhang = phone.documents[SUNS], phone.documents[ZHANGS]
        assert of_sun["body"] == body(AT_SUNS, SUNS_PILLS, **(suns or {}))
        assert of_zhang["body"] == body(AT_ZHANGS, ZHANGS_PILLS, **(zhangs or {}))
        assert of_sun["links"] == {"resident": cast.SUN}
        assert of_zhang["links"] == {"resident": cast.ZHANG}
        assert [each["retired"] for each in (of_sun, of_zhang)] == [None, None]
        assert [each["moved_to"] for each in (of_sun, of_zhang)] == [None, None]
        assert [each["complete"] for each in (of_sun, of_zhang)] == [True, True]
        assert of_sun["finished"]["*"]["actor"] == cast.WANG
        assert of_zhang["finished"]["*"]["actor"] == cast.LI
        assert open_conflicts(phone) == []


def standing_and_offered(phone: Phone) -> dict[str, set[str]]:
    """Of each unit of Zhang's follow-up all that stands and waits, whichever of the two."""
    found = {part: {str(value)} for part, value in phone.documents[ZHANGS]["body"].items()}
    for conflict in open_conflicts(phone):
        values = [offer["value"] for offer in conflict["offers"]]
        for part, value in [pair for each in values for pair in each.items()]:
            found[part].add(str(value))
    found["medications"] = {str(sorted(row["drug_name"] for row in pills(phone)))}
    found["symptoms"] = found.get("symptoms", set())
    return found


def pills(phone: Phone) -> list[Json]:
    rows: list[Json] = phone.documents[ZHANGS]["body"]["medications"]
    return rows
