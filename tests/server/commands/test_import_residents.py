"""The import as it is typed: what it says, what its report holds, what it shows nowhere."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskCliRunner

from tests import cast
from tests.server.services.rosters import number, residents, row, text_of


def typed(app: Flask, *words: object, code: int = 0) -> str:
    """Type the import; return what it says."""
    args = ["doorstep", "import-residents", *map(str, words)]
    result = FlaskCliRunner(app).invoke(args=args)
    assert result.exit_code == code, result.output
    return result.output


def test_it_says_what_it_read_took_and_left(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "上湾村.csv"
    rows = row("陈阿妹", 身份证号=number("1958-03-01")), row("李三", 出生日期="58-3-1")
    file.write_text(text_of(*rows, row("王五", 村="无此村")), encoding="gb18030")

    said = typed(app, file, "--by", "zhou", "--consent", "signed", "--record-date", "unknown")

    assert "Read as gb18030." in said
    assert "line 3 [to be asked] D 出生日期 58-3-1: has a year of two digits" in said
    assert "line 4 [not taken] F 村 无此村: names a village that is not known here" in said
    assert "As you said, consent was put into 2 records." in said
    assert "2 new, 1 not taken." in said.replace("1 not taken, 2 new", "2 new, 1 not taken")


def test_a_dry_run_writes_nothing(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text(text_of(row("陈阿妹")))

    said = typed(app, file, "--by", "zhou", "--dry-run")

    assert "A trial: nothing was written." in said
    assert residents(app) == []


def test_no_identity_number_is_shown_whole_and_no_formula_is_left_to_run(
    app: Flask, tmp_path: Path
) -> None:
    file, report = tmp_path / "roster.csv", tmp_path / "report.csv"
    typed_number = "329901195803010011"
    bad = row("陈阿妹", 身份证号=typed_number, 出生日期="=1+1")
    file.write_text(text_of(bad))

    said = typed(app, file, "--by", "zhou", "--report", report)

    written = report.read_text(encoding="utf-8-sig")
    assert typed_number not in said + written
    assert "329***********0011" in written
    assert ",'=1+1," in written


def test_what_cannot_be_read_is_said_in_one_sentence(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "roster.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 500)

    assert "save it as .xlsx or as CSV" in typed(app, file, "--by", "zhou", code=1)

    file.write_text("a,b\n1,2\n")
    assert "No heading was found" in typed(app, file, "--by", "zhou", code=1)


def test_an_area_that_is_not_here_is_refused(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text(text_of(row("陈阿妹")))

    said = typed(app, file, "--by", "zhou", "--area", "999", code=1)

    assert "There is no area 999" in said
    assert typed(app, file, "--by", "zhou", "--area", cast.GRID)
