"""Campaigns, their lists and imports, numbers that must not be called, and booked attempts."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from callseat.store.models.base import Base


class CampaignModel(Base):
    __tablename__ = "campaign"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    project: Mapped[str | None] = mapped_column(ForeignKey("project.number"))
    queue: Mapped[str | None] = mapped_column(ForeignKey("queue.code"))
    mode: Mapped[str]
    state: Mapped[str]
    flow: Mapped[str | None] = mapped_column(ForeignKey("flow.code"))
    caller: Mapped[str]
    calendar: Mapped[str | None] = mapped_column(ForeignKey("calendar.code"))
    timezone: Mapped[str]
    ring_time: Mapped[int]
    lines: Mapped[int]
    cap: Mapped[int]
    connect_within: Mapped[int]
    abandoned_sound: Mapped[str]
    most_a_day: Mapped[int]
    # JSON: a list of [outcome, attempts, after]; an object of Detection, or "" for none.
    retries: Mapped[str]
    detection: Mapped[str]
    priority: Mapped[int]


class DispositionModel(Base):
    """What a seat may say of a talk; `place` keeps the order in which they are shown."""

    __tablename__ = "project_disposition"

    project: Mapped[str] = mapped_column(
        ForeignKey("project.number", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int]
    name: Mapped[str]
    final: Mapped[bool]
    success: Mapped[bool]
    call_back: Mapped[bool]


class LeadListModel(Base):
    """Leads that came together, of one campaign."""

    __tablename__ = "lead_list"

    campaign: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    priority: Mapped[int]


class LeadImportModel(Base):
    """A file of leads, by the digest of its bytes; `lines` of it are done. Times are ms."""

    __tablename__ = "lead_import"

    id: Mapped[str] = mapped_column(primary_key=True)
    campaign: Mapped[str] = mapped_column(index=True)
    list: Mapped[str]
    digest: Mapped[str]
    file: Mapped[str]
    state: Mapped[str]
    began_at: Mapped[int]
    ended_at: Mapped[int]
    size: Mapped[int]
    read: Mapped[int]
    lines: Mapped[int]
    imported: Mapped[int]
    faulty: Mapped[int]


class LeadFaultModel(Base):
    """A line of a file that was not imported; `reason` is a token."""

    __tablename__ = "lead_fault"

    import_id: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason: Mapped[str]
    detail: Mapped[str]


class LeadBookingModel(Base):
    """An attempt by the number it calls, as E.164, and the day where that number is."""

    __tablename__ = "lead_booking"
    __table_args__ = (Index(None, "e164", "day"),)

    attempt_id: Mapped[str] = mapped_column(primary_key=True)
    e164: Mapped[str]
    day: Mapped[str]


class DoNotCallListModel(Base):
    __tablename__ = "do_not_call_list"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class DoNotCallModel(Base):
    """A number as E.164, and as it was given."""

    __tablename__ = "do_not_call"
    __table_args__ = (Index(None, "e164"),)

    list: Mapped[str] = mapped_column(
        ForeignKey("do_not_call_list.code", ondelete="CASCADE"), primary_key=True
    )
    e164: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str]
    note: Mapped[str]
    added_at: Mapped[int]
    added_by: Mapped[str]
