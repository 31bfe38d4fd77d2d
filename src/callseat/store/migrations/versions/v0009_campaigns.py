"""campaigns: lists, leads, attempts, dispositions, numbers that must not be called"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _directory()
    _lists()
    _leads()
    _records()


def _directory() -> None:
    for column in ("blend_below", "blend_above"):
        number = sa.Column(column, sa.BigInteger, nullable=False, server_default="0")
        op.add_column("seat_group", number)
    no = sa.false()
    required = sa.Column("disposition_required", sa.Boolean, nullable=False, server_default=no)
    op.add_column("project", required)
    op.create_table(
        "project_disposition",
        _key("project", sa.ForeignKey("project.number", ondelete="CASCADE")),
        _key("code"),
        *_numbers("place"),
        *_texts("name"),
        *_switches("final", "success", "call_back"),
    )
    op.create_table(
        "campaign",
        _key("code"),
        *_texts("name", "mode", "state", "caller", "timezone", "abandoned_sound"),
        *_texts("retries", "detection"),
        *_numbers("ring_time", "lines", "cap", "connect_within", "most_a_day", "priority"),
        *(
            sa.Column(column, sa.Text, sa.ForeignKey(target), nullable=True)
            for column, target in (
                ("project", "project.number"),
                ("queue", "queue.code"),
                ("flow", "flow.code"),
                ("calendar", "calendar.code"),
            )
        ),
    )


def _lists() -> None:
    op.create_table(
        "lead_list", _key("campaign"), _key("code"), *_texts("name"), *_numbers("priority")
    )
    op.create_table(
        "lead_import",
        _key("id"),
        *_texts("campaign", "list", "digest", "file", "state"),
        *_numbers("began_at", "ended_at", "size", "read", "lines", "imported", "faulty"),
    )
    op.create_index("ix_lead_import_campaign", "lead_import", ["campaign"])
    line = sa.Column("line", sa.BigInteger, primary_key=True, nullable=False, autoincrement=False)
    op.create_table("lead_fault", _key("import_id"), line, *_texts("reason", "detail"))
    op.create_table("do_not_call_list", _key("code"), *_texts("name"))
    op.create_table(
        "do_not_call",
        _key("list", sa.ForeignKey("do_not_call_list.code", ondelete="CASCADE")),
        _key("e164"),
        *_texts("number", "note", "added_by"),
        *_numbers("added_at"),
    )
    op.create_index("ix_do_not_call_e164", "do_not_call", ["e164"])


def _leads() -> None:
    op.create_table(
        "lead",
        _key("lead_id"),
        *_texts("campaign", "state", "user", "outcome"),
        *_numbers("due_at", "attempts", "priority", "added_at"),
        *_texts("list", "number", "e164", "name", "timezone", "data"),
        *_switches("withdrawn"),
    )
    due = ["campaign", "state", "withdrawn", "priority", "timezone", "due_at", "lead_id"]
    op.create_index("ix_lead_due", "lead", due)
    op.create_index("uq_lead_number", "lead", ["campaign", "e164"], unique=True)
    op.create_index("ix_lead_list", "lead", ["campaign", "list", "lead_id"])
    op.create_index("ix_lead_place", "lead", ["campaign", "lead_id"])


def _records() -> None:
    op.create_table("lead_booking", _key("attempt_id"), *_texts("e164", "day"))
    op.create_index("ix_lead_booking_e164_day", "lead_booking", ["e164", "day"])
    op.create_table(
        "lead_attempt",
        _key("attempt_id"),
        *_texts("campaign", "lead_id", "number", "contact_id", "user", "outcome"),
        *_texts("verdict", "cause", "day"),
        *_numbers("began_at", "rung_at", "answered_at", "connected_at", "ended_at"),
    )
    for columns in (["lead_id"], ["campaign", "began_at"], ["campaign", "day"], ["ended_at"]):
        op.create_index(f"ix_lead_attempt_{'_'.join(columns)}", "lead_attempt", columns)
    op.create_table(
        "disposition",
        _key("call_no"),
        *_texts("contact_id", "user", "project", "code", "note", "call_back_user"),
        *_numbers("at", "call_back_at"),
    )
    op.create_index("ix_disposition_contact_id", "disposition", ["contact_id"])
    op.create_index("ix_disposition_at", "disposition", ["at"])


def _key(name: str, *references: sa.ForeignKey) -> sa.Column[str]:
    return sa.Column(name, sa.Text, *references, primary_key=True, nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger, nullable=False) for name in names]


def _switches(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean, nullable=False) for name in names]
