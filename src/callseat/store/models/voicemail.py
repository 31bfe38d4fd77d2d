"""What became of messages after they were recorded."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from callseat.store.models.base import Base


class HeardModel(Base):
    """A message that somebody heard; `heard_at` is milliseconds since the epoch."""

    __tablename__ = "voicemail_heard"

    name: Mapped[str] = mapped_column(primary_key=True)
    heard_at: Mapped[int]
    heard_by: Mapped[str]
