"""the directory: people, lines, flows"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _without_references()
    _account()
    _of_accounts()
    _flow_version()
    _project()
    revisions = op.create_table(
        "directory_revision",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        _number("number"),
    )
    op.bulk_insert(revisions, [{"id": 1, "number": 1}])


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _without_references() -> None:
    op.create_table("seat_group", _key("code"), _text("name"))
    op.create_table("seat", _key("extension"), _text("secret"))
    op.create_table("sound", _key("code"), _text("title"), _text("file"))
    op.create_table("flow", _key("code"), _number("active_version"))
    op.create_table(
        "queue",
        _key("code"),
        _text("name"),
        _text("strategy"),
        _number("ring_time"),
        _number("max_wait"),
        sa.Column("overflow_queue", sa.Text, sa.ForeignKey("queue.code")),
        _number("announce_every"),
        _text("music"),
    )
    op.create_table(
        "trunk",
        _key("code"),
        _text("name"),
        _text("host"),
        _number("port"),
        _text("user"),
        _text("secret"),
        _text("inbound_hosts"),
        _flag("enabled"),
    )


def _account() -> None:
    op.create_table(
        "account",
        _key("user"),
        _text("name"),
        _text("role"),
        _text("password_hash"),
        _flag("disabled"),
        sa.Column("extension", sa.Text, sa.ForeignKey("seat.extension")),
        sa.Column("group", sa.Text, sa.ForeignKey("seat_group.code")),
    )
    op.create_index("ix_account_extension", "account", ["extension"])
    op.create_index("ix_account_group", "account", ["group"])


def _part_of_key(name: str, of: str) -> sa.Column[str]:
    reference = sa.ForeignKey(of, ondelete="CASCADE")
    return sa.Column(name, sa.Text, reference, primary_key=True, nullable=False)


def _of_accounts() -> None:
    op.create_table(
        "supervision",
        _part_of_key("user", "account.user"),
        _part_of_key("group", "seat_group.code"),
    )
    op.create_table(
        "skill",
        _part_of_key("user", "account.user"),
        _part_of_key("queue", "queue.code"),
        _number("level"),
    )


def _flow_version() -> None:
    op.create_table(
        "flow_version",
        _part_of_key("code", "flow.code"),
        sa.Column("version", sa.BigInteger, primary_key=True, autoincrement=False),
        _text("text"),
        _number("saved_at"),
        _text("saved_by"),
    )


def _project() -> None:
    op.create_table(
        "project",
        _key("number"),
        _text("name"),
        sa.Column("flow", sa.Text, sa.ForeignKey("flow.code")),
        _number("wrap_up"),
        _flag("recorded"),
        _text("caller_id"),
    )
    in_project = sa.ForeignKey("project.number", ondelete="CASCADE")
    op.create_table(
        "service_number",
        _key("number"),
        sa.Column("project", sa.Text, in_project, nullable=False),
    )
    op.create_index("ix_service_number_project", "service_number", ["project"])
