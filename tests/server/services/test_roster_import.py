"""Rows become residents; who has a record already gets a change, and nobody is doubled."""

from datetime import date

import pytest
from flask import Flask

from server.services import county
from server.services.rosters.entry import ASKED, REFUSED
from tests import cast
from tests.server.services.rosters import (
    HEADING,
    documents,
    number,
    operations,
    reasons,
    residents,
    row,
    take,
    text_of,
)

BORN = "1958-03-01"


def body_of(app: Flask, roster: str) -> dict[str, object]:
    """The one resident that a roster brings."""
    take(app, roster)
    [resident] = residents(app)
    body: dict[str, object] = resident["body"]
    return body


def extended(*cells: str, **more: str) -> str:
    """One row with columns beside the usual ones."""
    return text_of([*row("陈阿妹", 出生日期=BORN), *more.values()], heading=[*HEADING, *more])


def test_the_same_roster_twice_changes_nothing(app: Flask) -> None:
    roster = text_of(
        row("陈大", 身份证号=number(BORN, 1), 户编号="7", 与户主关系="户主"),
        row("陈小", 出生日期="1988-01-02", 户编号="7", 与户主关系="子"),
        row("李三", 出生日期="1960-01-02"),
        row("王五"),
    )
    first = take(app, roster)
    before = operations(app)

    second = take(app, roster)

    assert first.counts["new"] == 4
    assert second.counts == {"unchanged": 4}
    assert operations(app) == before
    assert len(documents(app, "household")) == 1


def test_a_trial_writes_nothing_and_tells_the_same(app: Flask) -> None:
    roster = text_of(
        row("陈阿妹", 出生日期=BORN), row("", 出生日期=BORN), row("李三", 村="无此村")
    )

    tried = take(app, roster, trial=True)

    assert operations(app) == []
    assert take(app, roster).counts == tried.counts == {"new": 1, "not taken": 2}


def test_a_later_roster_changes_what_it_says_and_a_blank_says_nothing(app: Flask) -> None:
    id_number = number(BORN)
    take(app, text_of(row("陈阿妹", 身份证号=id_number, 本人电话="14200000001", 性别="女")))

    later = take(app, text_of(row("陈阿妹", 身份证号=id_number, 本人电话="14200000002")))

    assert later.counts == {"changed": 1}
    [*_, patch] = operations(app)
    assert patch["kind"] == "patch"
    assert patch["changes"] == {"phone": {"from": "14200000001", "to": "14200000002"}}


def test_who_is_missing_from_a_later_roster_is_not_closed(app: Flask) -> None:
    take(app, text_of(row("陈阿妹", 出生日期=BORN), row("李三", 出生日期=BORN)))

    take(app, text_of(row("李三", 出生日期=BORN)))

    assert [each["retired"] for each in residents(app)] == [None, None]


def test_a_record_without_number_gets_it_from_a_later_roster(app: Flask) -> None:
    take(app, text_of(row("陈阿妹", 出生日期=BORN)))

    take(app, text_of(row("陈阿妹", 身份证号=number(BORN), 出生日期=BORN)))

    [resident] = residents(app)
    assert resident["body"]["id_number"] == number(BORN)
    assert "_absent" not in resident["body"]


def test_two_numbers_are_two_people_whatever_they_are_called(app: Flask) -> None:
    take(app, text_of(row("陈阿妹", 身份证号=number(BORN, 2))))

    take(app, text_of(row("陈阿妹", 身份证号=number(BORN, 4))))

    assert len(residents(app)) == 2


def test_identical_rows_count_once_and_differing_ones_are_for_a_person(app: Flask) -> None:
    one, two = number(BORN, 2), number(BORN, 4)
    roster = text_of(
        row("陈阿妹", 身份证号=one),
        row("陈阿妹", 身份证号=one),
        row("李三", 身份证号=two, 本人电话="14200000001"),
        row("李三", 身份证号=two, 本人电话="14200000002"),
    )

    done = take(app, roster)

    assert done.counts == {"new": 1, "repeated": 1, "not taken": 2}
    assert len(residents(app)) == 1


