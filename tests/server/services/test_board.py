"""The board: each task counted once, data as old as the phone's last contact."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, update

from server.access.models import AuditEntry, Device
from server.db import reading, writing
from server.rules.natural_keys import natural_id
from server.services.periods import Period
from tests import cast
from tests.server.counting import statements
from tests.server.county import Phone, changes
from tests.server.desks import UNKNOWN, Desk, establish, plan, plan_after_danger, two_names
from tests.server.many import plan_many
from tests.server.sync.writing import follow_up, follow_up_id

BOARD = "/api/board?period=month&day=2026-10-15"


def october(app: Flask) -> dict[str, str]:
    """Five tasks of October, one in each state, and one that was withdrawn."""
    establish(Phone(app, "wang", cast.WANG))
    ahead = "2999-12-31"
    return {
        "done": plan(app, "r", "2026-10-01", "2026-10-31", done_on="2026-10-05"),
        "missed": plan(app, "r", "2026-10-02", "2026-10-31"),
        "refused": plan(app, "r", "2026-10-03", ahead, last_outcome="refused", tries=1),
        "not_home": plan(app, "r", "2026-10-04", ahead, last_outcome="not_home", tries=2),
        "waiting": plan(app, "r", "2026-10-05", ahead),
        "withdrawn": plan(app, "r", "2026-10-06", ahead, withdrawn_on="2026-10-07"),
    }


def test_every_task_is_counted_in_one_state(app: Flask) -> None:
    october(app)
    chen = Desk(app, "chen")

    board = chen.get(BOARD)

    counts = {"planned": 5, "done": 1, "missed": 1, "refused": 1, "not_home": 1, "waiting": 1}
    [wang, li] = board["doctors"]
    assert board["total"] == counts
    assert {name: wang[name] for name in counts} == counts
    assert (wang["name"], wang["areas"], li["planned"]) == ("王秀兰", ["上湾村"], 0)
    assert [(grid["name"], grid["planned"]) for grid in board["grids"]] == [
        ("上湾村第1网格", 5)
    ]


def test_a_day_a_week_and_a_month_are_those_of_the_calendar() -> None:
    assert Period.around("day", "2026-02-28") == Period("2026-02-28", "2026-02-28")
    assert Period.around("week", "2026-11-25") == Period("2026-11-23", "2026-11-29")
    assert Period.around("week", "2027-01-01") == Period("2026-12-28", "2027-01-03")
    assert Period.around("month", "2024-02-10") == Period("2024-02-01", "2024-02-29")


def test_behind_a_number_stand_its_names(app: Flask) -> None:
    tasks = october(app)
    chen = Desk(app, "chen")
    address = f"/api/board/tasks?period=month&day=2026-10-15&doctor={cast.WANG}"

    [missed] = chen.get(f"{address}&state=missed")
    everything = chen.get(address)
    nobodys = chen.get("/api/board/tasks?period=month&day=2026-10-15&doctor=none")

    assert missed["id"] == tasks["missed"]
    assert missed["resident"]["name"] == "张桂芳"
    assert missed["resident"]["door"] == "3号"
    assert len(everything) == 5
    assert nobodys == []


def test_a_task_leads_to_its_tries(app: Flask) -> None:
    tasks = october(app)
    wang = Phone(app, "wang", cast.WANG)
    visit = natural_id("visit", cast.HOUSEHOLD, "2026-10-04")
    item = {
        "item_resident": cast.ZHANG,
        "item_purpose": "hypertension_follow_up",
        "item_outcome": "not_home",
        "item_tasks": tasks["not_home"],
    }
    row = natural_id("row", visit, "visit_items", cast.ZHANG, "hypertension_follow_up")
    [answer] = wang.push(_visit(wang, visit, {"_row": row, **item}))
    chen = Desk(app, "chen")

    shown = chen.get(f"/api/board/tasks/{tasks['not_home']}")
    missing = chen.send("GET", f"/api/board/tasks/{UNKNOWN}")

    assert answer["answer"] == "applied", answer
    assert [(each["day"], each["outcome"]) for each in shown["visits"]] == [
        ("2026-10-04", "not_home")
    ]
    assert missing.status_code == 404


def _visit(phone: Phone, visit: str, item: dict[str, Any]) -> dict[str, Any]:
    body = {"planned_date": "2026-10-04", "visit_date": "2026-10-04", "visit_items": [item]}
    parts = {**body, "@household": cast.HOUSEHOLD}
    return phone.operation(
        "visit", visit, changes={part: {"from": None, "to": to} for part, to in parts.items()}
    )


def test_who_is_in_danger_and_was_not_followed_up_comes_first(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    wang.push(
        wang.operation(
            "alert_follow_up",
            natural_id("alert_follow_up", cast.ZHANG, "critical"),
            changes={
                "cause": {"from": None, "to": cast.ZHANG},
                "code": {"from": None, "to": "critical"},
                "raised_on": {"from": None, "to": "2026-11-09"},
                "@resident": {"from": None, "to": cast.ZHANG},
            },
            finish=True,
        )
    )
    chen = Desk(app, "chen")

    [urgent] = chen.get("/api/board")["urgent"]

    assert urgent["resident"]["name"] == "张桂芳"
    assert (urgent["since"], urgent["code"], urgent["doctor"]) == (
        "2026-11-09",
        "critical",
        cast.WANG,
    )


def alert(wang: Phone, code: str, cause: str) -> dict[str, Any]:
    """What her phone writes for Zhang of a danger that it sees."""
    body = {"cause": cause, "code": code, "raised_on": "2026-11-09"}
    return wang.operation(
        "alert_follow_up",
        natural_id("alert_follow_up", cause, code),
        changes=changes(body, resident=cast.ZHANG),
        finish=True,
    )


def in_danger(app: Flask, code: str, **answers: Any) -> dict[str, Any]:
    """The board's row of Zhang, whose follow-up of 9 November says this."""
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    written = follow_up(wang, day="2026-11-09", **answers)
    answers_of_centre = wang.push(written, alert(wang, code, written["document"]))
    assert [answer["answer"] for answer in answers_of_centre] == ["applied"] * 2
    [urgent] = Desk(app, "chen").get("/api/board")["urgent"]
    return dict(urgent)


