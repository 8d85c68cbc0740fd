"""How many statements a sync costs: a constant, however much is sent."""

import json
from typing import Any

import pytest
from flask import Flask

from server.rules.natural_keys import natural_id, row_id
from tests import cast
from tests.server.counting import statements
from tests.server.county import Phone, changes
from tests.server.sync.phones import lines, page_sizes
from tests.server.sync.writing import (
    establish,
    follow_up,
    follow_up_id,
    household,
    patch,
    resident,
)

MOST_OF_A_PUSH = 30


def visit(wang: Phone, day: str) -> dict[str, Any]:
    """Nobody was home."""
    id = natural_id("visit", cast.HOUSEHOLD, day)
    item = {
        "_row": row_id(id, "visit_items", cast.ZHANG, "hypertension_follow_up"),
        "item_resident": cast.ZHANG,
        "item_purpose": "hypertension_follow_up",
        "item_outcome": "not_home",
    }
    body = {"planned_date": day, "visit_items": [item]}
    return wang.operation("visit", id, changes=changes(body, household=cast.HOUSEHOLD))


def test_two_hundred_operations_take_at_most_thirty_statements(app: Flask, wang: Phone) -> None:
    first = establish(wang, 20)
    new = [household(wang), *(resident(wang) for _ in range(1))]
    people = [*first[1:], cast.ZHANG]
    days = [f"2026-10-{day:02d}" for day in range(1, 11)]
    batch = [*new, *(follow_up(wang, id, day) for id in people for day in days)][:170]
    batch += [
        patch(wang, id, phone=(None, f"139000000{n:02d}")) for n, id in enumerate(first[1:])
    ]
    batch += [patch(wang, "01936f00-0000-7000-8000-00000000000a", phone=(None, "1"))] * 2
    batch += [{}, None, *[patch(wang, first[0], "household", no_such=(1, 2))] * 6]
    batch[-3:] = [visit(wang, day) for day in ("2026-11-20", "2026-11-21", "2026-11-22")]
    reads = [
        {"resident": id, "lane": "record", "hour": "2026-11-25T08:00:00Z", "count": 1}
        for id in people
    ]

    with statements(app) as sent:
        answers = wang.push(*batch, reads=reads)

    assert len(answers) == 200
    assert len(sent) <= MOST_OF_A_PUSH, "\n".join(s[:90] for s in sent)
    with statements(app) as again:
        assert wang.push(*batch) == answers
    assert len(again) <= len(sent)


def test_two_hundred_moves_and_what_comes_late_to_them_take_no_more(
    app: Flask, wang: Phone
) -> None:
    """Colleagues' visits stay where these were: what follows goes two ways."""
    people, others = establish(wang, 20)[1:], establish(wang, 20)[1:]
    days = [f"2026-10-{day:02d}" for day in range(1, 11)]
    pairs = [pair for pair in zip(people, others, strict=True) for _ in days]
    colleague = Phone(app, "wang", cast.WANG)
    for phone, rate in ((wang, 70), (colleague, 80)):
        phone.push(
            *(follow_up(phone, id, day, heart_rate=rate) for id in people for day in days)
        )
    written = [follow_up_id(id, day) for id in people for day in days]
    moves = [
        wang.operation(
            "hypertension_follow_up",
            id,
            "move",
            changes={"@resident": {"from": one, "to": other}},
        )
        for id, (one, other) in zip(written, pairs, strict=True)
    ]
    late = [patch(wang, id, "hypertension_follow_up", heart_rate=(70, 71)) for id in written]

    with statements(app) as sent:
        moved = wang.push(*moves)
    with statements(app) as sent_late:
        followed = wang.push(
            *({**each, "captured_at": "2026-10-31T08:00:00Z"} for each in late)
        )

    assert {answer["document"] for answer in moved}.isdisjoint(written)
    assert [answer["document"] for answer in followed] == [each["document"] for each in moved]
    assert len(sent) <= MOST_OF_A_PUSH, "\n".join(s[:90] for s in sent)
    assert len(sent_late) <= MOST_OF_A_PUSH, "\n".join(s[:90] for s in sent_late)


def test_a_hundred_entries_that_come_with_their_moves_take_no_more(
    app: Flask, wang: Phone
) -> None:
    people = establish(wang, 100)[1:]
    other = establish(wang, 1)[1]
    days = [f"2026-{month:02d}-{day:02d}" for month in range(1, 6) for day in range(1, 21)]
    pairs = []
    for person, day in zip(people, days, strict=True):
        begun = follow_up(wang, person, day)
        to_other = {"@resident": {"from": person, "to": other}}
        move = wang.operation(
            "hypertension_follow_up", begun["document"], "move", changes=to_other
        )
        pairs += [begun, move]

    with statements(app) as sent:
        answers = wang.push(*pairs)

    moved = [answer["document"] for answer in answers[1::2]]
    assert moved == [follow_up_id(other, day) for day in days]
    assert len(sent) <= MOST_OF_A_PUSH, "\n".join(s[:90] for s in sent)


def test_a_pull_with_nothing_new_reads_three_times_and_writes_nothing(
    app: Flask, wang: Phone
) -> None:
    establish(wang)
    wang.pull()

    with statements(app) as sent:
        [end] = lines(wang, wang.cursor)

    assert json.loads(end)["kind"] == "end"
    assert len(sent) <= 3, sent
    assert all(statement.startswith("SELECT") for statement in sent)


@pytest.mark.parametrize("residents", [10, 280])
def test_a_page_costs_the_same_for_ten_and_two_hundred_and_eighty(
    app: Flask, wang: Phone, monkeypatch: pytest.MonkeyPatch, residents: int
) -> None:
    establish(wang, residents)
    page_sizes(monkeypatch, 600)

    with statements(app) as whole:
        lines(wang)
    wang.pull()
    establish(wang, residents)
    with statements(app) as changed:
        lines(wang, wang.cursor)

    # Who asks, the scope with its names, and one log entry, beside two reads of the feed.
    assert len(whole) <= 9, "\n".join(s[:90] for s in whole)
    assert len(changed) <= 5, "\n".join(s[:90] for s in changed)
