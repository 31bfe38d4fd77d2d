"""Queues, projects with their service numbers, calendars, and trunks."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from callseat.store.models.base import Base


class QueueModel(Base):
    __tablename__ = "queue"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    strategy: Mapped[str]
    ring_time: Mapped[int]
    max_wait: Mapped[int]
    overflow_queue: Mapped[str | None] = mapped_column(ForeignKey("queue.code"))
    announce_every: Mapped[int]
    music: Mapped[str]
    service_level: Mapped[int]


class ProjectModel(Base):
    __tablename__ = "project"

    number: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    flow: Mapped[str | None] = mapped_column(ForeignKey("flow.code"))
    wrap_up: Mapped[int]
    recorded: Mapped[bool]
    caller_id: Mapped[str]
    calendar: Mapped[str | None] = mapped_column(ForeignKey("calendar.code"))
    closed_flow: Mapped[str | None] = mapped_column(ForeignKey("flow.code"))
    most_calls: Mapped[int]
    disposition_required: Mapped[bool]


class ServiceNumberModel(Base):
    """A number customers dial; its key keeps it in one project only."""

    __tablename__ = "service_number"

    number: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(
        ForeignKey("project.number", ondelete="CASCADE"), index=True
    )


class CalendarModel(Base):
    __tablename__ = "calendar"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    timezone: Mapped[str]


class CalendarSpanModel(Base):
    """Open on a weekday, 0 is Monday; times are HH:MM."""

    __tablename__ = "calendar_span"

    calendar: Mapped[str] = mapped_column(
        ForeignKey("calendar.code", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    begin: Mapped[str] = mapped_column(primary_key=True)
    end: Mapped[str]


class HolidayModel(Base):
    __tablename__ = "holiday"

    calendar: Mapped[str] = mapped_column(
        ForeignKey("calendar.code", ondelete="CASCADE"), primary_key=True
    )
    date: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    # HH:MM-HH:MM, separated by spaces; none is closed.
    spans: Mapped[str]


class TrunkModel(Base):
    __tablename__ = "trunk"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    host: Mapped[str]
    port: Mapped[int]
    user: Mapped[str]
    # In clear, because digest authentication needs it.
    secret: Mapped[str]
    # Separated by spaces, which none of them may contain.
    inbound_hosts: Mapped[str]
    enabled: Mapped[bool]
    dtmf: Mapped[str]
