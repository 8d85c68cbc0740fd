"""Tables that lists, search and figures read; all of them follow from documents alone."""

from sqlalchemy import Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base
from server.db.types import Code, Day, Id


class Resident(Base):
    """A resident as lists show them."""

    __tablename__ = "resident"
    __table_args__ = (Index("ix_resident_area", "area_code", "name"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code)
    household_id: Mapped[str | None] = mapped_column(Id, index=True)
    name: Mapped[str] = mapped_column(String(50))
    #: Pinyin readings of the name, separated by spaces.
    readings: Mapped[str] = mapped_column(String(400))
    sex: Mapped[str | None] = mapped_column(Code)
    birth_date: Mapped[str | None] = mapped_column(Day)
    record_code: Mapped[str | None] = mapped_column(String(24), index=True)
    responsible_doctor: Mapped[str | None] = mapped_column(Id)
    #: Merged into another: kept, in no list.
    merged_into: Mapped[str | None] = mapped_column(Id)
    is_retired: Mapped[bool] = mapped_column(Boolean)


class Household(Base):
    """A household by its door."""

    __tablename__ = "household"
    __table_args__ = (Index("ix_household_area", "area_code"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code)
    natural_village: Mapped[str | None] = mapped_column(String(50))
    door: Mapped[str | None] = mapped_column(String(20))
    address: Mapped[str | None] = mapped_column(String(200))
    head_of_household: Mapped[str | None] = mapped_column(Id)
    is_retired: Mapped[bool] = mapped_column(Boolean)


class Visit(Base):
    """What came of a visit, per person and matter."""

    __tablename__ = "visit_item"
    __table_args__ = (
        Index("ix_visit_item_area_day", "area_code", "day"),
        Index("ix_visit_item_resident", "resident_id"),
    )

    document_id: Mapped[str] = mapped_column(Id, primary_key=True)
    #: The row's id within its visit: two phones make the same.
    row_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    household_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)
    resident_id: Mapped[str | None] = mapped_column(Id)
    #: The day of the last try, else the planned day.
    day: Mapped[str] = mapped_column(Day)
    planned_day: Mapped[str] = mapped_column(Day)
    purpose: Mapped[str | None] = mapped_column(Code)
    outcome: Mapped[str] = mapped_column(Code)
    assigned_to: Mapped[str | None] = mapped_column(Id)
    tasks: Mapped[str] = mapped_column(String(400))


class Service(Base):
    """A finished service of a resident: one row for each encounter document."""

    __tablename__ = "service"
    __table_args__ = (
        Index("ix_service_area_day", "area_code", "day"),
        Index("ix_service_resident", "resident_id"),
    )

    document_id: Mapped[str] = mapped_column(Id, primary_key=True)
    resident_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)
    lane: Mapped[str] = mapped_column(Code)
    form: Mapped[str] = mapped_column(Code)
    day: Mapped[str] = mapped_column(Day)
    author_id: Mapped[str | None] = mapped_column(Id)
    is_qualified: Mapped[bool] = mapped_column(Boolean)
    error_count: Mapped[int] = mapped_column(Integer)
    missing_count: Mapped[int] = mapped_column(Integer)


class PlannedVisit(Base):
    """What was due, and what became of it: one row per task, from the day it is open."""

    __tablename__ = "planned_visit"
    __table_args__ = (
        Index("ix_planned_visit_area_due", "area_code", "due_on"),
        # What is urgent and still open.
        Index("ix_planned_visit_priority_done", "priority", "done_on"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    resident_id: Mapped[str] = mapped_column(Id, index=True)
    area_code: Mapped[str] = mapped_column(Code)
    lane: Mapped[str] = mapped_column(Code)
    responsible_doctor: Mapped[str | None] = mapped_column(Id)
    rule: Mapped[str] = mapped_column(Code)
    cycle: Mapped[str] = mapped_column(String(80))
    open_on: Mapped[str] = mapped_column(Day)
    due_on: Mapped[str] = mapped_column(Day)
    close_on: Mapped[str] = mapped_column(Day)
    priority: Mapped[int] = mapped_column(Integer)
    done_on: Mapped[str | None] = mapped_column(Day)
    done_by: Mapped[str | None] = mapped_column(Id)
    withdrawn_on: Mapped[str | None] = mapped_column(Day)
    withdrawn_reason: Mapped[str | None] = mapped_column(Code)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    last_outcome: Mapped[str | None] = mapped_column(Code)
