"""What is missing in somebody's basic facts changes with age, and on no other day."""

from datetime import date, timedelta

import pytest

from server.records.per_resident import Records
from tests.server.records.histories import history

START = date(2026, 6, 15)


@pytest.mark.parametrize("seed", range(16))
def test_a_judgement_holds_until_the_day_it_names(seed: int, shipped: Records) -> None:
    completeness = shipped.definitions.completeness
    body = history(seed, shipped.definitions.forms, documents=0)["resident"]["body"]
    standing = completeness.judge(body, START.isoformat())

    for later in ((START + timedelta(days=n)).isoformat() for n in range(1, 367, 3)):
        judged = completeness.judge(body, later)
        if standing.holds_on(later):
            assert judged[:2] == standing[:2]
        else:
            standing = judged


def test_from_seven_years_on_more_is_asked(shipped: Records) -> None:
    completeness = shipped.definitions.completeness
    child = {"name": "小明", "birth_date": "2019-06-20"}

    before = completeness.judge(child, "2026-06-19")
    after = completeness.judge(child, "2026-06-20")

    assert before.changes_on == "2026-06-20"
    assert set(after.missing_core) > set(before.missing_core)


def test_a_date_in_the_future_is_an_error_until_it_comes(shipped: Records) -> None:
    completeness = shipped.definitions.completeness
    body = {"birth_date": "1959-03-08", "record_date": "2026-07-01"}

    judged = completeness.judge(body, "2026-06-15")

    assert judged.changes_on == "2026-07-01"
    assert not judged.qualified
