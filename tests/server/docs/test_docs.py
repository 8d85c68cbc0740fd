"""What exists is documented: routes, settings, commands, problems, forms, targets of make."""

import re
from pathlib import Path

import pytest
from flask import Flask

import server.commands
from server import create_app
from server.config import Settings
from server.forms.load import load_forms
from server.problems import DoorstepProblem
from tests.server.docs.pages import ROOT, pages, said

#: Asked for by Flask and the REST layer, not by people: the description itself, files.
_NOT_OURS = {"static"}
_SETTING = re.compile(r"\b(?:DOORSTEP_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL)\b")


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("docs")
    return create_app(
        Settings(
            secret_key="k" * 40,
            database_url=f"sqlite:///{folder / 'empty.sqlite'}",
            data=folder,
            app=Path("build/none"),
        )
    )


def undocumented(names: set[str], text: str) -> list[str]:
    """Return the names that do not stand in a text, each as a whole word."""
    return sorted(
        name
        for name in names
        if not re.search(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])", text)
    )


def subclasses(kind: type[DoorstepProblem]) -> set[type[DoorstepProblem]]:
    """Return every kind of problem, also those that services define."""
    return {kind}.union(*(subclasses(each) for each in kind.__subclasses__()))


def test_each_address_of_the_server_is_documented(application: Flask) -> None:
    addresses = {
        f"{method} {re.sub('<[a-z]+:', '<', rule.rule)}"
        for rule in application.url_map.iter_rules()
        if rule.endpoint not in _NOT_OURS
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert undocumented(addresses, (ROOT / "docs/api.md").read_text()) == []


def test_no_address_is_documented_that_the_server_does_not_have(application: Flask) -> None:
    addresses = {
        re.sub("<[a-z]+:", "<", str(rule)) for rule in application.url_map.iter_rules()
    }
    named = re.findall(r"`(?:GET|POST|PUT|PATCH|DELETE) (/[^`\s?]*)", said())

    assert sorted(set(named) - addresses) == []


def test_each_setting_is_documented() -> None:
    code = "\n".join(path.read_text() for path in sorted((ROOT / "server").glob("**/*.py")))
    settings = set(_SETTING.findall(code)) | set(Settings.__dataclass_fields__)

    assert undocumented(settings, (ROOT / "docs/administration.md").read_text()) == []


def test_each_command_is_documented(application: Flask) -> None:
    commands = {f"flask doorstep {name}" for name in server.commands.doorstep.commands}

    assert undocumented(commands, (ROOT / "docs/administration.md").read_text()) == []


def test_no_command_is_documented_that_does_not_exist(application: Flask) -> None:
    known = set(server.commands.doorstep.commands)
    named = set(re.findall(r"flask doorstep ([a-z]+(?:-[a-z]+)*)", said()))

    assert sorted(named - known) == []


def test_each_kind_of_problem_is_documented(application: Flask) -> None:
    problems = {f"/problems/{each.code}" for each in subclasses(DoorstepProblem)}

    assert undocumented(problems, (ROOT / "docs/api.md").read_text()) == []


def test_each_form_is_documented() -> None:
    forms = {f"| `{form}` |" for form in load_forms()}

    page = (ROOT / "docs/forms.md").read_text()
    assert sorted(form for form in forms if form not in page) == []


def test_each_function_of_expressions_and_each_type_of_field_is_documented() -> None:
    from server.forms.dialect import FIELD_KEYS, FORM_KEYS, OPTION_KEYS, TYPE_KEYS, TYPES
    from server.forms.grammar import ARITY

    words = {*ARITY, *TYPES, *FORM_KEYS, *FIELD_KEYS, *OPTION_KEYS}.union(*TYPE_KEYS.values())

    assert undocumented(words, (ROOT / "docs/forms.md").read_text()) == []


def test_each_target_of_make_is_documented_and_no_other() -> None:
    rule, example = (
        re.compile(r"^([a-z]+):", re.M),
        re.compile(r"(?:`|^ {4})make ([a-z]+)", re.M),
    )
    targets = set(rule.findall((ROOT / "Makefile").read_text()))
    named = {target for page in pages() for target in example.findall(page.read_text())}

    readme = (ROOT / "README.md").read_text()
    assert undocumented({f"make {each}" for each in targets}, readme) == []
    assert sorted(named - targets) == []


def test_the_page_on_performance_names_the_bound_that_the_build_holds_to() -> None:
    [budget] = re.findall(
        r"^const BUDGET = ([0-9_]+);", (ROOT / "pwa/build.mjs").read_text(), re.M
    )

    bound = f"{int(budget):,} bytes"
    assert bound in (ROOT / "docs/performance.md").read_text()


def test_what_is_not_documented_is_found() -> None:
    text = "`flask doorstep backup`, `GET /api/session`"

    assert undocumented({"GET /api/session", "flask doorstep backup"}, text) == []
    assert undocumented({"GET /api/sess", "flask doorstep back"}, text) == [
        "GET /api/sess",
        "flask doorstep back",
    ]
