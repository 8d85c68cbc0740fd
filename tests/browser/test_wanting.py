"""What the centre refuses is mended on the phone; what it took unheard is taken once."""

import gzip
import json
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Route, expect
from sqlalchemy import select

from server.db import db
from server.rules.natural_keys import natural_id
from server.sync.models import Document, Feed, StoredOperation
from tests import cast
from tests.browser.phone import PATIENCE, PhoneInHand
from tests.browser.server import RunningServer, follow_up_body
from tests.browser.worker import ask, within_reach

pytestmark = pytest.mark.browser

PUSH = "**/api/sync/push"


def test_what_the_centre_refuses_stands_under_needs_attention_and_is_mended_on_the_phone(
    wang: PhoneInHand, server: RunningServer
) -> None:
    wang.context.route(PUSH, with_a_pressure_nobody_has)
    wang.follow_up("张桂芳", "138", "84")
    wang.says("需处理 1")
    wang.context.unroute(PUSH)
    assert follow_ups_of_today(server) == []

    mend(wang, "收缩压", "systolic_blood_pressure", "138", "136")

    expect(wang.page.locator("header")).to_contain_text("中心", timeout=PATIENCE)
    [made] = follow_ups_of_today(server)
    assert made["body"]["systolic_blood_pressure"] == 136
    assert made["body"]["diastolic_blood_pressure"] == 84
    assert wang.troubles == []


def test_one_bad_operation_among_fifty_waits_alone_and_is_mended_on_the_phone(
    context: BrowserContext, server: RunningServer
) -> None:
    within_reach(context)
    wang = PhoneInHand(context, server)
    wang.enrol("wang", cast.WANG)
    wang.says("张桂芳")
    answers: list[str] = []

    def listen(route: Route) -> None:
        answer = route.fetch()
        answers.extend(one["answer"] for one in answer.json()["answers"])
        route.fulfill(response=answer)

    wang.context.route(PUSH, listen)
    with wang.no_signal():
        ask(wang.page, "keep", new_notes(wang, [f"敲{place}下" for place in range(49)]))
        ask(wang.page, "keep", [follow_up_of_today(pulse=720)])
    wang.says("需处理 1")
    wang.context.unroute(PUSH)
    assert sorted(answers) == ["applied"] * 49 + ["rejected"]
    assert server.centre()[cast.HOUSEHOLD]["body"]["access_note"] == "敲48下"
    assert follow_ups_of_today(server) == []
    mend(wang, "心率", "heart_rate", "720", "72")

    expect(wang.page.locator("header")).to_contain_text("中心", timeout=PATIENCE)
    [made] = follow_ups_of_today(server)
    assert made["body"]["heart_rate"] == 72
    assert wang.troubles == []


def test_a_push_whose_answer_was_lost_is_sent_again_and_changes_nothing(
    wang: PhoneInHand, server: RunningServer
) -> None:
    sent: list[list[str]] = []
    held: list[object] = []

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        sent.append([one["id"] for one in pushed(route)["operations"]])
        held.append(all_that_is_held(server))
        route.abort("connectionreset")

    wang.context.route(PUSH, lose_the_answer, times=2)
    wang.follow_up("张桂芳", "138", "84")
    wang.says("本机")
    wang.send_now()
    wang.page.wait_for_timeout(1_000)
    wang.tap("现在上传")
    wang.says("都已到中心")

    assert sent[0] == sent[1] != []
    assert held[0] == held[1] == all_that_is_held(server)
    [made] = follow_ups_of_today(server)
    assert made["body"]["systolic_blood_pressure"] == 138
    assert [one for one in server.centre().values() if one["type"] == "conflict"] == []


def mend(wang: PhoneInHand, words: str, field: str, wrong: str, right: str) -> None:
    """From the pill to the field that says what is wrong, and back with another number."""
    wang.page.locator("header button").last.click()
    wang.page.get_by_role("dialog").get_by_role("button", name="去改").first.click()
    wang.says(words)
    expect(wang.page.locator("main .with-icon.urgent")).not_to_be_empty()
    wang.tap("改好再传")
    entered = wang.page.locator(f"#field-{field}")
    entered.wait_for()
    assert entered.input_value() == wrong
    entered.click()
    for key in ["删一位"] * len(wrong):
        wang.page.get_by_role("button", name=key, exact=True).click()
    wang.type_number(right)
    wang.tap("保存")


def new_notes(wang: PhoneInHand, notes: list[str]) -> list[dict[str, Any]]:
    """What is said of Zhang's door, again and again another thing."""
    seen = ask(wang.page, "openFolder", cast.ZHANG)["household"]
    bodies = [seen["body"], *({**seen["body"], "access_note": note} for note in notes)]
    return [
        {
            "document": cast.HOUSEHOLD,
            "form": "household",
            "kind": "patch",
            "saw": {"body": before, "links": seen["links"]},
            "body": after,
        }
        for before, after in pairwise(bodies)
    ]


def follow_up_of_today(pulse: int) -> dict[str, Any]:
    """A follow-up with this pulse, as the form would hand it over."""
    return {
        "document": natural_id("hypertension_follow_up", cast.ZHANG, today(), "home"),
        "form": "hypertension_follow_up",
        "kind": "create",
        "body": {
            **follow_up_body(today(), 138, 84),
            "heart_rate": pulse,
            "next_visit_date": "2099-01-01",
        },
        "links": {"resident": cast.ZHANG, "channel": "home"},
        "finish": True,
    }


def all_that_is_held(server: RunningServer) -> list[Any]:
    """Every document with its revision and every operation with its answer, as stored."""
    kept = []
    with server.app.app_context():
        for table in (Document, StoredOperation, Feed):
            rows = db.session.execute(select(table.__table__)).all()
            kept.append(sorted(map(str, rows)))
        db.session.remove()
    assert all(kept)
    return kept


def today() -> str:
    """The local day."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()


def with_a_pressure_nobody_has(route: Route) -> None:
    """On its way one value becomes one that no form allows."""
    body = pushed(route)
    for operation in body["operations"]:
        if change := operation.get("changes", {}).get("systolic_blood_pressure"):
            change["to"] = 2047
    route.continue_(post_data=gzip.compress(json.dumps(body).encode()))


def pushed(route: Route) -> Any:
    """What a phone sends."""
    raw = route.request.post_data_buffer
    assert raw
    packed = route.request.headers.get("content-encoding") == "gzip"
    return json.loads(gzip.decompress(raw) if packed else raw)


def follow_ups_of_today(server: RunningServer) -> list[dict[str, Any]]:
    """Zhang's follow-ups of this day at the centre."""
    return [
        one
        for one in server.of_type("hypertension_follow_up")
        if one["body"]["visit_date"] == today() and one["links"]["resident"] == cast.ZHANG
    ]
