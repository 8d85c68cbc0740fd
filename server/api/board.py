"""GET board: completion of a day, week or month, and the names behind each number."""

from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, fields, validate

from server.api.blueprint import ResourceBlueprint
from server.api.schemas import ListedResidentSchema, Moment
from server.api.who import current_actor, current_county, zone_of
from server.extensions import ProblemSchema
from server.services import board, board_visits, desk
from server.services.periods import Period, local_day

blueprint = ResourceBlueprint(
    "board", __name__, url_prefix="/api/board", description="Was everybody visited?"
)


class PeriodSchema(Schema):
    """Which days: the day, its week from Monday, or its month."""

    period = fields.String(
        load_default="week", validate=validate.OneOf(["day", "week", "month"])
    )
    #: Today by the county's clock when it is not given.
    day = fields.String(load_default=None, validate=validate.Regexp(r"^\d{4}-\d\d-\d\d\Z"))


class TaskQuery(PeriodSchema):
    """Which tasks: of a doctor (`none`: of nobody), of a grid, in a state."""

    doctor = fields.String(validate=validate.Regexp(r"^(none|[0-9a-f-]{36})\Z"))
    area = fields.String(validate=validate.Regexp(r"^[0-9A-Za-z]{1,40}\Z"))
    state = fields.String(validate=validate.OneOf(board.STATES))


class CountsSchema(Schema):
    """What was due, and what became of it: each task in one of them."""

    planned = fields.Integer()
    done = fields.Integer()
    missed = fields.Integer()
    refused = fields.Integer()
    not_home = fields.Integer()
    waiting = fields.Integer()


class GridSchema(CountsSchema):
    """A grid's counts."""

    key = fields.String(allow_none=True)
    name = fields.String()


class DoctorSchema(GridSchema):
    """A doctor's counts, and how old is what the centre knows of them."""

    areas = fields.List(fields.String())
    heard_at = Moment(allow_none=True)
    conflicts = fields.Integer()


class CauseSchema(Schema):
    """The document that raised an alert, and which of its values did."""

    document = fields.String()
    form = fields.String()
    day = fields.String(allow_none=True)
    values = fields.Dict(keys=fields.String(), values=fields.Raw())


class UrgentSchema(Schema):
    """Somebody in danger whom nobody has followed up."""

    resident = fields.Nested(ListedResidentSchema)
    doctor = fields.String(allow_none=True)
    since = fields.String()
    due_on = fields.String(allow_none=True)
    code = fields.String(allow_none=True)
    rule = fields.String(allow_none=True)
    task = fields.String(allow_none=True)
    cause = fields.Nested(CauseSchema, allow_none=True)


class BoardSchema(Schema):
    """The board."""

    first = fields.String(data_key="from")
    last = fields.String(data_key="to")
    today = fields.String()
    as_of = Moment()
    place = fields.String()
    total = fields.Nested(CountsSchema)
    doctors = fields.List(fields.Nested(DoctorSchema))
    grids = fields.List(fields.Nested(GridSchema))
    urgent = fields.List(fields.Nested(UrgentSchema))
    conflicts = fields.Integer()
    waiting = fields.Integer()


class LastValueSchema(Schema):
    """The newest value that the resident's row shows."""

    item = fields.String()
    value = fields.Raw()
    date = fields.String()


class TaskSchema(Schema):
    """A task, whose, and what became of it."""

    id = fields.String()
    rule = fields.String()
    priority = fields.Integer()
    due_on = fields.String()
    close_on = fields.String()
    done_on = fields.String(allow_none=True)
    tries = fields.Integer()
    last_outcome = fields.String(allow_none=True)
    state = fields.String()
    resident = fields.Nested(ListedResidentSchema)
    last = fields.Nested(LastValueSchema, allow_none=True)


class TriedSchema(Schema):
    """An item of a visit that named the task."""

    document = fields.String()
    day = fields.String()
    outcome = fields.String()
    purpose = fields.String(allow_none=True)
    by = fields.String(allow_none=True)


class ServiceSchema(Schema):
    """A finished service of the day on which the task was done."""

    document = fields.String()
    form = fields.String()
    day = fields.String()
    qualified = fields.Boolean()
    errors = fields.Integer()
    missing = fields.Integer()
    by = fields.String(allow_none=True)


class WholeTaskSchema(TaskSchema):
    """A task with the tries and the service that it led to."""

    visits = fields.List(fields.Nested(TriedSchema))
    services = fields.List(fields.Nested(ServiceSchema))


def _today() -> str:
    return local_day(datetime.now(UTC), zone_of(current_county()))


def _period(asked: dict[str, Any], today: str) -> Period:
    return Period.around(asked["period"], asked["day"] or today)


@blueprint.get("")
@blueprint.arguments(PeriodSchema, location="query")
@blueprint.response(200, BoardSchema)
@blueprint.alt_response(403, schema=ProblemSchema, description="You supervise nobody.")
def show_board(asked: dict[str, Any]) -> dict[str, Any]:
    """Give completion per doctor and grid, who is in danger, and what waits."""
    actor, today = current_actor(), _today()
    shown = desk.board(actor, _period(asked, today), today)
    return {**shown, "today": today, "as_of": datetime.now(UTC)}


@blueprint.get("/tasks")
@blueprint.arguments(TaskQuery, location="query")
@blueprint.response(200, TaskSchema(many=True))
@blueprint.alt_response(403, schema=ProblemSchema, description="You supervise nobody.")
def list_tasks(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """List the tasks behind a number, the most pressing first; at most 500."""
    actor, today = current_actor(), _today()
    which = {name: asked.get(name) for name in ("doctor", "area", "state")}
    return board_visits.planned_visits(actor, _period(asked, today), today, **which)


@blueprint.get("/tasks/<uuid:task_id>")
@blueprint.response(200, WholeTaskSchema)
@blueprint.alt_response(404, schema=ProblemSchema, description="None in your areas.")
def show_task(task_id: Any) -> dict[str, Any]:
    """Give one task with the tries and the service that it led to."""
    return board_visits.task(current_actor(), str(task_id), _today())
