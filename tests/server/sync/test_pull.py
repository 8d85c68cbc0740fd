"""Pull, as docs/sync-protocol.md section 3 promises it."""

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
from server.sync import snapshot
from server.sync.models import Feed
from tests import cast
from tests.server.county import Phone, new_id
from tests.server.sync.phones import assert_equals_a_new_phone, held, lines, page_sizes
from tests.server.sync.writing import answers_of, establish, follow_up, patch

RECORD = f"{cast.GRID}:record"


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
        answer = reader.ask(reader.cursor)
        more = reader.file(answer.get_data(as_text=True).strip().split("\n"))
        turn += 1
        if turn < 6:
            establish(wang, 1)
            wang.push(patch(wang, people[turn % 3], phone=(None, f"139000000{turn:02d}")))

    assert_equals_a_new_phone(reader)
    assert len(reader.documents) == 4 + 5 * 2


def test_who_left_after_the_first_page_of_a_bootstrap_is_no_ghost_of_the_second(
    app: Flask, chen: Phone, wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_sizes(monkeypatch, 1)
    home, person = establish(wang, 1)
    other, _ = establish(Phone(app, "li", cast.LI), 1, cast.NEXT_GRID)
    reader, turns = Phone(app, "wang", cast.WANG), 0
    while person not in reader.documents:
        turns += reader.file(lines(reader, reader.cursor))
    assert reader.cursor is not None

    # The phone begins anew; meanwhile she has moved to the next village.
    chen.pull()
    chen.push(patch(chen, person, _household=(home, other)))
    reader.cursor = None

    assert_equals_a_new_phone(reader, wang, chen)
    assert turns > 0
    assert person not in reader.documents


def test_a_feed_that_begins_anew_is_named_also_when_nothing_is_in_it(
    app: Flask, wang: Phone
) -> None:
    establish(wang)
    wang.pull()
    with app.app_context(), writing() as session:
        session.execute(update(Feed).where(Feed.code == RECORD).values(number=0))

    [begun, _] = [json.loads(line) for line in lines(wang, wang.cursor)]
    wang.pull()

    assert begun == {"kind": "snapshot", "feeds": [RECORD]}
    assert held(wang) == {"documents": {}, "rows": {}}


def test_a_page_of_heavy_residents_ends_by_its_bytes(
    wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, *people = establish(wang, 6)
    wang.push(*(follow_up(wang, person) for person in people))
    whole = lines(wang)
    most = sum(len(line.encode()) for line in whole) // 3
    monkeypatch.setattr(snapshot, "PAGE_BYTES", most)
    sizes, more = [], True
    while more:
        page = lines(wang, wang.cursor)
        own = [line for line in page if line[0] == "[" or '"index":' in line]
        sizes.append(sum(len(line.encode()) for line in own))
        more = wang.file(page)

    assert 3 <= len(sizes) <= 5
    assert max(sizes) <= most
    assert_equals_a_new_phone(wang)


def test_a_subject_that_is_larger_than_a_page_goes_alone(
    wang: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    establish(wang, 2)
    monkeypatch.setattr(snapshot, "PAGE_BYTES", 1)

    # A household and two residents, and the end of the feed.
    assert wang.pull() == 3
    assert_equals_a_new_phone(wang)


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
    begins = ["scope", "snapshot"]
    with app.app_context():
        generation = county.read_county().generation
    for text in hostile_cursors():
        for cursor in (text, text.replace("x", generation)):
            whole = lines(wang, cursor)
            kinds = [json.loads(line)["kind"] for line in whole if line[0] == "{"]
            assert kinds == [*begins, "household", "resident", "resident", "end"], text


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

    told = [json.loads(line) for line in lines(wang, wang.cursor) if line[0] == "{"]

    assert [one["kind"] for one in told].count("resident") == 2
    # Only what was put back may have lost what this phone has sent.
    assert told[-1].get("put_back", False) == (column == "number")


@pytest.mark.parametrize(("began", "forgotten"), [(10**6, 0), (0, 1)])
def test_a_snapshot_that_began_beyond_the_newest_or_too_early_begins_anew(
    app: Flask, wang: Phone, began: int, forgotten: int
) -> None:
    establish(wang)
    wang.pull()
    with app.app_context(), writing() as session:
        session.execute(update(Feed).where(Feed.code == RECORD).values(forgotten=forgotten))
    half = {**read_cursor(wang), "n": {}, "b": {RECORD: [began, "f" * 36]}}

    answer = lines(wang, write_cursor(half))

    assert [json.loads(line)["kind"] for line in answer if line[0] == "{"].count(
        "resident"
    ) == 2
    wang.file(answer)
    assert read_cursor(wang)["n"][RECORD] < 10**6


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


@pytest.mark.parametrize("pages", [1, 3, 50])
def test_who_moves_away_and_back_while_both_villages_are_read_is_there_once_and_whole(
    app: Flask, wang: Phone, chen: Phone, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    lanes = ("record", "mental_health", "tuberculosis")
    with app.app_context():
        county.grant(cast.LI, cast.VILLAGE, lanes)
    specialist = Phone(app, "li", cast.LI)
    first, person, _ = establish(wang, 2, cast.SECOND_GRID)
    other, _ = establish(wang, 1, cast.GRID)
    papers = [
        follow_up(specialist, person),
        follow_up(specialist, person, form="smi_follow_up"),
        follow_up(specialist, person, form="tb_follow_up"),
    ]
    assert answers_of(specialist.push(*papers)) == ["applied"] * 3
    for phone in (wang, chen):
        phone.pull()
    page_sizes(monkeypatch, 1)

    # The feeds of the first grid come first: what arrived there is read before what left.
    move_in(chen, person, first, other)
    wrote = chen.push(patch(chen, person, phone=(None, "13900001111")))
    assert answers_of(wrote) == ["applied"]
    for phone in (wang, chen):
        read(phone, pages)
    move_in(chen, person, other, first)
    for phone in (wang, chen):
        read(phone, pages)

    assert_equals_a_new_phone(wang, chen)
    of_the_person = {person, *(paper["document"] for paper in papers)}
    homes = {first, other}
    assert {id for id in chen.documents if id in of_the_person} == of_the_person
    assert chen.documents[person]["body"]["phone"] == "13900001111"
    assert {chen.feed_of[id] for id in of_the_person} == {
        f"{cast.SECOND_GRID}:{lane}" for lane in lanes
    }
    assert rows_of(chen, person) == {f"{cast.SECOND_GRID}:{lane}" for lane in lanes}
    assert set(wang.documents) & of_the_person == {person, papers[0]["document"]}
    assert rows_of(wang, person) == {f"{cast.SECOND_GRID}:record"}
    assert len(wang.documents) == len(homes) + 2 + 1 + 1


def move_in(phone: Phone, person: str, before: str, after: str) -> None:
    """Let somebody live in another household."""
    [answer] = phone.push(patch(phone, person, _household=(before, after)))
    assert answer["answer"] == "applied", answer


def read(phone: Phone, pages: int) -> None:
    """Pull some pages, and no more for now."""
    for _ in range(pages):
        if not phone.file(lines(phone, phone.cursor)):
            return


def rows_of(phone: Phone, subject: str) -> set[str]:
    """The feeds in whose lists somebody stands on this phone."""
    found = {key.partition("|") for key, row in held(phone)["rows"].items() if row}
    return {feed for id, _, feed in found if id == subject}


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
