"""the records of what happened"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The first name is the key; a name ending in "#" is a number.
_TABLES = {
    "contact": "contact_id project caller callee arrived_at# answered_at# ended_at# outcome"
    " released_by cause recording",
    "call_part": "call_no contact_id user extension call_type caller callee project queue"
    " offered_at# answered_at# ended_at# outcome end_direction released_by cause",
    "queue_visit": "visit_id contact_id queue priority# joined_at# left_at# outcome user",
    "seat_session": "session_id user extension login_at# logout_at# cause",
    "status_interval": "interval_id session_id user status# began_at# ended_at# cause actor",
    "recording": "name contact_id started_at# ended_at# duration_ms# state",
    "event_log": "event_id at# kind contact_id user detail",
}
_INDEXES = {
    "contact": ["arrived_at", "caller arrived_at", "project arrived_at"],
    "call_part": ["contact_id", "offered_at", "user offered_at"],
    "queue_visit": ["contact_id", "queue joined_at"],
    "seat_session": ["login_at", "user login_at"],
    "status_interval": ["session_id", "user began_at"],
    "recording": ["contact_id", "started_at"],
    "event_log": ["at", "contact_id"],
}


def upgrade() -> None:
    for table, names in _TABLES.items():
        key, *others = names.split()
        columns = [_column(name) for name in others]
        op.create_table(table, sa.Column(key, sa.Text, primary_key=True, nullable=False), *columns)
    for table, indexes in _INDEXES.items():
        for index in indexes:
            columns_of_index = index.split()
            op.create_index("_".join(["ix", table, *columns_of_index]), table, columns_of_index)


def _column(name: str) -> sa.Column[str] | sa.Column[int]:
    if name.endswith("#"):
        return sa.Column(name.removesuffix("#"), sa.BigInteger, nullable=False)
    return sa.Column(name, sa.Text, nullable=False)
