"""What rosters write in their cells, and what is certain of it."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from server.forms.compile import SHIPPED
from server.forms.load import load_forms
from server.services.rosters.dates import NoDate, read_day, read_partial
from server.services.rosters.names import read_name
from server.services.rosters.numbers import BadNumber, read_identity_number, read_phones
from server.services.rosters.words import choice_of, relation_of, yes_or_no
from tests.server.services.rosters import number

TODAY = date(2026, 11, 25)
EPOCH, MAC_EPOCH = date(1899, 12, 30), date(1904, 1, 1)
FORM = load_forms(Path(SHIPPED))["resident_basic"]


@pytest.mark.parametrize(
    "cell",
    [
        "19560301",
        "1956-03-01",
        "1956/3/1",
        "1956.3.1",
        "1956年3月1日",
        "1956-03-01 00:00:00",
        "１９５６－０３－０１",
        "一九五六年三月一日",
        datetime(1956, 3, 1, 23, 30),  # noqa: DTZ001  # as a workbook gives it
        20515,
        "20515",
        19560301,
    ],
)
def test_a_day_is_read_in_every_usual_way_of_writing(cell: Any) -> None:
    assert read_day(cell, EPOCH, TODAY) == date(1956, 3, 1)


def test_serials_count_from_the_day_that_the_workbook_says() -> None:
    assert read_day(20515, MAC_EPOCH, TODAY) == date(1960, 3, 2)


@pytest.mark.parametrize(
    "cell",
    [
        "56-3-1",
        "03/01/1956",
        "农历三月初一",
        "1956-03",
        "0000-00-00",
        "1956-02-30",
        "2030-01-01",
    ],
)
def test_a_doubtful_day_is_none(cell: str) -> None:
    with pytest.raises(NoDate):
        read_day(cell, EPOCH, TODAY)


@pytest.mark.parametrize(
    ("cell", "read"),
    [("2015", "2015"), (2015, "2015"), ("2015年3月", "2015-03"), ("2015-3-9", "2015-03-09")],
)
def test_a_year_or_month_is_enough_where_the_form_takes_it(cell: Any, read: str) -> None:
    assert read_partial(cell, EPOCH, TODAY) == read


@pytest.mark.parametrize(
    "written",
    ["{}", " '{}", '="{}"', "{}\u200b", "\t{}"],
)
def test_an_identity_number_is_cleaned_before_it_is_judged(written: str) -> None:
    value = number("1958-03-01")

    read = read_identity_number(written.format(value.lower()), TODAY)

    assert read is not None
    assert read.value == value


def test_an_old_number_of_15_digits_is_brought_to_18() -> None:
    value = number("1958-03-01")

    read = read_identity_number(value[:6] + value[8:17], TODAY)

    assert read is not None
    assert (read.value, read.legacy) == (value, True)


@pytest.mark.parametrize("cell", ["", "无", "0", "000000000000000000", "不详", None, "暂无"])
def test_a_placeholder_is_no_number(cell: Any) -> None:
    assert read_identity_number(cell, TODAY) is None


@pytest.mark.parametrize(
    "cell", ["3.29901E+17", 3.29901e17, "329901********0034", "32990119580301", "abc"]
)
def test_a_rounded_masked_or_short_number_is_bad(cell: Any) -> None:
    with pytest.raises(BadNumber):
        read_identity_number(cell, TODAY)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("14200000001", ["14200000001"]),
        ("+86 142 0000 0001", ["14200000001"]),
        (14200000001.0, ["14200000001"]),
        ("14200000001.0", ["14200000001"]),
        ("0511-85121234/14200000001", ["0511-85121234", "14200000001"]),
        ("14200000001（儿子）", ["14200000001"]),
        ("无", []),
    ],
)
def test_telephones_are_found_in_what_people_write(cell: Any, numbers: list[str]) -> None:
    phones, bad = read_phones(cell)

    assert [phone.value for phone in phones] == numbers
    assert bad == []


def test_a_remark_says_whose_telephone_it_is() -> None:
    assert read_phones("儿子14200000001")[0][0].owner == "child"
    assert read_phones("8512")[1] == ["8512"]


@pytest.mark.parametrize(
    ("cell", "relation"),
    [
        ("户主", ("head", None)),
        ("02", ("head", None)),
        ("长子", ("son", None)),
        ("10", ("spouse", None)),
        ("儿媳", ("other", "儿媳")),
        ("38", ("other", "儿媳")),
        ("", None),
    ],
)
def test_relations_are_words_or_the_national_code(cell: str, relation: Any) -> None:
    assert relation_of(cell) == relation


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        ("sex", "男", "male"),
        ("sex", "2", "female"),
        ("sex", "F", "female"),
        ("ethnicity", "汉", "han"),
        ("ethnicity", "01", "han"),
        ("blood_group", "A", "a"),
        ("blood_group", "AB型", "ab"),
        ("education", "初中", "junior_high"),
        ("education", "7", "junior_high"),
        ("marital_status", "已婚", "married"),
        ("education", "读过书", None),
    ],
)
def test_choices_are_labels_short_labels_or_numbers(
    field: str, cell: str, code: str | None
) -> None:
    assert choice_of(FORM.by_id[field], cell) == code


def test_diseases_with_grades_are_the_disease() -> None:
    disease = FORM.columns["past_diseases"][0]

    assert choice_of(disease, "高血压2级") == "hypertension"
    assert choice_of(disease, "脑梗") == "stroke"


def test_ticks() -> None:
    assert [yes_or_no(cell) for cell in ("√", "是", "1", "×", "", "大概")] == [
        True,
        True,
        True,
        False,
        False,
        None,
    ]


@pytest.mark.parametrize(
    ("cell", "name", "is_asked"),
    [
        ("张 三", "张三", False),
        ("𠮷野", "𠮷野", False),
        ("阿依古丽•买买提", "阿依古丽·买买提", False),
        ("王桂英(大)", "王桂英", True),
        ("王?英", "王?英", True),
        ("王\ue123英", "王\ue123英", True),
        ("  ", "", False),
    ],
)
def test_names_lose_spaces_and_marks_and_lost_signs_are_asked(
    cell: str, name: str, is_asked: bool
) -> None:
    read, doubt = read_name(cell)

    assert (read, doubt is not None) == (name, is_asked)
