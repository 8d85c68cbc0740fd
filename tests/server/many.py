"""A village of thousands for counts and speed: Zhang's folder, copied row by row."""

import uuid
from typing import Any

from sqlalchemy import Connection, insert, select, update

from server.records.models import PlannedVisit
from server.sync.models import Document, Feed, Folder, Subject
from tests import cast

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "秀英桂兰国强建军玉梅志明春花海燕德福素芬文杰丽华"
PER_HOUSEHOLD = 3
#: Columns in which ids and names stand.
NAMING = {"id", "subject_id", "household_id", "head", "index_row", "current"}


def multiply(connection: Connection, residents: int, documents: int, feed: str) -> None:
    """Fill a feed with copies of Zhang and her household.

    Each resident has this many documents: her own, and copies of her follow-ups. Only the
    tables that phones read from are written.
    """
    source = {
        table: [dict(row._mapping) for row in connection.execute(select(table.__table__))]
        for table in (Subject, Document, Folder)
    }
    number = connection.scalar(select(Feed.number).where(Feed.code == feed)) or 0
    rows: dict[Any, list[dict[str, Any]]] = {Subject: [], Document: [], Folder: []}
    household = ""
    for index in range(residents):
        if index % PER_HOUSEHOLD == 0:
            household = _id("household", index)
            number = _copy(rows, source, cast.HOUSEHOLD, {cast.HOUSEHOLD: household}, number, 1)
        names = {
            cast.ZHANG: _id("resident", index),
            cast.HOUSEHOLD: household,
            "张桂芳": _name(index),
        }
        number = _copy(rows, source, cast.ZHANG, names, number, documents)
    for table, made in rows.items():
        for start in range(0, len(made), 2_000):
            connection.execute(insert(table.__table__), made[start : start + 2_000])
    connection.execute(update(Feed).where(Feed.code == feed).values(number=number))


def plan_many(connection: Connection, tasks: int) -> None:
    """Put this many tasks of a year into the nightly snapshot: three grids, two doctors."""
    grids = [cast.GRID, cast.SECOND_GRID, cast.NEXT_GRID]
    rows = [
        {
            "id": _id("planned_visit", i),
            "resident_id": cast.ZHANG,
            "area_code": grids[i % 3],
            "lane": "record",
            "responsible_doctor": [cast.WANG, cast.LI][i % 2],
            "rule": "hypertension_follow_up",
            "cycle": str(i),
            "open_on": "2026-01-01",
            "due_on": f"2026-{i % 12 + 1:02}-{i % 28 + 1:02}",
            "close_on": "2026-12-31",
            "priority": i % 4 + 1,
            "done_on": "2026-06-01" if i % 3 else None,
            "tries": 0,
        }
        for i in range(tasks)
    ]
    connection.execute(insert(PlannedVisit.__table__), rows)


def _copy(
    rows: dict[Any, list[dict[str, Any]]],
    source: dict[Any, list[dict[str, Any]]],
    subject: str,
    names: dict[str, str],
    number: int,
    documents: int,
) -> int:
    """Copy one subject's folder under other names; return the feed's next number."""
    own = [row for row in source[Document] if row["subject_id"] == subject]
    services = [row for row in own if row["type"] == "hypertension_follow_up"]
    standing = [row for row in own if row not in services]
    while services and len(standing) + len(services) < documents:
        services.append(services[len(services) % 2])
    wanted = [*standing, *services][: max(documents, len(standing))]
    renamed = dict(names)
    for place, row in enumerate(wanted):
        new_id = names.get(row["id"]) or _id(names.get(subject, subject), place)
        renamed.setdefault(row["id"], new_id)
        number += 1
        text = _renamed({**row, "feed_number": number}, {**names, row["id"]: new_id})
        rows[Document].append(text)
    rows[Subject] += [_renamed(row, names) for row in source[Subject] if row["id"] == subject]
    for row in source[Folder]:
        if row["subject_id"] == subject:
            number += 1
            rows[Folder].append(_renamed({**row, "feed_number": number}, renamed))
    return number


def _renamed(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    changed = dict(row)
    for key in NAMING & row.keys():
        if isinstance(changed[key], str):
            for old, new in names.items():
                changed[key] = changed[key].replace(old, new)
    return changed


def _id(kind: str, index: int) -> str:
    """Ids that are as random as real ones, and the same each time."""
    made = uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}|{index}")
    return str(made)[:14] + "7" + str(made)[15:]


def _name(index: int) -> str:
    given = GIVEN[index % len(GIVEN)] + GIVEN[(index // 7) % len(GIVEN)]
    return SURNAMES[index % len(SURNAMES)] + given
