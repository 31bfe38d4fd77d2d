"""The base of all models: one metadata, names of constraints that do not depend on the database."""

from __future__ import annotations

from sqlalchemy import BigInteger, MetaData, Text
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # Lengths are checked before the database is asked; a longer text must not fail a whole batch.
    type_annotation_map = {str: Text(), int: BigInteger()}  # noqa: RUF012 - as SQLAlchemy reads it
