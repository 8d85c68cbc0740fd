"""A doctor's phone without the lane of mental health holds and hears nothing of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright, Route

from server.rules.natural_keys import natural_id
from server.services import county
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.test_lost_phone import places_of, started
from tests.browser.worker import ask, within_reach
from tests.server.county import changes

pytestmark = pytest.mark.browser

PROGRAMME = "severe_mental_illness"
ENROLMENT = natural_id("programme_enrolment", cast.ZHANG, PROGRAMME, "2026-11-03")
PLANTED = "planted-on-this-phone"


@pytest.mark.parametrize("has_lane", [False, True])
def test_only_a_phone_with_the_lane_hears_of_an_enrolment_in_it(
    playwright: Playwright, server: RunningServer, tmp_path: Path, has_lane: bool
) -> None:
    with server.app.app_context():
        county.grant(cast.LI, cast.VILLAGE, ("record", "mental_health"))
    li = server.client("li", cast.LI)
    body = {"programme": PROGRAMME, "date": "2026-11-03"}
    create = li.operation(
        "programme_enrolment",
        ENROLMENT,
        changes=changes(body, resident=cast.ZHANG),
        finish=True,
    )
    assert [one["answer"] for one in li.push(create)] == ["applied"]

    profile = tmp_path / "profile"
    context = started(playwright, profile)
    within_reach(context)
    pulled: list[str] = []

    def hear(route: Route) -> None:
        answer = route.fetch()
        pulled.append(answer.text())
        route.fulfill(response=answer)

    context.route("**/api/sync/pull", hear)
    phone = PhoneInHand(context, server)
    phone.enrol(*(("li", cast.LI) if has_lane else ("wang", cast.WANG)))
    phone.says("张桂芳")
    phone.send_now()
    phone.says("都已到中心")
    folder = str(ask(phone.page, "openFolder", cast.ZHANG))
    lists = str([ask(phone.page, name) for name in ("round", "conflicts", "needsAttention")])
    phone.page.evaluate("word => localStorage.setItem('needle', word)", PLANTED)
    context.close()

    assert cast.ZHANG in "".join(pulled)
    assert (ENROLMENT in "".join(pulled)) == has_lane
    assert (PROGRAMME in "".join(pulled)) == has_lane
    # What everybody sees of her tells nothing of it, also on a phone that knows.
    for words in (folder, lists):
        assert cast.ZHANG in words
        assert ENROLMENT not in words
        assert PROGRAMME not in words
    found = places_of(profile, [PLANTED, ENROLMENT])
    assert found == {PLANTED: {"Local Storage"}}
