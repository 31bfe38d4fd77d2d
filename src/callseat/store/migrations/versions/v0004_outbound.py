"""numbers to show, reaches, kinds of contacts, parts of recordings, data of contacts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("callers", sa.Text, nullable=False, server_default=""))
    op.add_column("account", sa.Column("reach", sa.Text, nullable=True))
    op.add_column("contact", sa.Column("kind", sa.Text, nullable=False, server_default="inbound"))
    op.create_table(
        "recording_segment",
        sa.Column("recording", sa.Text, primary_key=True, nullable=False),
        sa.Column("number", sa.BigInteger, primary_key=True, nullable=False, autoincrement=False),
        sa.Column("began_ms", sa.BigInteger, nullable=False),
        sa.Column("ended_ms", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("seats", "state", "cause")),
    )
    op.create_table(
        "contact_data",
        sa.Column("contact_id", sa.Text, primary_key=True, nullable=False),
        sa.Column("key", sa.Text, primary_key=True, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
    )
