"""A roster is read whatever wrote it; what cannot be read says what to do."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import Workbook

from server.services.rosters.entry import REFUSED, SAID
from server.services.rosters.files import read_bytes
from server.services.rosters.sheet import Unreadable
from tests.server.services.rosters import (
    HEADING,
    reasons,
    residents,
    row,
    take,
    text_of,
    workbook,
)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_roster_is_read_in_whatever_encoding_it_was_saved(app: Flask, encoding: str) -> None:
    roster = text_of(row("陈阿妹"), row("𠮷野家")).encode(encoding)

    done = take(app, roster)

    assert done.counts["new"] == 2
    assert [each["body"]["name"] for each in residents(app)] == ["陈阿妹", "𠮷野家"]


def test_utf_16_with_tabs_as_spreadsheets_export_text(app: Flask) -> None:
    roster = text_of(row("陈阿妹")).replace(",", "\t")

    assert take(app, roster.encode("utf-16-le")).counts["new"] == 1
    assert take(app, b"\xfe\xff" + roster.encode("utf-16-be")).counts["unchanged"] == 1


def test_a_broken_byte_costs_its_row_only(app: Flask) -> None:
    lines = text_of(row("陈阿妹"), row("王小二"), row("李三")).encode("gb18030").split(b"\r\n")
    lines[2] = lines[2].replace("上湾村".encode("gb18030"), b"\xff\xff", 1)

    done = take(app, b"\r\n".join(lines))

    assert [each["body"]["name"] for each in residents(app)] == ["李三", "陈阿妹"]
    assert reasons(done, REFUSED) == ["3 F 村 …: holds bytes that are no text"]


def test_a_name_cut_inside_a_character_costs_its_row_only(app: Flask) -> None:
    roster = text_of(row("甲X甲"), row("李三")).encode().replace(b"X", b"\xed\xa1\x82")

    done = take(app, roster)

    assert [each["body"]["name"] for each in residents(app)] == ["李三"]
    assert [note.line for note in done.notes if note.weight == REFUSED] == [2]


def test_the_first_bytes_decide_and_not_the_name(app: Flask) -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in row("陈阿妹"))
    heads = "".join(f"<th>{cell}</th>" for cell in HEADING)
    page = f"<html><table><tr>{heads}</tr><tr>{cells}</tr></table></html>"

    assert take(app, page.encode("gb18030")).counts["new"] == 1


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "save it as .xlsx or as CSV"),
        (b"%PDF-1.7", "spreadsheet or CSV"),
        (b"PK\x03\x04 rotten", "save it again"),
    ],
)
def test_what_is_not_read_says_how_to_save_it(data: bytes, advice: str) -> None:
    with pytest.raises(Unreadable, match=advice):
        read_bytes(data)


def test_a_workbook_that_unpacks_to_too_much_is_not_read() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (160 * 1024 * 1024))

    with pytest.raises(Unreadable, match="unpacks to more"):
        read_bytes(packed.getvalue())


def test_xml_that_declares_entities_is_not_read() -> None:
    good, bad = zipfile.ZipFile(BytesIO(workbook([HEADING, row()]))), BytesIO()
    with zipfile.ZipFile(bad, "w") as archive:
        for part in good.namelist():
            text = good.read(part)
            if part.endswith("sheet1.xml"):
                text = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + text
            archive.writestr(part, text)

    with pytest.raises(Unreadable, match="declares"):
        read_bytes(bad.getvalue())


def test_formulas_are_read_as_they_were_stored_and_never_computed(app: Flask) -> None:
    book = Workbook()
    book.active.append(list(HEADING))
    book.active.append(row("=1+1"))
    out = BytesIO()
    book.save(out)

    done = take(app, out.getvalue())

    assert done.counts == {"not taken": 1}
    assert "save it again" in reasons(done, REFUSED)[0]
    assert reasons(done)[0].startswith("2 A 姓名")


def test_a_stored_result_is_read_and_said_to_come_from_a_formula(app: Flask) -> None:
    good, stored = zipfile.ZipFile(BytesIO(workbook([HEADING, row("陈阿妹")]))), BytesIO()
    formula = '<c r="A2" t="str"><f>CONCAT("陈","阿妹")</f><v>陈阿妹</v></c>'
    with zipfile.ZipFile(stored, "w") as archive:
        for part in good.namelist():
            text = good.read(part).decode()
            if part.endswith("sheet1.xml"):
                begin = text.index('<c r="A2"')
                text = text[:begin] + formula + text[text.index("</c>", begin) + 4 :]
            archive.writestr(part, text)

    done = take(app, stored.getvalue())

    assert residents(app)[0]["body"]["name"] == "陈阿妹"
    assert "2 A 姓名 陈阿妹: comes from a formula: its stored value was read" in reasons(
        done, SAID
    )


def test_hidden_sheets_are_left_and_said_and_each_village_sheet_is_read(app: Flask) -> None:
    book = Workbook()
    book.active.title = "填表说明"
    book.active.append(["请如实填写"])
    for title, name in (("上湾村", "陈阿妹"), ("旧", "李三")):
        sheet = book.create_sheet(title)
        sheet.append(list(HEADING))
        sheet.append(row(name))
    book["旧"].sheet_state = "hidden"
    book["上湾村"].row_dimensions[2].hidden = True
    out = BytesIO()
    book.save(out)

    done = take(app, out.getvalue())

    assert [each["body"]["name"] for each in residents(app)] == ["陈阿妹"]
    assert "Sheet 旧 is hidden: left out." in done.remarks
    assert "Sheet 填表说明: no heading, 1 rows left out." in done.remarks
    assert "Sheet 上湾村: 1 rows are hidden; they were read." in done.remarks


def test_dates_and_numbers_of_a_workbook_keep_their_meaning(app: Flask) -> None:
    cells = row("陈阿妹", 出生日期=date(1958, 3, 1), 本人电话=14200000001)

    take(app, workbook([HEADING, cells]))

    body = residents(app)[0]["body"]
    assert (body["birth_date"], body["phone"]) == ("1958-03-01", "14200000001")


def test_an_identity_number_kept_as_a_number_is_refused_and_the_row_is_not(app: Flask) -> None:
    cells = row("陈阿妹", 身份证号=3.2990119580301e17, 出生日期="1958-03-01")

    done = take(app, workbook([HEADING, cells]))

    assert "id_number" not in residents(app)[0]["body"]
    assert "format the column as text" in " ".join(reasons(done))


def test_formatting_to_the_last_row_costs_nothing(app: Flask) -> None:
    book = Workbook()
    book.active.append(list(HEADING))
    book.active.append(row("陈阿妹"))
    for line in range(3, 20_000):
        book.active.cell(line, 1).number_format = "@"
    out = BytesIO()
    book.save(out)

    assert len(read_bytes(out.getvalue()).sheets[0].rows) == 2
