"""Flows with all their versions, and sounds."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from callseat.store.models.base import Base


class FlowModel(Base):
    __tablename__ = "flow"

    code: Mapped[str] = mapped_column(primary_key=True)
    active_version: Mapped[int]


class FlowVersionModel(Base):
    """A flow file as it was written; `saved_at` is milliseconds since the epoch."""

    __tablename__ = "flow_version"

    code: Mapped[str] = mapped_column(ForeignKey("flow.code", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    saved_at: Mapped[int]
    saved_by: Mapped[str]


class SoundModel(Base):
    __tablename__ = "sound"

    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    file: Mapped[str]
