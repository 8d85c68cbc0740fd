"""Definitions are compiled once, and a wrong one is refused and named before its use."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from server.forms.compile import SHIPPED, compile_forms, main
from server.forms.problems import DefinitionError

TRIAL = """
id: trial
version: 1
title: {zh-CN: 试用表, en: Trial}
kind: facts
about: resident
source: ours
sections:
  - id: all
    title: {zh-CN: 全部, en: All}
    fields:
      - {id: number, type: integer, label: {zh-CN: 数, en: Number}}
      - id: answer
        type: choice
        label: {zh-CN: 答, en: Answer}
        options:
          - {code: a, label: {zh-CN: 甲, en: A}}
          - {code: b, label: {zh-CN: 乙, en: B}, specify: true}
"""
NUMBER = "{id: number, type: integer, label: {zh-CN: 数, en: Number}}"
SECTION = "title: {zh-CN: 全部, en: All}"
Refused = Callable[[str], list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(SHIPPED / "_shared.yaml", tmp_path)
    return tmp_path


@pytest.fixture
def refused(folder: Path) -> Refused:
    def compile_trial(text: str) -> list[str]:
        (folder / "trial.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(DefinitionError) as raised:
            compile_forms([folder])
        return raised.value.problems

    return compile_trial


def number(more: str) -> str:
    """Return the trial form with something added to its first field."""
    return TRIAL.replace("en: Number}}", f"en: Number}}, {more}}}")


def added(more: str) -> str:
    """Return the trial form with another field, or something else at the end."""
    return TRIAL + more


def test_the_trial_form_without_a_fault_is_taken(folder: Path) -> None:
    (folder / "trial.yaml").write_text(TRIAL, encoding="utf-8")

    assert list(compile_forms([folder])["forms"]) == ["trial"]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (number("colour: red"), "trial.yaml: number", "unknown keys ['colour']"),
        (number("decimals: 1"), "trial.yaml: number", "unknown keys ['decimals']"),
        (number("show_if: nobody == 1"), "trial.yaml: number", "unknown name nobody"),
        (number("show_if: 'number ='"), "trial.yaml: number", "parse_error"),
        (number("show_if: evil(1)"), "trial.yaml: number", "unknown_function"),
        (number("max: 'round(1)'"), "trial.yaml: number", "arity"),
        (number("core: {when: resident.nothing}"), "trial.yaml: number", "resident.nothing"),
        (number("min: 5, max: 1"), "trial.yaml: number", "min is above max"),
        (number("min: [1]"), "trial.yaml: number", "min [1]"),
        (number("required: sometimes"), "trial.yaml: number", "required 'sometimes'"),
        (number("core: 1"), "trial.yaml: number", "core 1"),
        (number("merge: mine"), "trial.yaml: number", "merge 'mine'"),
        (number("merge: union"), "trial.yaml: number", "no list"),
        (number("carry_forward: copy, summary: trend"), "trial.yaml: number", "measurement"),
        (number("together: nowhere"), "trial.yaml: number", "line nowhere"),
        (number("plain: {zh-CN: 数, en: Number}"), "trial.yaml: number", "plain without"),
        (number("loinc: '8480-7'"), "trial.yaml: number", "LOINC 8480-7"),
        (number("warn: [{below: 1, above: 2}]"), "trial.yaml: number", "warn"),
        (number("warn: [{below: 1, code: no_text}]"), "trial.yaml: number", "no_text"),
        (number("alert: [{below: 1}]"), "trial.yaml: number", "alert"),
        (number("alert: 5"), "trial.yaml: number", "alert 5"),
        (number("id: number"), "trial.yaml", "'id' stands twice"),
        (TRIAL.replace("type: integer", "type: whole"), "trial.yaml: number", "type 'whole'"),
        (TRIAL.replace("type: integer", "type: [text]"), "trial.yaml: number", "type"),
        (TRIAL.replace("id: number", "id: in"), "trial.yaml: in", "bad id"),
        (TRIAL.replace("id: number", "id: a__b"), "trial.yaml: a__b", "bad id"),
        (TRIAL.replace("id: number", "id: answer"), "trial.yaml", "answer stands twice"),
        (TRIAL.replace("zh-CN: 数, ", ""), "trial.yaml: number", "needs zh-CN and en"),
        (
            TRIAL.replace("zh-CN: 数", "zh-CN: number"),
            "trial.yaml: number",
            "without a Chinese",
        ),
        (TRIAL.replace("en: Number", "en: 数"), "trial.yaml: number", "with a Chinese"),
        (TRIAL.replace("code: b", "code: a"), "trial.yaml: answer", "code a stands twice"),
        (TRIAL.replace("code: b", "code: B"), "trial.yaml: answer", "option code 'B'"),
        (TRIAL.replace("specify", "colour"), "trial.yaml: answer", "unknown option keys"),
        (TRIAL.replace("id: trial", "id: other"), "trial.yaml", "differs from the file"),
        (TRIAL.replace("version: 1", "version: 0"), "trial.yaml", "version 0"),
        (TRIAL.replace("kind: facts", "kind: fact"), "trial.yaml", "kind 'fact'"),
        (TRIAL.replace("kind: facts", "kind: encounter"), "trial.yaml", "no date"),
        (TRIAL.replace("about: resident", "about: cat"), "trial.yaml", "about 'cat'"),
        (TRIAL.replace("source: ours\n", ""), "trial.yaml", "without ['source']"),
        (TRIAL.replace("source: ours", "sauce: ours"), "trial.yaml", "unknown keys ['sauce']"),
        (
            TRIAL.replace("source: ours", "source: ours\ndate: number"),
            "trial.yaml",
            "date field",
        ),
        (
            TRIAL.replace("source: ours", "source: ours\nnatural_key: [nowhere]"),
            "trial.yaml",
            "natural_key nowhere",
        ),
        (
            TRIAL.replace(SECTION, SECTION + "\n    show_if: '1 ='"),
            "section all",
            "parse_error",
        ),
        (TRIAL.replace(SECTION, SECTION + "\n    colour: red"), "section all", "unknown keys"),
        (TRIAL.replace(NUMBER, "{use: nowhere}"), "trial.yaml", "use of no field set"),
        (TRIAL.replace(NUMBER, "{use: [nowhere]}"), "trial.yaml", "use of no field set"),
        (TRIAL.replace(NUMBER, "number"), "trial.yaml", "a list of fields"),
        (TRIAL.split("sections:")[0], "trial.yaml", "without sections"),
        (TRIAL.split("sections:")[0] + "sections: 5", "trial.yaml", "sections are a list"),
        (added("checks: 5"), "trial.yaml", "checks are a list"),
        (added("checks: [{when: 'true'}]"), "trial.yaml: check None", "keys or level"),
        (
            added("checks: [{when: x, level: warn, code: low, fields: [number]}]"),
            "trial.yaml: check low",
            "unknown name x",
        ),
        (
            added("checks: [{when: 'true', level: warn, code: no_text, fields: [number]}]"),
            "trial.yaml: check no_text",
            "has no text",
        ),
        (
            added("checks: [{when: 'true', level: warn, code: low, fields: [x]}]"),
            "trial.yaml: check low",
            "unknown fields",
        ),
    ],
)
def test_a_wrong_definition_is_refused_and_its_place_named(
    refused: Refused, text: str, where: str, what: str
) -> None:
    problems = refused(text)

    assert any(where in problem and what in problem for problem in problems), problems


def test_every_problem_is_told_at_once(refused: Refused) -> None:
    problems = refused(number("colour: red, merge: mine, min: 5, max: 1"))

    assert len(problems) == 3


def test_a_row_key_needs_columns_that_are_always_filled_in(refused: Refused) -> None:
    column = "{id: drug, type: text, label: {zh-CN: 药, en: Drug}}"
    group = "{id: drugs, type: group, row_key: [drug], label: {zh-CN: 药, en: Drugs}"

    problems = refused(TRIAL.replace(NUMBER, f"{group}, fields: [{column}]}}"))

    assert problems == ["trial.yaml: row_key needs columns always required: ['drug']"]


def test_a_group_does_not_stand_in_a_group(refused: Refused) -> None:
    inner = "{id: b, type: group, label: {zh-CN: 乙, en: B}, fields: []}"
    outer = f"{{id: a, type: group, label: {{zh-CN: 甲, en: A}}, fields: [{inner}]}}"

    assert any("a group in a group" in each for each in refused(TRIAL.replace(NUMBER, outer)))


def test_a_field_set_that_uses_itself_is_refused(folder: Path, refused: Refused) -> None:
    shared = (folder / "_shared.yaml").read_text(encoding="utf-8")
    turn = "field_sets:\n  round:\n    - {use: about}\n  about:\n    - {use: round}\n"
    (folder / "_shared.yaml").write_text(
        shared.replace("field_sets:\n", turn), encoding="utf-8"
    )

    assert "_shared.yaml: round: a field set that uses itself" in refused(TRIAL)


def test_one_form_in_two_files_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for place in (folder, other):
        (place / "trial.yaml").write_text(TRIAL, encoding="utf-8")

    with pytest.raises(DefinitionError, match="another file"):
        compile_forms([folder, other])


def test_the_shipped_forms_compile_to_plain_json_without_names_of_sets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path / "new" / "forms.json")]) == 0
    assert main([]) == 0

    written = json.loads((tmp_path / "new" / "forms.json").read_text(encoding="utf-8"))
    assert written == json.loads(capsys.readouterr().out) == compile_forms()
    fields = [
        f for form in written["forms"].values() for s in form["sections"] for f in s["fields"]
    ]
    assert not any("use" in field or isinstance(field.get("options"), str) for field in fields)
    assert written["schedule"]["rules"]
    assert written["findings"]["danger_sign"]["action"] == "urgent_referral"


def test_a_wrong_folder_is_told_on_the_screen(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "trial.yaml").write_text(number("colour: red"), encoding="utf-8")

    assert main([str(folder)]) == 1
    assert "trial.yaml: number: unknown keys ['colour']" in capsys.readouterr().err


@pytest.mark.parametrize(
    "part",
    [
        "rules: [{id: yearly, title: {zh-CN: 每年, en: ''}}]",
        "reasons: {high: {zh-CN: 偏高,须复查, en: High}}",
    ],
)
def test_a_text_of_the_schedule_that_is_empty_or_cut_short_by_a_comma_is_refused(
    folder: Path, part: str
) -> None:
    (folder / "schedule.yaml").write_text(part, encoding="utf-8")

    with pytest.raises(DefinitionError) as raised:
        compile_forms([folder])

    assert [problem.split(":")[0] for problem in raised.value.problems] == ["schedule.yaml"]