@pytest.mark.parametrize(
    "typed", ["32990119580301001", "329901195803010011", "3.29901E+17", "329901****0034"]
)
def test_a_bad_identity_number_does_not_cost_the_row(app: Flask, typed: str) -> None:
    done = take(app, text_of(row("陈阿妹", 身份证号=typed, 出生日期=BORN, 性别="女")))

    [resident] = residents(app)
    body = resident["body"]
    assert "id_number" not in body
    assert (body["_absent"], body["birth_date"]) == ({"id_number": "unknown"}, BORN)
    # Kept as typed with the operation: in no document, so on no phone and in no search.
    assert typed in operations(app)[0]["reason"]
    assert typed not in str(resident)
    assert typed not in " ".join(reasons(done))


def test_a_row_without_birth_date_is_taken_and_asked_about(app: Flask) -> None:
    done = take(app, text_of(row("陈阿妹", 身份证号="12345")))

    assert done.counts == {"new": 1}
    assert any("at the next visit" in text for text in reasons(done, ASKED))
    assert done.unfiled == 1


def test_an_unreadable_date_is_told_with_line_column_value_and_what_is_expected(
    app: Flask,
) -> None:
    ways = [
        "19580301",
        "1958-3-1",
        "1958/3/1",
        "1958.3.1",
        "1958年3月1日",
        "58-3-1",
        "农历三月",
    ]
    roster = text_of(
        *(row(f"陈{'一二三四五六七'[n]}", 出生日期=way) for n, way in enumerate(ways))
    )

    told = [text for text in reasons(take(app, roster), ASKED) if "expected" in text]

    assert len(told) == 2
    assert told[0].startswith(
        "7 D 出生日期 58-3-1: has a year of two digits; expected a day as"
    )


def test_birth_date_and_sex_come_from_the_number_and_differences_are_shown(app: Flask) -> None:
    done = take(app, text_of(row("陈阿妹", 身份证号=number(BORN, 2), 性别="男")))

    body = residents(app)[0]["body"]
    assert (body["birth_date"], body["sex"]) == (BORN, "male")
    assert any("differs from the identity number's (female)" in t for t in reasons(done, ASKED))


def test_a_village_of_two_townships_needs_its_township(app: Flask) -> None:
    with app.app_context():
        other = {"code": "329901200", "name": "西岭镇", "kind": "township", "parent": "329901"}
        village = {
            "code": "329901200201",
            "name": "上湾村",
            "kind": "village",
            "parent": "329901200",
        }
        county.add_areas([other, village])
    heading = ["姓名", "乡镇", "村"]

    done = take(
        app, text_of(["陈阿妹", "西岭", "上湾"], ["李三", "", "上湾村"], heading=heading)
    )

    assert [each["links"] for each in residents(app)] == [{"area": "329901200201"}]
    assert "several townships (东湖镇、西岭镇)" in reasons(done, REFUSED)[0]


def test_unknown_places_staff_and_institutions_are_asked_and_never_made(app: Flask) -> None:
    done = take(app, extended(责任医生="无名氏", 建档单位="无名卫生室"))
    refused = take(app, text_of(row("李三", 村="无名村")))

    body = residents(app)[0]["body"]
    assert "responsible_doctor" not in body
    assert "无名氏" in operations(app)[0]["reason"]
    assert sum("is not known here" in text for text in reasons(done, ASKED)) == 2
    assert refused.counts == {"not taken": 1}


def test_the_doctor_is_found_by_name(app: Flask) -> None:
    assert body_of(app, extended(责任医生="王秀兰"))["responsible_doctor"] == cast.WANG


def test_an_option_names_the_place_where_the_roster_does_not(app: Flask) -> None:
    take(app, text_of(["陈阿妹", "女"], heading=["姓名", "性别"]), area=cast.NEXT_GRID)

    assert residents(app)[0]["links"] == {"area": cast.NEXT_GRID}


