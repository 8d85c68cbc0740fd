"""Tasks of a resident are the same on two phones, and leak nothing from lane to lane."""

from typing import Any

from server.records.per_resident import Records
from server.records.tasks import spans
from tests.server.records.cases import facts_of


def enrolment(name: str, on: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "programme": "hypertension", "date": on, **more}


def test_a_programme_ticked_on_two_phones_is_one_span_from_the_earlier_day() -> None:
    (span,) = spans([enrolment("b", "2026-05-03"), enrolment("a", "2026-05-01")])

    assert (span["id"], span["date"]) == ("a", "2026-05-01")


def test_a_programme_that_ended_and_began_again_is_two_spans() -> None:
    ended = enrolment("a", "2024-01-01", ended_on="2025-01-01")

    assert len(spans([ended, enrolment("b", "2026-05-03")])) == 2


def test_a_span_goes_on_while_one_phone_has_not_ended_it() -> None:
    ended = enrolment("a", "2026-05-01", ended_on="2026-06-01")

    (going_on,) = spans([ended, enrolment("b", "2026-05-03")])
    (over,) = spans([ended, enrolment("b", "2026-05-03", ended_on="2026-07-01")])

    assert going_on["ended_on"] is None
    assert over["ended_on"] == "2026-07-01"


def test_spans_leave_the_enrolments_as_they_are() -> None:
    first, second = enrolment("a", "2026-05-01"), enrolment("b", "2026-05-03")

    spans([first, second])

    assert "ended_on" not in first


def test_a_postponed_task_names_the_day_until_which_it_rests(records: Records) -> None:
    tasks = records.project_lane(facts_of("not at home twice")).row["tasks"]

    assert [task["until"] for task in tasks if "until" in task]


def test_a_try_at_somebody_else_s_door_postpones_nothing(records: Records) -> None:
    facts = facts_of("not at home twice")
    elsewhere = [_for_somebody_else(visit) for visit in facts["visits"]]

    tasks = records.project_lane({**facts, "visits": elsewhere}).row["tasks"]

    assert tasks
    assert not [task for task in tasks if "until" in task]


def test_no_task_of_mental_illness_stands_in_the_record_lane(records: Records) -> None:
    facts = facts_of("severe mental illness, lane mental_health")
    rows = records.project_resident(facts).index_rows

    rules = {lane: {task["rule"] for task in row["tasks"]} for lane, row in rows.items()}

    assert "smi_follow_up" in rules["mental_health"]
    assert "smi_follow_up" not in rules["record"]


def _for_somebody_else(visit: dict[str, Any]) -> dict[str, Any]:
    rows = [{**row, "item_resident": "neighbour"} for row in visit["body"]["visit_items"]]
    return {**visit, "body": {**visit["body"], "visit_items": rows}}
