"""Pull, as docs/sync-protocol.md section 5 promises it."""

import base64
import json
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from server.access.models import County, Grant
from server.db import writing
from server.services import county
from server.sync.cursor import Cursor
from server.sync.models import Feed
from tests import cast
from tests.server.county import Phone, new_id
from tests.server.sync.phones import assert_equals_a_new_phone, held, lines, page_sizes
from tests.server.sync.writing import answers_of, establish, follow_up, patch

RECORD = f"{cast.GRID}:record"


@pytest.fixture
def wang(app: Flask) -> Phone:
    return Phone(app, "wang", cast.WANG)


@pytest.fixture
def chen(app: Flask) -> Phone:
    return Phone(app, "chen", cast.CHEN)


def read_cursor(phone: Phone) -> dict[str, Any]:
    assert phone.cursor is not None
    packed = base64.urlsafe_b64decode(phone.cursor + "=" * (-len(phone.cursor) % 4))
    body: dict[str, Any] = json.loads(zlib.decompress(packed))
    return body


def write_cursor(body: Any) -> str:
    packed = zlib.compress(json.dumps(body).encode())
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def test_with_nothing_new_the_answer_is_one_line(wang: Phone) -> None:
    establish(wang)
    wang.pull()

    [line] = lines(wang, wang.cursor)

    assert json.loads(line)["kind"] == "end"
    assert json.loads(line)["cursor"] == wang.cursor


