"""The words of the forms' dialect: which keys may stand where, with which values."""

TYPES = frozenset(
    [
        "text",
        "long_text",
        "integer",
        "decimal",
        "boolean",
        "date",
        "partial_date",
        "datetime",
        "time",
        "choice",
        "choices",
        "group",
        "phone",
        "id_number",
        "photo",
        "signature",
        "location",
        "ref",
    ]
)
NUMERIC = frozenset({"integer", "decimal"})
FORM_KEYS = frozenset(
    [
        "id",
        "version",
        "title",
        "kind",
        "about",
        "source",
        "date",
        "natural_key",
        "applies_if",
        "sensitive",
        "lane",
        "note",
        "sections",
        "checks",
    ]
)
REQUIRED_FORM_KEYS = frozenset(
    ["id", "version", "title", "kind", "about", "source", "sections"]
)
SECTION_KEYS = frozenset(["id", "title", "fields", "show_if", "station"])
CHECK_KEYS = frozenset(["when", "level", "code", "fields"])
FINDING_KEYS = frozenset(["message", "action", "source"])
FIELD_KEYS = frozenset(
    [
        "id",
        "type",
        "label",
        "help",
        "plain",
        "show_if",
        "required",
        "core",
        "default",
        "prefill",
        "suggest",
        "carry_forward",
        "computed",
        "together",
        "merge",
        "summary",
        "sensitive",
        "retired",
        "loinc",
        "snomed",
        "icd10",
    ]
)
_NUMBER_KEYS = frozenset(["min", "max", "warn", "alert", "unit", "unit_label"])
#: Keys that only some types have.
TYPE_KEYS = {
    "integer": _NUMBER_KEYS,
    "decimal": _NUMBER_KEYS | {"decimals"},
    "date": frozenset({"min", "max", "suggested_by"}),
    "datetime": frozenset({"min", "max"}),
    "text": frozenset({"max_length", "pattern"}),
    "long_text": frozenset({"max_length"}),
    "choice": frozenset({"options"}),
    "choices": frozenset({"options"}),
    "group": frozenset({"fields", "max_rows", "row_key"}),
    "ref": frozenset({"to"}),
}
OPTION_KEYS = frozenset(
    [
        "code",
        "label",
        "code_no",
        "score",
        "rank",
        "exclusive",
        "specify",
        "retired",
        "loinc",
        "snomed",
        "icd10",
    ]
)
BOUNDS = frozenset(["below", "above", "at_least", "at_most"])
KINDS = frozenset(["facts", "encounter", "administrative", "event"])
ABOUT = frozenset(["resident", "household", "area", "staff", "organisation"])
REFERENCES = frozenset(
    [
        "resident",
        "household",
        "staff",
        "organisation",
        "area",
        "visit",
        "screening_day",
        "referral",
        "consultation",
        "document",
    ]
)
MERGES = frozenset(["manual", "union", "latest", "min", "max", "status"])
CARRIES = frozenset(["copy", "tap", "show"])
SUMMARIES = frozenset(["latest", "trend"])
LEVELS = frozenset(["error", "warn", "alert"])
ACTIONS = frozenset(["urgent_referral", "refer", "recheck", "report", "support", "none"])
#: Why a field has no value.
ABSENT_REASONS = frozenset(
    ["refused", "unable", "no_equipment", "unknown", "not_applicable", "awaiting_result"]
)
ERRORS = frozenset(
    [
        "required",
        "type",
        "option",
        "exclusive",
        "duplicate",
        "min",
        "max",
        "decimals",
        "max_length",
        "max_rows",
        "pattern",
        "phone",
        "id_number",
        "absent_reason",
        "unknown_field",
    ]
)
SHARED_KEYS = frozenset(
    ["option_sets", "field_sets", "findings", "errors", "absent_reasons", "lines"]
)
#: Names that a document carries beside its fields; a natural key may use them.
DOCUMENT_LINKS = frozenset(
    ["resident", "household", "visit", "screening_day", "area", "channel"]
)
#: Codes of findings that `warn` raises without naming them.
LOW, HIGH = "low", "high"
#: First part of a name -> the form whose fields it reads; None: the form itself.
SPACES = {
    "resident": "resident_basic",
    "household": "household",
    "pregnancy": "pregnancy",
    "previous": None,
}
#: What expressions read beside fields.
CONTEXT_NAMES = frozenset({"today", "actor"})
