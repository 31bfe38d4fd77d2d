"""The records' tables, made from the domain's row classes so that they cannot drift apart.

A column for each field; the first field is the key, or the first two. There are no foreign keys
among records: a part may be saved before its contact, and a lost row must not refuse others.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_type_hints

from sqlalchemy import BigInteger, Boolean, Column, Index, Table, Text

from callseat.domain import rows
from callseat.store.models.base import Base

_TYPES: dict[type, Any] = {str: Text, int: BigInteger}


def _table(name: str, row: type[rows.Row], *indexes: tuple[str, ...], keys: int = 1) -> Table:
    types = get_type_hints(row)
    columns = [
        Column(field.name, _TYPES[types[field.name]], primary_key=place < keys, nullable=False)
        for place, field in enumerate(fields(row))
    ]
    named = [Index(None, *columns_of_index) for columns_of_index in indexes]
    return Table(name, Base.metadata, *columns, *named)


def _leads() -> Table:
    """Where a lead stands, and beside it what people know of it, which no row brings.

    `data` is a JSON object. The first index has the due ones of a priority and a time zone side by
    side; the second keeps a number in a campaign once.
    """
    table = _table("lead", rows.LeadRow)
    for name in ("list", "number", "e164", "name", "timezone", "data"):
        table.append_column(Column(name, Text, nullable=False))
    for name in ("priority", "added_at"):
        table.append_column(Column(name, BigInteger, nullable=False))
    table.append_column(Column("withdrawn", Boolean, nullable=False))
    of = table.columns
    due = ("campaign", "state", "withdrawn", "priority", "timezone", "due_at", "lead_id")
    Index("ix_lead_due", *(of[name] for name in due))
    Index("uq_lead_number", of["campaign"], of["e164"], unique=True)
    Index("ix_lead_list", of["campaign"], of["list"], of["lead_id"])
    Index("ix_lead_place", of["campaign"], of["lead_id"])
    return table


# Leads are made by people; the domain only says where they stand.
MADE_ELSEWHERE: frozenset[type[rows.Row]] = frozenset({rows.LeadRow})

TABLES: dict[type[rows.Row], Table] = {
    rows.ContactRow: _table(
        "contact",
        rows.ContactRow,
        ("arrived_at",),
        ("caller", "arrived_at"),
        ("project", "arrived_at"),
    ),
    rows.CallPartRow: _table(
        "call_part", rows.CallPartRow, ("contact_id",), ("offered_at",), ("user", "offered_at")
    ),
    rows.QueueVisitRow: _table(
        "queue_visit", rows.QueueVisitRow, ("contact_id",), ("queue", "joined_at")
    ),
    rows.SeatSessionRow: _table(
        "seat_session", rows.SeatSessionRow, ("login_at",), ("user", "login_at")
    ),
    rows.StatusIntervalRow: _table(
        "status_interval", rows.StatusIntervalRow, ("session_id",), ("user", "began_at")
    ),
    rows.RecordingRow: _table("recording", rows.RecordingRow, ("contact_id",), ("started_at",)),
    rows.RecordingSegmentRow: _table("recording_segment", rows.RecordingSegmentRow, keys=2),
    rows.ContactDataRow: _table("contact_data", rows.ContactDataRow, keys=2),
    rows.EventRow: _table("event_log", rows.EventRow, ("at",), ("contact_id",)),
    rows.RestRow: _table("rest", rows.RestRow, ("session_id",), ("user", "began_at")),
    rows.ForwardingRow: _table("forwarding", rows.ForwardingRow),
    rows.FlowStepRow: _table(
        "flow_step", rows.FlowStepRow, ("contact_id",), ("entered_at",), ("flow", "entered_at")
    ),
    rows.VoicemailRow: _table("voicemail", rows.VoicemailRow, ("box", "at"), ("at",)),
    rows.LeadRow: _leads(),
    rows.LeadAttemptRow: _table(
        "lead_attempt",
        rows.LeadAttemptRow,
        ("lead_id",),
        ("campaign", "began_at"),
        ("campaign", "day"),
        ("ended_at",),
    ),
    rows.DispositionRow: _table("disposition", rows.DispositionRow, ("contact_id",), ("at",)),
    rows.PromiseRow: _table("promise", rows.PromiseRow, ("state",)),
    rows.AuditRow: _table("audit", rows.AuditRow, ("at",), ("target", "at")),
}