def test_pages_of_one_give_the_same_as_one_page(
    wang: Phone, chen: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    establish(wang)
    establish(wang, 1, cast.SECOND_GRID)
    chen.pull()

    page_sizes(monkeypatch, 1)
    requests = wang.pull()

    assert requests > 4
    assert held(wang) == held(chen)
    _, person = establish(wang, 1)
    wang.push(follow_up(wang, person))
    assert_equals_a_new_phone(wang, chen)


def test_a_bootstrap_while_others_write_misses_and_doubles_nothing(
    app: Flask, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_sizes(monkeypatch, 1)
    _, *people = establish(wang, 3)
    reader = Phone(app, "wang", cast.WANG)
    more, turn = True, 0
    while more and turn < 60:
        answer = reader.send(
            "GET", "/api/sync/pull" + (f"?cursor={reader.cursor}" if reader.cursor else "")
        )
        more = reader.file(answer.get_data(as_text=True).strip().split("\n"))
        turn += 1
        if turn < 6:
            establish(wang, 1)
            wang.push(patch(wang, people[turn % 3], phone=(None, f"139000000{turn:02d}")))

    assert_equals_a_new_phone(reader)
    assert len(reader.documents) == 4 + 5 * 2


def test_a_page_without_its_end_moves_nothing(wang: Phone) -> None:
    establish(wang)
    cut = lines(wang)[:-1]

    with pytest.raises(AssertionError, match="without its end"):
        wang.file(cut)

    assert wang.cursor is None


def hostile_cursors() -> list[str]:
    numbers = {RECORD: 1}
    good: dict[str, Any] = {"g": "x", "s": "", "n": numbers, "b": {}}
    bodies: list[Any] = [
        {**good, "n": {RECORD: -1}},
        {**good, "n": {RECORD: 2**70}},
        {**good, "n": {RECORD: float("inf")}},
        {**good, "n": {RECORD: "1"}},
        {**good, "n": {"\ud800": 1}},
        {**good, "n": {"'; drop table document": 1}},
        {**good, "n": {}, "b": {RECORD: [1, "\x00"]}},
        {**good, "n": {}, "b": {RECORD: [1, "\ud800"]}},
        {**good, "n": {}, "b": {RECORD: [1]}},
        {**good, "n": []},
        {**good, "g": None},
        [],
        None,
        json.loads("[" * 500 + "]" * 500),
    ]
    deep = base64.urlsafe_b64encode(zlib.compress(b"[" * 100_000)).decode()
    bomb = base64.urlsafe_b64encode(zlib.compress(b"0" * 5_000_000)).decode()
    texts = ["x", "%00", "====", "A" * 15_000, "é", deep, bomb]
    return [*map(write_cursor, bodies), *texts]


def test_a_cursor_that_is_nonsense_begins_anew(app: Flask, wang: Phone) -> None:
    establish(wang)
    with app.app_context():
        generation = county.read_county().generation
    for text in hostile_cursors():
        for cursor in (text, text.replace("x", generation)):
            whole = lines(wang, cursor)
            kinds = [json.loads(line)["kind"] for line in whole if line[0] == "{"]
            assert kinds == ["scope", "household", "resident", "resident", "end"], text


def test_after_a_restore_everything_is_sent_again(app: Flask, wang: Phone) -> None:
    establish(wang)
    wang.pull()
    with app.app_context(), writing() as session:
        session.execute(update(County).values(generation=new_id()))

    kinds = [json.loads(line)["kind"] for line in lines(wang, wang.cursor) if line[0] == "{"]

    assert kinds.count("resident") == 2


@pytest.mark.parametrize(("column", "value"), [("number", 1), ("forgotten", 10**6)])
def test_a_cursor_beyond_the_newest_or_too_old_begins_that_feed_anew(
    app: Flask, wang: Phone, column: str, value: int
) -> None:
    establish(wang)
    wang.pull()
    with app.app_context(), writing() as session:
        session.execute(update(Feed).where(Feed.code == RECORD).values({column: value}))

    kinds = [json.loads(line)["kind"] for line in lines(wang, wang.cursor) if line[0] == "{"]

    assert kinds.count("resident") == 2


def test_a_cursor_of_another_persons_phone_gives_nothing_of_theirs(
    app: Flask, wang: Phone
) -> None:
    establish(wang)
    wang.pull()
    li = Phone(app, "li", cast.LI)
    made_up = write_cursor({**read_cursor(wang), "n": {}, "b": {RECORD: [0, ""]}})

    for cursor in (wang.cursor, made_up):
        [drop, scope, end] = [json.loads(line) for line in lines(li, cursor)]
        assert (drop["kind"], drop["feed"]) == ("drop", RECORD)
        assert (scope["kind"], end["kind"]) == ("scope", "end")
        assert all(cast.GRID not in feed for feed in scope["feeds"])


def test_a_doctor_who_gets_a_village_gets_its_three_hundred_residents(
    app: Flask, wang: Phone
) -> None:
    li = Phone(app, "li", cast.LI)
    establish(wang, 300)
    li.pull()

    with app.app_context():
        grant = county.grant(cast.LI, cast.VILLAGE)
    li.pull()
    gained = dict(li.documents)
    with app.app_context():
        county.end_grant(grant, datetime.now(UTC))
    li.pull()

    assert len(gained) == 301
    assert held(li) == {"documents": {}, "rows": {}}


def test_a_village_lost_between_two_pages_is_dropped(
    app: Flask, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_sizes(monkeypatch, 1)
    establish(wang, 3)
    wang.file(lines(wang))
    wang.file(lines(wang, wang.cursor))
    assert wang.documents

    with app.app_context(), writing() as session:
        session.execute(
            update(Grant).where(Grant.staff_id == cast.WANG).values(ends_at=datetime.now(UTC))
        )
    wang.pull()

    assert held(wang) == {"documents": {}, "rows": {}}


def move_home(phone: Phone, home: str, before: str, after: str) -> None:
    [answer] = phone.push(patch(phone, home, "household", _area=(before, after)))
    assert answer["answer"] == "applied", answer


def test_a_household_that_moves_away_and_back_is_there_once(
    app: Flask, chen: Phone, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, person = establish(wang, 1)
    wang.push(follow_up(wang, person))
    away = Phone(app, "li", cast.LI)
    for phone in (chen, wang, away):
        phone.pull()
    page_sizes(monkeypatch, 1)

    move_home(chen, home, cast.GRID, cast.NEXT_GRID)
    away.pull()
    assert len(away.documents) == 3
    move_home(chen, home, cast.NEXT_GRID, cast.GRID)

    assert_equals_a_new_phone(chen, wang, away)
    assert len(chen.documents) == len(wang.documents) == 3
    assert held(away) == {"documents": {}, "rows": {}}


def test_who_reads_both_villages_may_read_the_new_one_first(
    app: Flask, chen: Phone, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, _ = establish(wang, 1, cast.SECOND_GRID)
    chen.pull()
    page_sizes(monkeypatch, 1)
    # The feed of the first grid comes first: what arrived there is read before what left.
    move_home(chen, home, cast.SECOND_GRID, cast.GRID)
    move_home(chen, home, cast.GRID, cast.SECOND_GRID)
    move_home(chen, home, cast.SECOND_GRID, cast.GRID)

    assert_equals_a_new_phone(chen, wang)
    assert len(chen.documents) == 2


def test_a_resident_who_moves_leaves_only_an_id_behind(
    app: Flask, chen: Phone, wang: Phone
) -> None:
    _, person = establish(wang, 1)
    wang.push(
        patch(wang, person, managed_programmes=(["hypertension"], ["tuberculosis"])),
        follow_up(wang, person),
    )
    with app.app_context():
        county.grant(cast.WANG, cast.VILLAGE, ("tuberculosis",))
    other, _ = establish(chen_writes(app), 1, cast.NEXT_GRID)
    wang.pull()
    assert f"{person}|{cast.GRID}:tuberculosis" in held(wang)["rows"]

    chen.push(patch(chen, person, _household=(wang_home(wang, person), other)))
    tombstones = lines(wang, wang.cursor)

    [*gone, _] = [json.loads(line) for line in tombstones]
    assert {line["kind"] for line in gone} == {"gone"}
    assert {key for line in gone for key in line} == {
        "kind",
        "id",
        "feed",
        "number",
        "subject",
        "rev",
    }
    assert_equals_a_new_phone(wang, chen)
    assert len(wang.documents) == 1


def chen_writes(app: Flask) -> Phone:
    """A doctor of the next village."""
    return Phone(app, "li", cast.LI)


def wang_home(wang: Phone, person: str) -> str:
    home: str = wang.documents[person]["links"]["household"]
    return home


def test_the_cursor_of_a_supervisor_of_many_villages_fits_into_an_address() -> None:
    feeds = {
        f"3299011002{village:02d}0{grid}:{lane}": 1000 + village * 7 + grid
        for village in range(60)
        for grid in range(2)
        for lane in ("record", "mental_health", "tuberculosis")
    }

    assert len(Cursor(new_id(), "0" * 16, feeds).encode()) < 3_000


def test_a_batch_written_to_many_villages_reaches_every_phone(
    app: Flask, chen: Phone, wang: Phone
) -> None:
    li = Phone(app, "li", cast.LI)
    one, person = establish(wang, 1)
    two, _ = establish(li, 1, cast.NEXT_GRID)
    for phone in (chen, wang, li):
        phone.pull()

    answers = chen.push(
        patch(chen, two, "household", door=("3号", "8号")),
        patch(chen, person, sex=("female", "male")),
        patch(chen, one, "household", door=("3号", "9号")),
    )

    assert answers_of(answers) == ["applied"] * 3
    assert_equals_a_new_phone(chen, wang, li)
