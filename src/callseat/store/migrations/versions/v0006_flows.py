"""calendars, limits of projects, steps of flows, messages of callers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _calendars()
    # In one statement: SQLite adds no reference afterwards, and making the table anew would take
    # the service numbers with it.
    for column, table in (("calendar", "calendar"), ("closed_flow", "flow")):
        op.execute(
            f"ALTER TABLE project ADD COLUMN {column} TEXT "
            f"CONSTRAINT fk_project_{column} REFERENCES {table} (code)"
        )
    op.add_column(
        "project", sa.Column("most_calls", sa.BigInteger, nullable=False, server_default="0")
    )
    _records()


def _calendars() -> None:
    op.create_table("calendar", _key("code"), *_texts("name", "timezone"))
    op.create_table(
        "calendar_span",
        _of_calendar(),
        sa.Column("day", sa.BigInteger, primary_key=True, nullable=False, autoincrement=False),
        _key("begin"),
        *_texts("end"),
    )
    op.create_table("holiday", _of_calendar(), _key("date"), *_texts("name", "spans"))


def _records() -> None:
    op.create_table(
        "flow_step",
        _key("id"),
        *_texts("contact_id", "flow"),
        *_numbers("version"),
        *_texts("node"),
        *_numbers("entered_at", "left_at"),
        *_texts("branch"),
    )
    op.create_index("ix_flow_step_contact_id", "flow_step", ["contact_id"])
    op.create_index("ix_flow_step_entered_at", "flow_step", ["entered_at"])
    op.create_index("ix_flow_step_flow_entered_at", "flow_step", ["flow", "entered_at"])
    op.create_table(
        "voicemail",
        _key("name"),
        *_texts("contact_id", "caller", "box"),
        *_numbers("at", "duration_ms"),
    )
    op.create_index("ix_voicemail_box_at", "voicemail", ["box", "at"])
    op.create_index("ix_voicemail_at", "voicemail", ["at"])
    op.create_table("voicemail_heard", _key("name"), *_numbers("heard_at"), *_texts("heard_by"))


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True, nullable=False)


def _of_calendar() -> sa.Column[str]:
    reference = sa.ForeignKey("calendar.code", ondelete="CASCADE")
    return sa.Column("calendar", sa.Text, reference, primary_key=True, nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger, nullable=False) for name in names]