def pressure(upper: int, lower: int) -> dict[str, int]:
    return {"systolic_blood_pressure": upper, "diastolic_blood_pressure": lower}


def test_beside_who_is_in_danger_stands_what_was_measured_and_where(app: Flask) -> None:
    urgent = in_danger(app, "hypertensive_crisis", **pressure(186, 104), heart_rate=88)

    assert urgent["cause"] == {
        "document": follow_up_id(cast.ZHANG, "2026-11-09"),
        "form": "hypertension_follow_up",
        "day": "2026-11-09",
        "values": pressure(186, 104),
    }


def test_who_is_in_danger_by_a_task_alone_is_named_with_it(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    ten_days_ago = (datetime.now(UTC) - timedelta(days=10)).date().isoformat()
    task = plan_after_danger(app, wang, ten_days_ago)
    chen = Desk(app, "chen")

    [urgent] = chen.get("/api/board")["urgent"]

    assert (urgent["code"], urgent["cause"], urgent["task"]) == (None, None, task)
    assert chen.get(f"/api/board/tasks/{task}")["resident"]["name"] == "张桂芳"


def test_a_danger_sign_is_shown_as_it_was_chosen(app: Flask) -> None:
    signs = ["chest_tightness"]
    urgent = in_danger(app, "danger_sign", **pressure(138, 86), danger_signs=signs)

    assert urgent["cause"]["values"] == {"danger_signs": signs}


def test_of_a_reading_after_a_rest_that_reading_is_shown(app: Flask) -> None:
    row = {"_row": UNKNOWN, "reading_systolic": 186, "reading_diastolic": 104}
    urgent = in_danger(app, "hypertensive_crisis", **pressure(150, 90), further_readings=[row])

    assert urgent["cause"]["values"] == {"reading_systolic": 186, "reading_diastolic": 104}


def test_what_raised_it_is_in_the_log_as_shown(app: Flask) -> None:
    in_danger(app, "hypertensive_crisis", **pressure(186, 112))

    with app.app_context(), reading() as session:
        counts = session.scalars(
            select(AuditEntry.count).where(
                AuditEntry.reason == "board", AuditEntry.subject_id == cast.ZHANG
            )
        ).all()

    # The alert, and the follow-up that raised it.
    assert counts == [2]


def test_a_document_of_somebody_else_explains_nobodys_danger(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    establish(wang)
    husbands = follow_up(wang, cast.SUN, "2026-11-09", **pressure(186, 112))
    wang.push(husbands, alert(wang, "hypertensive_crisis", husbands["document"]))

    rows = Desk(app, "chen").get("/api/board")["urgent"]

    causes = {row["resident"]["id"]: row["cause"] for row in rows}
    assert causes[cast.ZHANG] is None


def test_a_silent_phone_is_seen_and_a_gap_in_its_numbers(app: Flask) -> None:
    wang, li = Phone(app, "wang", cast.WANG), Phone(app, "li", cast.LI)
    establish(wang)
    long_ago = datetime.now(UTC) - timedelta(days=3)
    with app.app_context(), writing() as session:
        session.execute(
            update(Device)
            .where(Device.id == wang.device)
            .values(last_contact_at=long_ago, highest_seq=9)
        )
    chen = Desk(app, "chen")

    first, second = chen.get("/api/phones")
    board = chen.get("/api/board")

    assert (first["device"], first["silent"], first["missing"]) == (wang.device, True, 6)
    assert (second["device"], second["silent"]) == (li.device, False)
    heard = {row["key"]: row["heard_at"] for row in board["doctors"]}
    assert heard[cast.WANG] == long_ago.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_revoked_phone_is_told_so_and_a_lost_one_waits(app: Flask) -> None:
    wang = Phone(app, "wang", cast.WANG)
    chen = Desk(app, "chen")

    answer = chen.send("POST", f"/api/phones/{wang.device}/loss")
    pull = wang.ask()
    [shown] = chen.get("/api/phones")

    assert answer.status_code == 204
    assert (pull.status_code, pull.json["type"]) == (403, "/problems/device-revoked")
    assert shown["lost"] is True
    assert shown["revoked_at"] is not None
    assert shown["silent"] is False


def test_a_phone_of_elsewhere_is_not_there(app: Flask) -> None:
    chen = Desk(app, "chen")

    assert chen.send("POST", f"/api/phones/{UNKNOWN}/revocation").status_code == 404


def test_differences_are_counted_with_the_doctor_they_concern(app: Flask) -> None:
    two_names(app)
    chen = Desk(app, "chen")

    board = chen.get("/api/board")

    assert board["conflicts"] == 1
    assert {row["key"]: row["conflicts"] for row in board["doctors"]} == {
        cast.WANG: 1,
        cast.LI: 0,
    }


def test_the_database_counts_the_board_however_many_tasks_there_are(app: Flask) -> None:
    establish(Phone(app, "wang", cast.WANG))
    chen = Desk(app, "chen")
    with statements(app) as few:
        chen.get(BOARD)
    with app.app_context(), writing() as session:
        plan_many(session.connection(), 20_000)

    with statements(app) as many:
        board = chen.get(BOARD)

    assert board["total"]["planned"] > 500
    assert len(many) == len(few) <= 20
