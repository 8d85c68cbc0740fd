"""Which subjects a change concerns: its own, and all whose pages or places follow from it."""

from collections.abc import Iterable

from server.sync.place import RESIDENT
from server.sync.surroundings import Surroundings
from server.sync.working_set import ALIAS


def with_all_concerned(around: Surroundings, subjects: set[str]) -> set[str]:
    """Return also those whose page changes with these, with everything of theirs read."""
    asked: set[str] = set()
    while True:
        # A resident's page reads the visits to the household.
        around.batch.load_whole(subjects | households_of(around, subjects))
        households = {id for id in subjects if _is_household(around, id)} - asked
        asked |= households
        # Where documents go, which no longer belong where they are filed.
        goals = {
            around.place(id).subject
            for subject in subjects
            for id in around.batch.of_subject(subject)
        }
        more = _followers(around, households) | goals
        if more <= subjects:
            around.batch.load_whole(households_of(around, subjects))
            return subjects
        subjects = subjects | more


def touched_subjects(around: Surroundings, changes: Iterable[str]) -> set[str]:
    """Return whose documents have changed: where they are filed, and where they now belong."""
    subjects = set()
    for id in changes:
        subjects.add(around.place(id).subject)
        if id in around.batch.kept:
            subjects.add(around.batch.kept[id].subject)
        head = around.batch.state.documents.get(id)
        if head is not None and head.type == ALIAS and "resident" in head.links:
            # All that was filed with the one given up goes to the one who stays.
            subjects.add(head.links["resident"])
    return subjects


def _followers(around: Surroundings, households: set[str]) -> set[str]:
    """Residents whose page depends on a household that has changed: its members."""
    if not households:
        return set()
    members = set(around.batch.members_of(sorted(households)))
    for head in around.batch.state.documents.values():
        if head.type == RESIDENT and head.links.get("household") in households:
            members.add(around.batch.state.stays(head.id))
    return members


def households_of(around: Surroundings, subjects: set[str]) -> set[str]:
    """Return the households in which these residents live."""
    heads = (around.batch.state.documents.get(subject) for subject in subjects)
    return {head.links["household"] for head in heads if head and "household" in head.links}


def _is_household(around: Surroundings, subject: str) -> bool:
    head = around.batch.state.documents.get(subject)
    return head is not None and head.type == "household"


def moved_documents(around: Surroundings, subjects: set[str]) -> list[str]:
    """Documents and conflicts that now belong to another folder or feed."""
    kept = around.batch.kept
    return sorted(
        id
        for subject in subjects
        for id in around.batch.of_subject(subject)
        if (subject, kept[id].feed) != (around.place(id).subject, around.place(id).feed)
    )
