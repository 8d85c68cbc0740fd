"""Ten bugs that systems of this kind have had, each with the test that must find it.

A bug is put in by exchanging a piece of code while the test runs, in a process of its own:
`DOORSTEP_MUTATION=<name>` before the application is loaded (tests/mutations/plugin.py).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from server.sync import apply as applying
from server.sync import (
    computation,
    compute,
    concerned,
    entries,
    history,
    merging,
    move,
    place,
    policies,
    pull,
    push,
    refile,
    write,
)
from server.sync import operation as operations
from server.sync.models import Feed


@dataclass(frozen=True, slots=True)
class Mutation:
    """A bug, and where it must be found."""

    seed: Callable[[], None]
    test: str


def plain_sequence() -> None:
    """Numbers are taken without the feed's lock, before the transaction is visible."""

    def unlocked(session: Any, codes: Any) -> dict[str, int]:
        rows = session.execute(select(Feed.code, Feed.number).where(Feed.code.in_(codes)))
        return {row.code: row.number for row in rows}

    write.lock_feeds = unlocked
    applying.lock_subjects = lambda *_, **__: None


def cursor_ahead_of_data() -> None:
    """The page is cut, and the cursor set to the newest number all the same."""
    sound = pull._changes

    def ahead(session: Any, page: Any, cursor: Any, feeds: Any) -> bool:
        more = sound(session, page, cursor, feeds)
        cursor.numbers.update({code: feeds[code].number for code in cursor.numbers})
        return more and False

    pull._changes = ahead


def last_writer_wins() -> None:
    """What comes later stands, whatever its author saw."""
    merging.decide = lambda unit, standing, saw, to: (to, policies.MERGED)


def idempotence_by_device_number() -> None:
    """A number of a device that has been seen is taken for a repeat."""
    sound = history.read_before

    def by_number(session: Any, submitted: Any) -> Any:
        before = sound(session, submitted)
        numbers = {each.raw["device_seq"] for each in submitted if not each.errors}
        rows = session.scalars(
            select(history.StoredOperation).where(
                history.StoredOperation.device_seq.in_(numbers)
            )
        ).all()
        by_seq = {(row.device_id, row.device_seq): row for row in rows}
        for each in submitted:
            if not each.errors and each.raw["id"] not in before.known:
                row = by_seq.get((each.raw["device"], each.raw["device_seq"]))
                if row is not None:
                    row.payload_hash = operations.hash_of(each.payload)
                    before.known[each.raw["id"]] = row
        return before

    computation.read_before = by_number


def seen_before_done() -> None:
    """The operation is noted in one transaction, its effect written in another that fails."""

    def seen(session: Any, rows: Any) -> Any:
        return {}

    applying.write_rows = seen


def replay_is_an_error() -> None:
    """What has been taken is refused when it comes again."""
    computation._answer_of = lambda row: {
        "id": row.id,
        "answer": "rejected",
        "document": row.target_id,
        "conflicts": [],
        "errors": [{"field": "id", "code": "duplicate"}],
        "feed": None,
        "number": None,
    }


def one_bad_operation_blocks() -> None:
    """A batch that fails is not tried one by one."""

    def blocked(each: Any, *_others: Any) -> Any:
        raise push.Busy(retry_after_seconds=5)

    push._alone = blocked


def unknown_document_is_rejected() -> None:
    """An edit that arrives before its creation is refused for good."""
    sound = compute._not_taken

    def refused(each: Any, answer: Any) -> Any:
        if answer.answer == "held":
            answer = replace(answer, answer="rejected")
        return sound(each, answer)

    compute._not_taken = refused


def no_tombstone() -> None:
    """A record that leaves a village stays on its phones."""
    refile.Refiling._departure = lambda self, id, stands: None
    refile.Refiling._row_leaves = lambda self, subject, feed: None


def tombstone_keeps_content() -> None:
    """What left a village is still told there, with its content."""
    sound = pull._change

    def telling(page: Any, row: Any) -> None:
        sound(page, row)
        if row.kind == "gone":
            page.lines[-1] = page.lines[-1][:-1] + ',"name":"张桂芳"}'

    pull._change = telling


def scope_unchecked() -> None:
    """Writers are not asked whether the record is theirs."""
    compute.quarantine_reason = lambda *_: None


def one_feed_for_all_lanes() -> None:
    """Mental health stands in the lane of everybody."""
    place.lane_of = lambda forms, document: "record"


def new_rows_overwrite() -> None:
    """Two who create one document at once: the second writes over the first."""
    write._write_new_and_known = write.upsert
    applying.lock_subjects = lambda *_, **__: None


def papers_stay_behind() -> None:
    """A merged resident's papers stay where they were."""
    refile.with_all_concerned = lambda around, subjects: (
        around.batch.load_whole(subjects | concerned.households_of(around, subjects))
        or subjects
    )


def list_rows_are_forgotten() -> None:
    """Rows of the lists are written once and never again."""
    sound = refile.Refiling._folder

    def once(self: Any, subject: Any, place: Any, lane: Any, row: Any, *rest: Any) -> None:
        if rest[-1] is None:
            sound(self, subject, place, lane, row, *rest)

    refile.Refiling._folder = once


def a_move_takes_everything_along() -> None:
    """What is moved as another person's takes the first one's own visit with it."""
    move._going = lambda head, hand, target: entries.standing(head)


_SYNC = "tests/server/sync/"
MUTATIONS: dict[str, Mutation] = {
    seed.__name__: Mutation(seed, _SYNC + test)
    for seed, test in (
        (plain_sequence, "test_writers.py"),
        (cursor_ahead_of_data, "test_pull.py::test_pages_of_one_give_the_same_as_one_page"),
        (
            last_writer_wins,
            "test_authority.py::test_a_conflict_is_a_document_decided_once_and_undone",
        ),
        (
            idempotence_by_device_number,
            "test_push.py::test_a_copied_phone_loses_nothing_and_is_noticed",
        ),
        (
            seen_before_done,
            "test_push.py::test_a_repeat_is_answered_word_for_word_and_changes_nothing",
        ),
        (
            replay_is_an_error,
            "test_push.py::test_a_repeat_is_answered_word_for_word_and_changes_nothing",
        ),
        (
            one_bad_operation_blocks,
            "test_push.py::test_an_operation_that_breaks_the_server_is_held_alone_and_kept",
        ),
        (
            unknown_document_is_rejected,
            "test_push.py::test_an_edit_waits_for_its_creation_from_another_phone",
        ),
        (
            no_tombstone,
            "test_pull.py::test_a_household_that_moves_away_and_back_is_there_once",
        ),
        (
            tombstone_keeps_content,
            "test_pull.py::test_a_resident_who_moves_leaves_only_an_id_behind",
        ),
        (
            scope_unchecked,
            "test_authority.py::test_what_lies_outside_the_scope_is_answered_as_what_is_not_there",
        ),
        (
            one_feed_for_all_lanes,
            "test_authority.py::test_without_the_lane_nothing_of_it_arrives_or_can_be_inferred",
        ),
        (new_rows_overwrite, "test_apply.py"),
        (
            papers_stay_behind,
            "test_rebuild.py::test_two_residents_who_were_merged_into_each_other_are_two",
        ),
        (list_rows_are_forgotten, "test_rebuild.py"),
        (
            a_move_takes_everything_along,
            "wrong_person/test_moved_entries.py::test_whenever_the_other_visit_arrives_each_person_has_their_own",
        ),
    )
}
