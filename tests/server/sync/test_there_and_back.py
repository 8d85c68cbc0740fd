"""Who moves away and comes back while a phone reads both grids: its own code files them."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from server.access.models import County
from server.db import reading, writing
from server.rules.natural_keys import natural_id
from server.services import county
from server.sync.models import Document, Folder
from tests import cast
from tests.server.county import Phone, changes, new_id
from tests.server.sync.on_a_line import PhoneOnALine
from tests.server.sync.phones import page_sizes
from tests.server.sync.writing import Json, answers_of, establish, follow_up, patch

#: Page -> what happens before it is sent.
Between = dict[int, Callable[[], None]]

LANES = ("record", "mental_health")
#: Pages of one change that tell of a move, and of one subject that tell of everybody.
PAGES_OF_A_MOVE, PAGES_OF_A_SNAPSHOT = 23, 5
#: Home and away. Feeds are read in the order of their codes: who leaves the second grid is read
#: first where she came, and then where she left.
GRIDS = {
    "what-she-left-first": (cast.GRID, cast.SECOND_GRID),
    "where-she-came-first": (cast.SECOND_GRID, cast.GRID),
}


@dataclass
class Village:
    """Zhang with years of papers in one grid, a neighbour in another, and who moves them."""

    app: Flask
    chen: Phone
    home: str
    person: str
    other: str
    grids: tuple[str, str]
    #: What is not where it was at first: the household in its grid, she in her household.
    away: set[str] = field(default_factory=set)

    def household_moves(self) -> None:
        """Her whole household goes to the other grid, or comes back."""
        self._move(self.home, "household", _area=self.grids)

    def she_moves(self) -> None:
        """She alone goes to live with the neighbour, or comes back."""
        self._move(self.person, "resident_basic", _household=(self.home, self.other))

    def _move(self, document: str, form: str, **link: tuple[str, str]) -> None:
        is_away = document in self.away
        ends = {name: ends[::-1] if is_away else ends for name, ends in link.items()}
        answers = self.chen.push(patch(self.chen, document, form, **ends))
        assert answers_of(answers) == ["applied"]
        self.away ^= {document}


@pytest.fixture(params=GRIDS)
def village(
    request: pytest.FixtureRequest, app: Flask, chen: Phone, monkeypatch: pytest.MonkeyPatch
) -> Village:
    """Pages hold one subject, or one change."""
    grids = GRIDS[request.param]
    with app.app_context():
        county.grant(cast.WANG, cast.VILLAGE, LANES)
    doctor = Phone(app, "wang", cast.WANG)
    home, person = establish(doctor, 1, grids[0])
    other, _ = establish(doctor, 1, grids[1])
    days = ("2024-02-05", "2024-05-06", "2024-08-07", "2026-02-03", "2026-08-04")
    papers = [follow_up(doctor, person, day) for day in days]
    papers += [follow_up(doctor, person, form="smi_follow_up"), visit(doctor, home)]
    assert answers_of(doctor.push(*papers)) == ["applied"] * len(papers)
    page_sizes(monkeypatch, 1)
    return Village(app, chen, home, person, other, grids)


def visit(doctor: Phone, home: str, day: str = "2026-08-01") -> Json:
    """Somebody was at the door."""
    return doctor.operation(
        "visit",
        natural_id("visit", home, day),
        changes=changes({"planned_date": day}, household=home),
        finish=True,
    )


@pytest.fixture
def phone(app: Flask, village: Village) -> Iterator[PhoneOnALine]:
    """The phone of who reads both grids, before its first sync."""
    line = PhoneOnALine(app, "wang", cast.WANG)
    yield line
    line.close()


def sync(phone: PhoneOnALine, before: Between | None = None, lost_at: int | None = None) -> int:
    """Sync until nothing is new or the signal is lost; return how many pages came.

    `before`: page -> what happens at the centre before it answers with this page.
    """
    pages = 0

    def has_signal() -> bool:
        nonlocal pages
        if pages == lost_at:
            return False
        if happens := (before or {}).get(pages):
            happens()
        pages += 1
        return True

    phone.has_signal = has_signal
    phone.call("syncNow")
    phone.has_signal = lambda: True
    return pages


def assert_equals_the_centre(phone: PhoneOnALine, app: Flask) -> None:
    """Each document is there once and whole, in its place; so is each row of the lists."""
    heads, folders = held_at_the_centre(app)
    for folder in folders:
        on_phone = phone.call(*opening_of(folder))
        assert documents_in(on_phone, folder) == documents_of(heads, folder, is_current=True)
        archived = phone.call("archives", folder.subject_id, {"lane": folder.lane})
        assert by_id(archived) == documents_of(heads, folder, is_current=False)
        assert on_phone["row"] == json.loads(folder.index_row or "null")
    assert len(phone.call("foldersOnDisk")) == len(folders)
    people = [one for one in folders if (one.kind, one.lane) == ("resident", "record")]
    assert sorted(one["resident"] for one in phone.call("search", "张")) == sorted(
        one.subject_id for one in people
    )
    doors = [one for one in folders if one.kind == "household"]
    assert sorted((door["area"], door["households"]) for door in phone.call("doors")) == sorted(
        Counter(one.feed_code.partition(":")[0] for one in doors).items()
    )


def held_at_the_centre(app: Flask) -> tuple[list[Document], list[Folder]]:
    """What the database holds of the residents of this test."""
    with app.app_context(), reading() as session:
        heads = list(session.scalars(select(Document)))
        folders = list(session.scalars(select(Folder)))
        session.expunge_all()
    return heads, folders


def opening_of(folder: Folder) -> tuple[Any, ...]:
    """The call that opens a folder."""
    if folder.kind == "household":
        return "openHousehold", folder.subject_id
    return "openFolder", folder.subject_id, {"lane": folder.lane}


def documents_of(heads: list[Document], folder: Folder, *, is_current: bool) -> list[Json]:
    """A folder's documents at the centre, each with the feed in which it stands."""
    current = json.loads(folder.current)
    return by_id(
        {**json.loads(one.head), "feed": one.feed_code}
        for one in heads
        if (one.subject_id, one.lane) == (folder.subject_id, folder.lane)
        and (one.id in current) == is_current
    )


