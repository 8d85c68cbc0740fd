"""Bodies that a broken or hostile phone sends: never a 5xx, and never at a neighbour's cost."""

import gzip
import json
from typing import Any

from server.rules.natural_keys import natural_id
from tests import cast
from tests.server.county import Phone, changes, new_id
from tests.server.sync.phones import assert_equals_a_new_phone
from tests.server.sync.writing import answers_of, establish, follow_up, household, patch

PROBLEM = "application/problem+json"


def post(phone: Phone, body: bytes, **headers: str) -> Any:
    sent = {
        "Doorstep-Protocol": "1",
        "Authorization": f"Bearer {phone.token}",
        "Content-Type": "application/json",
        **headers,
    }
    return phone.client.post("/api/sync/push", data=body, headers=sent)


ZIPPED = {"Content-Encoding": "gzip"}
GOOD = b'{"operations": []}'
BODIES: dict[str, tuple[bytes, dict[str, str], int]] = {
    "nothing": (b"", {}, 400),
    "deep": (b'{"operations": ' + b"[" * 100_000, {}, 400),
    "deep and whole": (
        b'{"operations": ' + b"[" * 60_000 + b"]" * 60_000 + b"}",
        {},
        400,
    ),
    "not a number": (b'{"operations": [NaN]}', {}, 400),
    "infinite": (b'{"operations": [-Infinity]}', {}, 400),
    "a key twice": (b'{"operations": [], "operations": []}', {}, 400),
    "latin-1": ('{"operations": ["é"]}'.encode("latin-1"), {}, 400),
    "cut": (b'{"operations": [', {}, 400),
    "two values": (GOOD + GOOD, {}, 400),
    "a list": (b"[]", {}, 422),
    "a number": (b"1", {}, 422),
    "operations of text": (b'{"operations": "all"}', {}, 422),
    "too many": (json.dumps({"operations": [1] * 501}).encode(), {}, 422),
    "text": (GOOD, {"Content-Type": "text/plain"}, 415),
    "a form": (GOOD, {"Content-Type": "application/x-www-form-urlencoded"}, 415),
    "another encoding": (GOOD, {"Content-Encoding": "br"}, 415),
    "two encodings": (
        gzip.compress(gzip.compress(GOOD)),
        {"Content-Encoding": "gzip, gzip"},
        415,
    ),
    "zipped twice": (gzip.compress(gzip.compress(GOOD)), ZIPPED, 400),
    "zipped and cut": (gzip.compress(GOOD)[:-6], ZIPPED, 400),
    "zipped with a tail": (gzip.compress(GOOD) + b"tail", ZIPPED, 400),
    "not zipped": (GOOD, ZIPPED, 400),
    "a bomb": (gzip.compress(b" " * 100_000_000), ZIPPED, 413),
    "too large": (b" " * 3_000_000, {}, 413),
}


def test_a_body_that_is_no_batch_is_refused_in_words(wang: Phone) -> None:
    for name, (body, headers, status) in BODIES.items():
        answer = post(wang, body, **headers)
        assert (answer.status_code, answer.content_type) == (status, PROBLEM), name
        assert answer.json["status"] == status
    assert post(wang, gzip.compress(GOOD), **ZIPPED).status_code == 200


def hostile_operations(phone: Phone) -> list[Any]:
    """Operations that are wrong each in its own way."""
    good = household(phone, new_id())

    def with_value(value: Any, part: str = "door") -> dict[str, Any]:
        return {**good, "id": new_id(), "changes": {part: {"from": None, "to": value}}}

    deep: Any = "x"
    for _ in range(40):
        deep = [deep]
    keys = ("id", "device", "document", "form", "kind", "captured_at", "device_seq")
    return [
        None,
        1,
        "operation",
        [],
        {},
        *(
            {**good, "id": new_id(), key: value}
            for key in keys
            for value in (None, {}, "x\x00")
        ),
        *({key: value for key, value in good.items() if key != lost} for lost in keys),
        {**good, "id": "\ud800"},
        {**good, "id": "x" * 5_000},
        {**good, "\ud800": 1},
        {**good, "id": new_id(), "device_seq": 2**40},
        {**good, "id": new_id(), "device_seq": 10**31},
        {**good, "id": new_id(), "captured_at": "0001-01-01T00:00:00Z"},
        {**good, "id": new_id(), "captured_at": "9999-12-31T23:59:59Z"},
        {**good, "id": new_id(), "captured_at": "2026-02-30T00:00:00Z"},
        {**good, "id": new_id(), "finish": ["x" * 30_000]},
        {**good, "id": new_id(), "finish": ["no_such_section"]},
        {**good, "id": new_id(), "changes": {"x" * 300: {"from": None, "to": 1}}},
        {**good, "id": new_id(), "changes": {f"@{n}": {"to": new_id()} for n in range(999)}},
        with_value("half of 𠮷: \ud842"),
        with_value("\x00"),
        with_value(10**31),
        with_value(1e300),
        with_value(True),
        with_value(deep),
        with_value({"a": 1}),
        with_value("x" * 30_000),
        with_value("门" * 201),
        with_value("x" * 50, "@household"),
        with_value("x" * 50, "@area"),
        with_value(["x"], "@area"),
        with_value("x" * 300, "record_code"),
    ]


def test_each_hostile_operation_is_refused_alone(wang: Phone) -> None:
    hostile = hostile_operations(wang)
    good = household(wang)

    answers = wang.push(*hostile[:30], good, *hostile[30:])
    wang.pull()

    assert answers[30]["answer"] == "applied"
    assert set(answers_of(answers[:30] + answers[31:])) == {"rejected"}
    assert list(wang.documents) == [good["document"]]


def test_a_name_cut_inside_a_rare_character_does_not_stop_its_neighbour(wang: Phone) -> None:
    home, one, two = establish(wang, 2)
    cut = patch(wang, one, name=(cast.ZHANG_BODY["name"], "\ud842"))
    whole = patch(wang, two, name=(cast.ZHANG_BODY["name"], "𠮷田"))

    answers = wang.push(cut, whole)
    wang.pull()

    assert answers_of(answers) == ["rejected", "applied"]
    assert wang.documents[two]["body"]["name"] == "𠮷田"
    assert home in wang.documents


def test_the_longest_texts_that_a_form_allows_fit_into_every_list(wang: Phone) -> None:
    """PostgreSQL refuses what SQLite stores: nothing that a form takes may be too long."""
    home, person = establish(wang, 1)
    long = "龘" * 200

    answers = wang.push(
        patch(
            wang,
            home,
            "household",
            household_address=(cast.HOUSEHOLD_BODY["household_address"], long),
            natural_village=("老屋组", long[:50]),
            door=("3号", long[:20]),
            head_of_household=(None, "x" * 200),
        ),
        patch(
            wang,
            person,
            name=("张桂芳", "龘" * 50),
            record_code=(None, "3" * 20),
            responsible_doctor=(None, "x" * 36),
        ),
        wang.operation(
            "visit",
            new_visit(home),
            changes=changes(
                {
                    "planned_date": "2026-11-24",
                    "assigned_to": "y" * 200,
                    "visit_items": [
                        {
                            "_row": "r" * 64,
                            "item_resident": person,
                            "item_tasks": ";".join(["task" * 9] * 5),
                        }
                    ],
                },
                household=home,
            ),
        ),
        follow_up(wang, person, responsible_doctor="z" * 200),
    )

    assert not [a for a in answers if a["answer"] == "held"], answers
    assert_equals_a_new_phone(wang)


def new_visit(home: str) -> str:
    return natural_id("visit", home, "2026-11-24")
