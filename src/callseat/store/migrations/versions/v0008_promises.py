"""call backs that are owed"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CONTACT = ["contact_id", "kind", "project", "caller", "callee", "msg"]
PLACE = ["number", "shown", "queue", "skills", "state"]
NUMBERS = ["arrived_at", "priority", "waiting_since", "left", "retry_after", "due_at"]


def upgrade() -> None:
    op.create_table(
        "promise",
        *(sa.Column(name, sa.Text, nullable=False) for name in CONTACT + PLACE),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in NUMBERS),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_index("ix_promise_state", "promise", ["state"])
