"""A follow-up at home, at the clinic or by telephone: each fulfils the plan, one is a visit."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from server.db import reading
from server.records.loaded import loaded
from server.records.models import PlannedVisit
from server.services.planned_visits import log_planned_visits
from server.services.zone import county_clock
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.village import day

pytestmark = pytest.mark.browser


def test_at_the_clinic_from_search_without_a_round(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with planned(server):
        wang.find("zgf", "张桂芳")
        wang.tap("门诊随访")
        wang.fill_in_follow_up("138", "84")
        wang.save()
        the_day_is_done(wang)

    made = of_today(server)
    assert (made["visit_mode"], made["channel"]) == ("clinic", "clinic")
    assert (made["systolic_blood_pressure"], made["visit"]) == (138, None)
    assert server.of_type("visit") == []
    assert wang.troubles == []


def test_by_telephone_from_search_nothing_need_be_measured(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with planned(server):
        wang.find("zgf", "张桂芳")
        wang.tap("电话随访")
        by_telephone(wang)
        wang.save()
        the_day_is_done(wang)

    made = of_today(server)
    assert (made["visit_mode"], made["channel"]) == ("phone", "telephone")
    assert (made.get("systolic_blood_pressure"), made["visit"]) == (None, None)
    assert server.of_type("visit") == []
    assert wang.troubles == []


def test_begun_at_home_and_put_down_as_by_telephone_it_is_no_visit(
    wang: PhoneInHand, server: RunningServer
) -> None:
    with planned(server):
        wang.open_resident("张桂芳")
        wang.tap("开始高血压随访")
        wang.page.get_by_role("button", name="改 随访日期 随访方式").click()
        wang.choose("随访方式", "电话")
        by_telephone(wang)
        wang.save()
        the_day_is_done(wang)

    made = of_today(server)
    assert (made["visit_mode"], made["channel"]) == ("phone", "telephone")
    assert server.of_type("visit") == []
    assert wang.troubles == []


def by_telephone(wang: PhoneInHand) -> None:
    """Nobody has measured anything, so that no class follows and a referral is asked for."""
    expect(wang.button("测量")).not_to_contain_text("已填完")
    wang.tap("都没有")
    wang.rest_of_follow_up()
    wang.choose("转诊", "否")


def the_day_is_done(wang: PhoneInHand) -> None:
    """Nobody is left to be called on, and the centre knows."""
    expect(wang.button("张桂芳")).to_contain_text("已访")
    expect(wang.button("下一户")).to_have_count(0)
    wang.says("中心")


def of_today(server: RunningServer) -> dict[str, object]:
    """What the centre holds of today's follow-up, and how it came about."""
    [made] = [
        one
        for one in server.of_type("hypertension_follow_up")
        if one["body"]["visit_date"] == day(0)
    ]
    assert made["qualified"], (made["errors"], made["missing"])
    links = {name: made["links"].get(name) for name in ("channel", "visit")}
    return {**made["body"], **links}


@contextmanager
def planned(server: RunningServer) -> Iterator[None]:
    """The plan asks for Zhang's follow-up, and is fulfilled by what is done meanwhile."""
    assert [task.done_on for task in follow_ups_planned(server)] == [None]
    yield
    assert [task.done_on for task in follow_ups_planned(server)] == [day(0)]


def follow_ups_planned(server: RunningServer) -> list[PlannedVisit]:
    """Zhang's follow-ups by the plan, as this night's log has them."""
    with server.app.app_context():
        log_planned_visits(loaded(), county_clock())
        with reading() as session:
            mine = (PlannedVisit.resident_id == cast.ZHANG) & (
                PlannedVisit.rule == "hypertension_follow_up"
            )
            found = list(session.scalars(select(PlannedVisit).where(mine)))
            session.expunge_all()
    return found
