"""when forwardings were set"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "forwarding", sa.Column("set_at", sa.BigInteger, nullable=False, server_default="0")
    )
