"""Headings are found by their words, and rows that are no person are passed over."""

from io import BytesIO

from flask import Flask
from openpyxl import load_workbook

from server.services.rosters.entry import REFUSED
from tests.server.services.rosters import (
    HEADING,
    reasons,
    residents,
    row,
    take,
    text_of,
    workbook,
)


def names(app: Flask) -> list[str]:
    return [each["body"]["name"] for each in residents(app)]


def test_rows_of_spaces_are_empty_and_no_error(app: Flask) -> None:
    roster = text_of(
        ["  ", "", "", ""], ["\u3000"], ["\u00a0"], row("陈阿妹", 出生日期="1958-03-01")
    )

    done = take(app, roster)

    assert done.counts == {"new": 1}
    assert done.passed_over["empty"] == 3
    assert done.notes == []


def test_titles_repeated_headings_totals_and_signatures_are_counted_not_reported(
    app: Flask,
) -> None:
    roster = "上湾村居民花名册,,,\n单位：上湾村卫生室,,,\n" + text_of(
        row("陈阿妹"), HEADING, row("李三"), ["合计", "2人"], ["填表人：王秀兰", "", "审核："]
    )

    done = take(app, roster)

    assert done.counts == {"new": 2}
    assert done.passed_over == {"title": 2, "heading": 1, "total": 1, "note": 1}


def test_a_heading_of_two_merged_rows(app: Flask) -> None:
    top = ["姓名", "村", "网格", "联系人", ""]
    below = ["", "", "", "姓名", "电话"]
    person = ["陈阿妹", "上湾村", "1", "陈大", "14200000002"]

    take(app, workbook([["花名册"], top, below, person]))

    body = residents(app)[0]["body"]
    assert (body["contact_name"], body["contact_phone"]) == ("陈大", "14200000002")


def test_headings_with_asterisks_brackets_and_line_breaks(app: Flask) -> None:
    heading = ["*姓 名", "身份证号\n(18位)", "村【必填】", "网格："]

    assert take(app, text_of(["陈阿妹", "", "上湾", "01"], heading=heading)).counts["new"] == 1


def test_of_two_columns_of_one_name_the_first_is_read_and_both_are_named(app: Flask) -> None:
    heading = ["姓名", "电话", "电话", "住址", "村", "网格"]
    person = ["陈阿妹", "14200000001", "14200000002", "老屋组1号", "上湾村", "1"]

    done = take(app, text_of(person, heading=heading))

    assert residents(app)[0]["body"]["phone"] == "14200000001"
    assert any("Columns B and C both say 电话" in remark for remark in done.remarks)


def test_unknown_columns_are_named_once(app: Flask) -> None:
    done = take(app, text_of([*row("陈阿妹"), "x"], heading=[*HEADING, "打卡"]))

    assert done.remarks == ["Column J (打卡) is not known: left out."]


def test_a_line_break_or_a_stray_quote_in_a_cell_shifts_no_row(app: Flask) -> None:
    roster = text_of(row("陈阿妹", 与户主关系="户\n主"), row("李三"), row("王五"))
    roster = roster.replace("李三", '李三"')

    take(app, roster)

    assert names(app) == ["李三", "王五", "陈阿妹"]


def test_too_many_cells_cost_the_row_and_too_few_do_not_shift_it(app: Flask) -> None:
    roster = text_of([*row("陈阿妹"), "", "多"], row("李三")[:7])

    done = take(app, roster)

    assert names(app) == ["李三"]
    assert reasons(done, REFUSED) == [
        "2  : has more cells than there are headings: a comma too many?"
    ]


def test_cells_merged_downwards_are_filled_but_not_below_a_total(app: Flask) -> None:
    book = load_workbook(
        BytesIO(
            workbook(
                [
                    HEADING,
                    row("陈阿妹", 户编号="7", 与户主关系="户主"),
                    row("陈小弟", 村="", 户编号="", 与户主关系="子"),
                    ["小计", "2人"],
                    row("李三", 村=""),
                ]
            )
        )
    )
    book.active.merge_cells("F2:F3")
    book.active.merge_cells("H2:H3")
    out = BytesIO()
    book.save(out)

    done = take(app, out.getvalue())

    links = [each["links"] for each in residents(app)]
    assert links[0] == links[1]
    assert "household" in links[0]
    assert "5 F 村 : names no village" in reasons(done, REFUSED)[0]
