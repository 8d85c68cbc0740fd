"""Until when what is stored of a resident stays true while nothing is written."""

from datetime import date, timedelta

from server.records.front_page import Page, View, is_as_before, page_changes_on
from server.records.tasks import Due, Round
from server.rules.ages import parse_day

#: Nothing is looked at further ahead.
AHEAD = timedelta(days=366)
_ONE_DAY = timedelta(days=1)


def holds_until(view: View, page: Page, planned: Round, due: Due) -> date:
    """Return the last day on which front page and index row are as today.

    Not each day is tried: page and planner name the next day on which something can change,
    and until then nothing does. The row hangs on page and tasks alone.
    """
    today = parse_day(view.today)
    until = _tasks_hold_until(view, planned, due, today + AHEAD)
    return _page_holds_until(view, page, until)


def _tasks_hold_until(view: View, planned: Round, due: Due, limit: date) -> date:
    later = due
    while later.changes_on and later.changes_on <= limit:
        day = later.changes_on
        later = planned.due(view.lane, day.isoformat())
        if later.tasks != due.tasks:
            return day - _ONE_DAY
    return limit


def _page_holds_until(view: View, page: Page, limit: date) -> date:
    later = view
    while (day := page_changes_on(later)) and day <= limit:
        later = View(view.folder, view.lane, day.isoformat())
        if not is_as_before(page, later):
            return day - _ONE_DAY
    return limit
