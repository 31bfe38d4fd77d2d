"""Alembic's entry: uses the connection and transaction that `store/migrate.py` hands over."""

from __future__ import annotations

from alembic import context

from callseat.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    on_version_apply=context.config.attributes["on_version_apply"],
    render_as_batch=True,
)
context.run_migrations()
