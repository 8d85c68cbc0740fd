"""Judges a body by its form: errors, warnings, alerts, gaps and computed values."""

import math
from collections.abc import Mapping
from typing import Any

from server.forms.dialect import ABSENT_REASONS
from server.forms.field_types import type_error
from server.forms.findings import Finding, Findings, note
from server.forms.load import Form
from server.forms.prepared import Asked, Prepared, prepare
from server.forms.qualified import RESULT_DAYS, may_wait
from server.forms.scopes import Context, FormScope, RowScope
from server.forms.values import Value, comparable, is_set, plain

__all__ = ["Context", "Finding", "Findings", "is_set", "type_error", "validate"]

_ABSENT, _CONFIRMED, _ROW = "_absent", "_confirmed", "_row"
_LEVELS = {"error": "errors", "warn": "warnings", "alert": "alerts"}


def validate(form: Form, body: Mapping[str, Any], context: Context) -> Findings:
    """Return everything that a form finds in a body, in the form's order.

    Context: `today` ("YYYY-MM-DD", the local date of capture), `actor` (id), `resident`,
    `household`, `previous`, `pregnancy` (bodies, or None) and `result_days`. Never raises for
    what a body holds: an expression that its values do not fit reads as null.
    """
    return _Judgement(prepare(form), body, context).findings()


class _Part:
    """The form itself or one row of a group: its values, and what is known of them."""

    __slots__ = ("codes", "hidden", "prefix", "scope", "values")

    def __init__(
        self,
        prefix: str,
        values: dict[str, Value],
        codes: dict[str, str | None],
        scope: FormScope | RowScope,
    ) -> None:
        self.prefix = prefix
        self.values = values
        self.codes = codes
        self.scope = scope
        self.hidden: set[str] = set()


class _Judgement:
    """One validation, in the order of the dialect's section 4."""

    def __init__(self, prepared: Prepared, body: Mapping[str, Any], context: Context) -> None:
        self.prepared = prepared
        self.found = Findings()
        #: Fields with an error of their own: checks that name one are skipped.
        self.bad: set[str] = set()
        self.scope = FormScope({}, prepared, context)
        self.form = self._read(body)
        self.absent = self._absences(body.get(_ABSENT))
        confirmed = body.get(_CONFIRMED)
        #: Fields whose warnings the doctor looked at and kept.
        self.confirmed: list[Any] = confirmed if isinstance(confirmed, list) else []
        self.sections = {
            section: shown(self.scope) for section, shown in prepared.sections.items()
        }
        served = self.scope[prepared.date] if prepared.date else None
        self.waits = may_wait(
            served, context.get("today"), context.get("result_days", RESULT_DAYS)
        )

    def findings(self) -> Findings:
        for asked in self.prepared.asked:
            self._judge(asked, self.form)
        for rule in self.prepared.rules:
            if rule.names.isdisjoint(self.bad) and rule.holds(self.scope):
                self._raise(_LEVELS[rule.level], rule.field, rule.code)
        return self.found

    def _read(self, body: Mapping[str, Any]) -> _Part:
        """Sort a body into what is sound, what is not, and what the form does not know."""
        values: dict[str, Value] = {}
        codes: dict[str, str | None] = {}
        by_id = self.prepared.by_id
        for name, value in body.items():
            asked = by_id.get(name)
            if asked is None:
                if name not in (_ABSENT, _CONFIRMED):
                    self._add_error(name, "unknown_field")
            elif asked.computed is None and is_set(value):
                values[name] = value
                code = codes[name] = asked.check(value)
                if code is None:
                    self.scope[name] = value
        part = _Part("", values, codes, self.scope)
        self._compute(part)
        return part

    def _compute(self, part: _Part) -> None:
        for name, evaluate in self.prepared.computed:
            value = evaluate(part.scope)
            if isinstance(value, float):
                # JSON knows no infinity.
                value = plain(value) if math.isfinite(value) else None
            self.found.computed[name] = part.scope[name] = value
            if is_set(value):
                part.values[name] = value
                part.codes[name] = self.prepared.by_id[name].check(value)

    def _absences(self, raw: Any) -> Mapping[str, str]:
        reasons = raw if isinstance(raw, dict) else {}
        for name, reason in reasons.items():
            known = isinstance(reason, str) and reason in ABSENT_REASONS
            if not known or name not in self.prepared.by_id:
                self._add_error(name, "absent_reason")
        return reasons

    def _judge(self, asked: Asked, part: _Part) -> None:
        name = asked.id
        path = part.prefix + name if part.prefix else name
        if not self._shown(asked, part):
            part.hidden.add(name)
            if name in part.values and asked.computed is None:
                self.found.warnings.append({"field": path, "code": "hidden_value"})
        elif name not in part.values:
            self._judge_gap(asked, part, path)
        else:
            self._judge_value(asked, part, path, part.values[name])

    def _shown(self, asked: Asked, part: _Part) -> bool:
        section = asked.section
        if section is not None and not self.sections.get(section, True):
            return False
        if asked.of is not None:
            chosen = part.scope[asked.of]
            if asked.of in part.hidden or chosen is None:
                return False
            return asked.code in chosen if type(chosen) is list else asked.code == chosen
        return asked.show_if is None or asked.show_if(part.scope)

    def _judge_gap(self, asked: Asked, part: _Part, path: str) -> None:
        if asked.required and path not in self.absent and asked.required(part.scope):
            self._add_error(path, "required")
            self.bad.add(asked.id)
        if asked.core and asked.core(part.scope):
            reason = self.absent.get(path)
            if self.waits and reason == "awaiting_result":
                self.found.awaiting.append(path)
            elif reason != "not_applicable":
                self.found.missing_core.append(path)

    def _judge_value(self, asked: Asked, part: _Part, path: str, value: Value) -> None:
        code = part.codes[asked.id] or self._limit_broken(asked, part, value)
        if code is not None:
            self._add_error(path, code)
            self.bad.add(asked.id)
            return
        for raises, bound, finding, is_alert in asked.thresholds:
            if raises(value, bound):
                self._raise("alerts" if is_alert else "warnings", path, finding)
        if asked.columns is not None:
            for place, row in enumerate(value):
                self._judge_row(asked.columns, row, f"{path}[{place}].")

    def _limit_broken(self, asked: Asked, part: _Part, value: Value) -> str | None:
        for code, breaks, limit_of in asked.limits:
            limit = limit_of(part.scope)
            if limit is not None and comparable(value, limit) and breaks(value, limit):
                return code
        return None

    def _judge_row(self, columns: tuple[Asked, ...], row: dict[str, Any], prefix: str) -> None:
        by_id = {column.id: column for column in columns}
        for name in row:
            if name != _ROW and name not in by_id:
                self._add_error(prefix + name, "unknown_field")
        values = {name: row[name] for name in by_id if is_set(row.get(name))}
        codes = {name: by_id[name].check(value) for name, value in values.items()}
        sound = {name: value for name, value in values.items() if codes[name] is None}
        scope = RowScope(sound, by_id, self.scope, self.prepared)
        part = _Part(prefix, values, codes, scope)
        for column in columns:
            self._judge(column, part)

    def _add_error(self, path: str, code: str) -> None:
        # Each place is judged once, so none of these can stand there already.
        self.found.errors.append({"field": path, "code": code})

    def _raise(self, where: str, path: str, code: str) -> None:
        if where != "warnings" or path not in self.confirmed:
            note(getattr(self.found, where), path, code)