def test_consent_and_date_of_establishing_are_said_once_and_counted(app: Flask) -> None:
    roster = text_of(
        [*row("陈阿妹", 出生日期=BORN), "2020-02-02"],
        [*row("陈小", 出生日期="2020-01-01"), ""],
        heading=[*HEADING, "建档日期"],
    )

    done = take(app, roster, consent_how="signed", record_date=date(2024, 5, 1))

    child, grown = (each["body"] for each in residents(app))
    assert (child["record_date"], child["record_consent_by"]) == ("2024-05-01", "guardian")
    assert (grown["record_date"], grown["record_consent_by"]) == ("2020-02-02", "resident")
    assert done.put_into == {"consent": 2, "date of establishing": 1}
    assert all(each["complete"] for each in residents(app))


def test_consent_is_never_guessed(app: Flask) -> None:
    done = take(app, extended(建档单位="上湾村卫生室"))

    body = residents(app)[0]["body"]
    assert not {"record_consent", "record_date"} & body.keys()
    assert done.unfiled == 1


def test_a_telephone_of_another_goes_to_the_contact(app: Flask) -> None:
    body = body_of(app, text_of(row("陈阿妹", 出生日期=BORN, 本人电话="儿子 14200000001")))

    assert "phone" not in body
    assert (body["contact_phone"], body["contact_relationship"]) == ("14200000001", "儿子")


def test_lists_with_no_are_answers_and_unknown_is_none(app: Flask) -> None:
    body = body_of(app, extended(药物过敏史="无", 暴露史="不详", 残疾情况="肢体、视力"))

    assert body["drug_allergies"] == ["none"]
    assert "exposure_history" not in body
    assert body["disabilities"] == ["visual", "physical"]


def test_diseases_are_coded_where_certain_kept_in_words_and_asked_if_suspected(
    app: Flask,
) -> None:
    done = take(app, extended(既往史="高血压2级、痛风、疑似糖尿病"))

    rows = residents(app)[0]["body"]["past_diseases"]
    assert [each["disease"] for each in rows] == ["hypertension", "other"]
    assert rows[1]["disease__other"] == "痛风"
    assert any("only suspected" in text for text in reasons(done, ASKED))


def test_ticks_and_key_populations_enrol(app: Flask) -> None:
    body = body_of(app, extended(高血压="√", 糖尿病="×", 人群类型="老年人"))

    assert body["managed_programmes"] == ["hypertension"]
    [enrolment] = documents(app, "programme_enrolment")
    assert enrolment["body"]["programme"] == "hypertension"


def test_who_died_is_not_taken_and_a_remark_of_it_is_shown(app: Flask) -> None:
    dead = take(app, extended(死亡日期="2025-01-01"))
    remarked = take(app, extended(备注="2025年病故"))

    assert dead.counts == {"not taken": 1}
    assert any("may close the record" in text for text in reasons(remarked, ASKED))


def test_a_household_has_its_members_and_who_comes_later_joins_it(app: Flask) -> None:
    head = row("陈大", 身份证号=number(BORN, 1), 户编号="7", 与户主关系="户主")
    take(app, text_of(head))

    take(app, text_of(head, row("陈小", 出生日期="1988-01-02", 户编号="7", 与户主关系="儿媳")))

    [home] = documents(app, "household")
    relations = [each["relationship_to_head"] for each in home["body"]["members"]]
    assert relations == ["head", "other"]
    assert {each["links"]["household"] for each in residents(app)} == {home["id"]}


def test_an_old_record_code_is_kept_as_the_former_one(app: Flask) -> None:
    body = body_of(app, extended(档案编号="上湾-0001", 原档案编号="A-77"))

    assert "record_code" not in body
    assert body["former_record_code"] == "A-77"


def test_what_a_form_cannot_hold_is_asked_and_the_row_is_taken(app: Flask) -> None:
    done = take(app, extended(监护人="陈" * 60))

    assert done.counts == {"new": 1}
    assert any("does not fit the field (max_length)" in text for text in reasons(done, ASKED))


def test_rosters_stand_in_the_name_of_the_one_who_imports(app: Flask) -> None:
    take(app, extended())

    assert residents(app)[0]["changed"]["actor"] == cast.ZHOU
