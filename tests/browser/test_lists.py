"""The day's list and the search: in which order, of which state, and who is who."""

import re

import pytest
from playwright.sync_api import Locator, expect

from server.rules.natural_keys import natural_id
from tests import cast
from tests.browser.phone import PhoneInHand
from tests.browser.server import RunningServer
from tests.browser.village import day
from tests.server.county import Phone, changes

pytestmark = pytest.mark.browser

#: Of another door and another year, and called as Zhang is.
NAMESAKE = "01930000-0000-7000-8000-00000000c220"
ZHANGS_NUMBER, NAMESAKES_NUMBER = "329901195903080023", "32990119480209128X"
ZHANGS_CODE = "32990110020100004711"


@pytest.fixture
def server(server: RunningServer) -> RunningServer:
    """Three more doors, one of them without a number, each with somebody who is due."""
    wang = server.client("wang", cast.WANG)
    settle(wang, 20, "张桂芳", "1948-02-09", door="12号", natural_village="老屋组")
    settle(wang, 21, "何大山", "1950-05-01", walking_order=2, natural_village="新屋组")
    settle(wang, 22, "刘小河", "1950-05-02", walking_order=1, natural_village="新屋组")
    know(wang, cast.ZHANG, id_number=ZHANGS_NUMBER, record_code=ZHANGS_CODE)
    know(wang, NAMESAKE, id_number=NAMESAKES_NUMBER)
    return server


def test_the_walk_goes_by_natural_village_and_household_and_a_house_without_number_by_its_head(
    wang: PhoneInHand,
) -> None:
    wang.says("刘小河")
    page = wang.page

    places = page.locator(".section-title span:first-child")
    expect(places).to_have_text(["新屋组", "老屋组"])
    expect(page.locator("section.household .door-plate")).to_have_text(
        ["刘小河", "何大山", "3号", "12号"]
    )
    expect(wang.button("下一户").locator(".door-plate")).to_have_text("刘小河")
    assert wang.troubles == []


def test_the_list_shows_one_state_and_all_again_when_nobody_is_left_in_it(
    wang: PhoneInHand,
) -> None:
    wang.says("刘小河")
    doors = wang.page.locator("section.household")

    wang.choose("看哪些", "逾期 1")
    expect(doors).to_have_count(1)
    expect(doors).to_contain_text("3号")
    wang.choose("看哪些", "到期 3")
    expect(doors).to_have_count(3)
    expect(doors.filter(has_text="3号")).to_have_count(0)

    wang.choose("看哪些", "逾期 1")
    expect(doors).to_have_count(1)
    wang.open_resident("张桂芳")
    wang.tap("没见到")
    wang.page.get_by_role("dialog").get_by_role("button", name="不在家").first.click()
    wang.page.get_by_role("button", name=re.compile("^记下(，|$)")).click()
    wang.today().wait_for()
    expect(doors).to_have_count(4)
    expect(wang.page.get_by_role("button", name="全部 4")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert wang.troubles == []


def test_somebody_is_found_by_the_last_digits_of_identity_number_and_record_code(
    wang: PhoneInHand,
) -> None:
    wang.tab("查找")
    for typed in (ZHANGS_NUMBER[-4:], ZHANGS_CODE[-5:], ZHANGS_NUMBER, ZHANGS_CODE):
        look_for(wang, typed)
        expect(found(wang)).to_have_count(1)
        expect(found(wang)).to_contain_text("1959")
    # The last character of a number may be a letter, and be typed small.
    look_for(wang, NAMESAKES_NUMBER[-3:].lower())
    expect(found(wang)).to_contain_text("1948")
    assert wang.troubles == []


def test_two_of_one_name_are_marked_and_told_apart(wang: PhoneInHand) -> None:
    wang.tab("查找")
    look_for(wang, "zgf")
    wang.says("同名 2 位：看门牌和出生年")
    expect(found(wang)).to_have_count(2)

    one, other = (found(wang).filter(has_text=year) for year in ("1959", "1948"))
    for row, door, tail in ((one, "3号", "0023"), (other, "12号", "128X")):
        expect(row.locator(".door-plate")).to_have_text(door)
        expect(row.locator("b")).to_have_text([re.compile("19[45]"), tail])
    other.click()
    wang.says("1948年2月9日")
    wang.back()
    look_for(wang, "何大山")
    expect(found(wang)).to_have_count(1)
    expect(wang.page.get_by_text("同名")).to_have_count(0)
    assert wang.troubles == []


def look_for(wang: PhoneInHand, words: str) -> None:
    """Type it, in place of what was typed before."""
    wang.page.locator(".search input").fill(words)


def found(wang: PhoneInHand) -> Locator:
    """The rows of people, without those of households."""
    return wang.page.locator(".row", has=wang.page.locator(".person"))


def settle(wang: Phone, place: int, name: str, birth_date: str, **where: object) -> None:
    """Somebody who lives alone, at the head of a household, and is due from today on."""
    household = f"01930000-0000-7000-8000-00000000b2{place}"
    resident = f"01930000-0000-7000-8000-00000000c2{place}"
    home = {**cast.HOUSEHOLD_BODY, "head_of_household": resident, **where}
    if "door" not in where:
        del home["door"]
    person = {**cast.ZHANG_BODY, "name": name, "birth_date": birth_date}
    enrolment = natural_id("programme_enrolment", resident, "hypertension", day(-1))
    enrolled = {"programme": "hypertension", "date": day(-1)}
    answers = wang.push(
        *(
            wang.operation(form, id, changes=changes(body, **links), finish=True)
            for form, id, body, links in (
                ("household", household, home, {"area": cast.GRID}),
                ("resident_basic", resident, person, {"household": household}),
                ("programme_enrolment", enrolment, enrolled, {"resident": resident}),
            )
        )
    )
    assert {answer["answer"] for answer in answers} == {"applied"}, answers


def know(wang: Phone, resident: str, **values: str) -> None:
    """What is written in somebody's record besides."""
    written = {part: {"from": None, "to": value} for part, value in values.items()}
    [answer] = wang.push(wang.operation("resident_basic", resident, "patch", changes=written))
    assert answer["answer"] == "applied", answer
