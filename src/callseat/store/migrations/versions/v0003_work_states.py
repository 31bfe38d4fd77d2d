"""rests, forwarding, audit, service levels"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _columns("seat_group", rest_quota=-1, rest_allowance=600, rest_floor=0)
    _columns("queue", service_level=20)
    op.create_table(
        "rest",
        _key("rest_id"),
        *_texts("session_id", "user"),
        *_numbers("began_at", "allowance_ms", "ended_at", "overtime_ms"),
    )
    op.create_index("ix_rest_session_id", "rest", ["session_id"])
    op.create_index("ix_rest_user_began_at", "rest", ["user", "began_at"])
    op.create_table("forwarding", _key("extension"), *_texts("always", "busy"))
    op.create_table(
        "audit",
        _key("audit_id"),
        *_numbers("at"),
        *_texts("actor", "action", "target", "detail"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_target_at", "audit", ["target", "at"])


def _columns(table: str, **defaults: int) -> None:
    """New numbers of things that are there already: they get the default."""
    for name, default in defaults.items():
        op.add_column(
            table, sa.Column(name, sa.BigInteger, nullable=False, server_default=str(default))
        )


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True, nullable=False)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger, nullable=False) for name in names]