def documents_in(opened: Json, folder: Folder) -> list[Json]:
    """What a phone holds of a folder; doubles stay doubles."""
    if folder.kind == "household":
        return by_id([opened["household"], *opened["visits"]])
    own = [opened["resident"], *opened["documents"]]
    return by_id(one for one in own if one["feed"].endswith(f":{folder.lane}"))


def by_id(documents: Iterable[Json]) -> list[Json]:
    """In one order."""
    return sorted(documents, key=lambda one: one["id"])


def test_who_goes_and_comes_back_while_both_grids_are_read_is_there_once_and_whole(
    app: Flask, village: Village, phone: PhoneOnALine
) -> None:
    sync(phone)
    assert_equals_the_centre(phone, app)

    # One phone and one resident for all points: what a journey left behind meets the next.
    for point in range(PAGES_OF_A_MOVE):
        move = (village.household_moves, village.she_moves)[point % 2]
        move()
        # Lost in turn while she is away, while the way back is told, and not at all.
        sync(phone, {point: move}, lost_at=point * 7 % (2 * PAGES_OF_A_MOVE))
        if point % 3 == 0:
            move()
            phone.call("restart")
        sync(phone)
        assert_equals_the_centre(phone, app)


def test_who_comes_and_goes_while_a_phone_begins_anew_is_there_once_and_whole(
    app: Flask, village: Village, phone: PhoneOnALine
) -> None:
    sync(phone)
    for point in range(PAGES_OF_A_SNAPSHOT):
        for later in (1, 2, 4):
            move = (village.household_moves, village.she_moves)[later % 2]
            with app.app_context(), writing() as session:
                session.execute(update(County).values(generation=new_id()))
            sync(phone, {point: move, point + later: move}, lost_at=point + 2 * later)
            if point % 2:
                move()
            sync(phone)
            assert_equals_the_centre(phone, app)


def test_who_goes_where_one_may_not_look_is_gone_and_comes_back_whole(
    app: Flask, village: Village, phone: PhoneOnALine
) -> None:
    sync(phone)
    home, away = village.grids
    village.she_moves()
    sync(phone)

    with app.app_context():
        county.end_grants(cast.WANG, cast.VILLAGE, datetime.now(UTC))
        county.grant(cast.WANG, home, LANES)
    sync(phone)
    assert_knows_only(phone, village.home)

    village.she_moves()
    sync(phone)
    assert len(phone.call("search", "张")) == 1
    village.she_moves()
    sync(phone)
    assert_knows_only(phone, village.home)

    village.she_moves()
    with app.app_context():
        county.grant(cast.WANG, away, LANES)
    sync(phone)
    assert_equals_the_centre(phone, app)


def assert_knows_only(phone: PhoneOnALine, home: str) -> None:
    """Of who lived there nothing is left, neither in a list nor on the disk."""
    assert phone.call("search", "张") == []
    assert [id.partition(".")[0] for id in phone.call("foldersOnDisk")] == [home]
