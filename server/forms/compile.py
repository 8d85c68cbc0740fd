"""Compiles the definitions in YAML to one checked structure that server and phone load."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from server.forms.check_fields import check_fields, check_options
from server.forms.check_forms import check_form, check_texts, place_of
from server.forms.check_schedule import check_schedule
from server.forms.problems import DefinitionError, Problems
from server.forms.splice import spliced
from server.forms.yaml_files import read_yaml

SHIPPED = Path(__file__).parents[2] / "forms"
#: Files beside the forms that say other things than what is filled in.
_OTHER_FILES = frozenset({"schedule", "indicators"})
_SHARED, _SYSTEM, _SCHEDULE = "_shared.yaml", "_system.yaml", "schedule.yaml"


def compile_forms(folders: Sequence[Path] = (SHIPPED,)) -> dict[str, Any]:
    """Return the whole that `load_forms` and the phone read, JSON-able.

    Keys: `forms` (id -> definition; field sets spliced in, option sets resolved; those of
    `_system.yaml` carry `system: true`), `findings`, `errors`, `absent_reasons`, `lines` and
    `schedule` (as written). Shared texts and system documents come from the first folder that
    has them.

    Raises:
        DefinitionError: a definition breaks the dialect; every problem is listed.
    """
    problems = Problems()
    shared = _first(folders, _SHARED, problems) or {}
    check_texts(shared, problems)
    problems.settle()
    _check_sets(shared, problems)
    written = _written(folders, problems)
    for raw in written.values():
        _check_written(raw, shared, problems)
    problems.settle()
    forms = {name: spliced(raw, shared) for name, raw in written.items()}
    for form in forms.values():
        check_form(form, forms, shared, problems)
    schedule = _first(folders, _SCHEDULE, problems)
    check_schedule(schedule, problems)
    problems.settle()
    texts = {key: shared[key] for key in ("findings", "errors", "absent_reasons", "lines")}
    return {"forms": forms, **texts, "schedule": schedule}


def _first(folders: Sequence[Path], name: str, problems: Problems) -> Any:
    for folder in folders:
        if (folder / name).exists():
            return _read(folder / name, problems)
    return None


def _read(path: Path, problems: Problems) -> Any:
    try:
        return read_yaml(path)
    except yaml.YAMLError as error:
        problems.say(path.name, " ".join(str(error).split()))
        return None


def _written(folders: Sequence[Path], problems: Problems) -> dict[str, dict[str, Any]]:
    """Return the forms as they are written, by id: system documents first."""
    system = _first(folders, _SYSTEM, problems) or {"forms": []}
    written = {raw["id"]: {**raw, "system": True} for raw in system["forms"]}
    for folder in folders:
        for path in sorted(folder.glob("[!_]*.yaml")):
            if path.stem in _OTHER_FILES:
                continue
            raw = _read(path, problems)
            if not isinstance(raw, dict) or raw.get("id") != path.stem:
                problems.say(path.name, "its id differs from the file's name")
            elif raw["id"] in written:
                problems.say(path.name, "a form of this id stands in another file")
            else:
                written[raw["id"]] = raw
    return written


def _check_sets(shared: dict[str, Any], problems: Problems) -> None:
    for name, options in shared["option_sets"].items():
        check_options(f"{_SHARED}: {name}", options, problems)
    for name, fields in shared["field_sets"].items():
        check_fields(f"{_SHARED}: {name}", fields, shared, problems, nested=True)
    problems.settle()
    for name in shared["field_sets"]:
        if _reaches(name, name, shared["field_sets"], set()):
            problems.say(f"{_SHARED}: {name}", "a field set that uses itself")
    problems.settle()


def _reaches(start: str, goal: str, sets: dict[str, Any], seen: set[str]) -> bool:
    used = {field["use"] for field in sets[start] if "use" in field} - seen
    seen |= used
    return goal in used or any(_reaches(name, goal, sets, seen) for name in used)


def _check_written(raw: dict[str, Any], shared: dict[str, Any], problems: Problems) -> None:
    place = place_of(raw)
    for key in ("sections", "checks"):
        parts = raw.get(key, [])
        if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
            problems.say(place, f"{key} are a list")
            return
    if "sections" not in raw:
        problems.say(place, "without sections")
    for section in raw.get("sections", []):
        check_fields(place, section.get("fields"), shared, problems)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the compiled definitions to a file or to standard output."""
    parser = argparse.ArgumentParser(prog="python -m server.forms.compile", description=__doc__)
    parser.add_argument("--out", type=Path, help="the file to write; without it, the screen")
    parser.add_argument("folders", nargs="*", type=Path, default=[SHIPPED])
    options = parser.parse_args(arguments)
    try:
        compiled = compile_forms(options.folders)
    except DefinitionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    text = json.dumps(compiled, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
