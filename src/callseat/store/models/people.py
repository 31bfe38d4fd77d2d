"""Groups, accounts, seats (an extension and its phone's secret), skills, and the revision."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from callseat.store.models.base import Base


class GroupModel(Base):
    __tablename__ = "seat_group"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    rest_quota: Mapped[int]
    rest_allowance: Mapped[int]
    rest_floor: Mapped[int]
    blend_below: Mapped[int]
    blend_above: Mapped[int]


class SeatModel(Base):
    """A desk: several accounts may share it in shifts, so it is not the account's own."""

    __tablename__ = "seat"

    extension: Mapped[str] = mapped_column(primary_key=True)
    # In clear, because digest authentication (RFC 3261, 22) needs it.
    secret: Mapped[str]


class AccountModel(Base):
    __tablename__ = "account"

    user: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    disabled: Mapped[bool]
    extension: Mapped[str | None] = mapped_column(ForeignKey("seat.extension"), index=True)
    group: Mapped[str | None] = mapped_column(ForeignKey("seat_group.code"), index=True)
    # Separated by spaces, which none of them may contain.
    callers: Mapped[str]
    # None is what the role may.
    reach: Mapped[str | None]


class SupervisionModel(Base):
    """A group in a supervisor's scope."""

    __tablename__ = "supervision"

    user: Mapped[str] = mapped_column(
        ForeignKey("account.user", ondelete="CASCADE"), primary_key=True
    )
    group: Mapped[str] = mapped_column(
        ForeignKey("seat_group.code", ondelete="CASCADE"), primary_key=True
    )


class SkillModel(Base):
    __tablename__ = "skill"

    user: Mapped[str] = mapped_column(
        ForeignKey("account.user", ondelete="CASCADE"), primary_key=True
    )
    queue: Mapped[str] = mapped_column(
        ForeignKey("queue.code", ondelete="CASCADE"), primary_key=True
    )
    level: Mapped[int]


class RevisionModel(Base):
    """One row, raised by every change of the directory, so that a server knows to load again."""

    __tablename__ = "directory_revision"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
