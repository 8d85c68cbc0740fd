"""How many requests a phone's first sync takes, with little history and with much."""

import pytest
from flask import Flask

from server.db import db, writing
from tests import cast
from tests.browser.server import follow_up_body
from tests.server.counting import statements
from tests.server.county import Phone, changes
from tests.server.many import multiply

FEED = f"{cast.GRID}:record"


# What is counted does not depend on the engine.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("documents", [11, 31])
def test_two_thousand_residents_arrive_in_at_most_thirteen_requests_and_then_no_news_in_one(
    app: Flask, documents: int
) -> None:
    wang = Phone(app, "wang", cast.WANG)
    fill_household(wang)
    with app.app_context(), writing() as session:
        multiply(session.connection(), 2_000, documents, FEED)
        session.commit()
        db.session.remove()

    phone = Phone(app, "wang", cast.WANG)
    requests = phone.pull()

    assert requests <= 13
    assert len(phone.documents) >= 2_000 * documents
    assert sum(row is not None for row in phone.index.values()) == 2_001
    with statements(app) as sent:
        assert phone.pull() == 1
    assert len(sent) <= 3, sent
    assert all(statement.startswith("SELECT") for statement in sent)


def fill_household(phone: Phone) -> None:
    """Zhang with two follow-ups."""
    from server.rules.natural_keys import natural_id

    answers = phone.push(
        phone.operation(
            "household", cast.HOUSEHOLD, changes=changes(cast.HOUSEHOLD_BODY, area=cast.GRID)
        ),
        phone.operation(
            "resident_basic",
            cast.ZHANG,
            changes=changes(cast.ZHANG_BODY, household=cast.HOUSEHOLD),
            finish=True,
        ),
        *(
            phone.operation(
                "hypertension_follow_up",
                natural_id("hypertension_follow_up", cast.ZHANG, day, "home"),
                changes=changes(
                    follow_up_body(day, 138, 84), resident=cast.ZHANG, channel="home"
                ),
                finish=True,
            )
            for day in ("2026-05-12", "2026-08-12")
        ),
    )
    assert {answer["answer"] for answer in answers} == {"applied"}
