"""The process that does the jobs: python -m server.jobs.worker."""

import logging

import structlog
from flask import Flask
from huey import Huey, crontab

from server import create_app
from server.db import db
from server.db.engine import shorten_log
from server.jobs.held_operations import judge_again
from server.jobs.passing_days import refile_passed
from server.jobs.queue import make_queue
from server.records.loaded import loaded
from server.services.planned_visits import log_planned_visits
from server.services.zone import county_clock

log = structlog.get_logger()

#: In the queue's own store: the last local day that was logged.
LOGGED_ON = "planned_visits_logged_on"


def bind(queue: Huey, app: Flask) -> None:
    """Give the queue its jobs.

    Those of a day start each hour and do what the day asks for once: so a server that was off
    at midnight catches up, and the county's time zone need not be the machine's. What the
    database writes ahead is put in its place every ten minutes.
    """

    @queue.periodic_task(crontab(minute="7"), name="begin_day")
    def begin_day() -> None:
        with app.app_context():
            begin(queue)

    @queue.periodic_task(crontab(minute="*/10"), name="shorten_log")
    def shorten() -> None:
        with app.app_context():
            if not shorten_log(db.engine):
                log.info("write-ahead log", left="somebody reads it")


def begin(queue: Huey) -> None:
    """Do what this local day asks for, unless it was done."""
    refile_passed(loaded())
    clock = county_clock()
    if queue.get(LOGGED_ON, peek=True) != clock.today:
        judge_again(loaded())
        written = log_planned_visits(loaded(), clock)
        log.info("planned visits", written=written)
        queue.put(LOGGED_ON, clock.today)


def main() -> None:
    """Do jobs until told to stop."""
    app = create_app()
    queue = make_queue(app.extensions["settings"])
    bind(queue, app)
    logging.getLogger("huey").setLevel(logging.WARNING)
    with app.app_context():
        # A start may be that of a newer version, which takes what an older one did not.
        judge_again(loaded(), rejected=True)
        begin(queue)
    # A job under way is finished when the service manager or Ctrl-C says stop.
    queue.create_consumer(workers=1, graceful_signal="TERM").run()


if __name__ == "__main__":
    main()
