"""Rows to statements: one upsert for each kind of record."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from callseat.domain.rows import Row
from callseat.store.models import MADE_ELSEWHERE, TABLES

SET_AT = "set_at"
"""The column of rows of which the newest counts, whoever comes last to write."""

Key = tuple[type[Row], tuple[str | int, ...]]

_FIELDS = {row: tuple(field.name for field in fields(row)) for row in TABLES}
_KEYS = {row: tuple(each.name for each in table.primary_key) for row, table in TABLES.items()}
_ROW_OF_TABLE = {table.name: row for row, table in TABLES.items()}


def key_of(row: Row) -> Key:
    """A row's kind and the values of its key: saving it again replaces it."""
    return type(row), tuple(getattr(row, name) for name in _KEYS[type(row)])


def to_line(row: Row) -> str:
    """A row as a line of JSON; any text and any number passes unharmed."""
    values = [getattr(row, name) for name in _FIELDS[type(row)]]
    return json.dumps([TABLES[type(row)].name, values]) + "\n"


def from_line(line: str) -> Row:
    """The row of a line of JSON. Raises ValueError when the line is damaged."""
    try:
        table, values = json.loads(line)
        row = _ROW_OF_TABLE[table](*values)
    except (KeyError, TypeError) as error:
        raise ValueError("not a row") from error
    return row


def write(connection: Connection, rows: Iterable[Row]) -> None:
    """Insert the rows or replace those with the same key; one row a key."""
    by_kind: dict[type[Row], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_kind[type(row)].append(_values(row))
    for kind, values in by_kind.items():
        if kind in MADE_ELSEWHERE:
            marked = [_marked(kind, each) for each in values]
            connection.execute(_update(TABLES[kind], _FIELDS[kind]), marked)
        else:
            connection.execute(_upsert(TABLES[kind], connection.dialect.name), values)


def _values(row: Row) -> dict[str, Any]:
    return {name: _storable(getattr(row, name)) for name in _FIELDS[type(row)]}


def _storable(value: Any) -> str | int:
    if isinstance(value, int):
        return int(value)
    text = str(value)
    if text.isascii() and "\0" not in text:
        return text
    # PostgreSQL has no place for NUL in a text, neither database for half a surrogate pair.
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def _marked(kind: type[Row], values: dict[str, Any]) -> dict[str, Any]:
    """Values for `_update`, whose condition may not have the name of a column."""
    keys = _KEYS[kind]
    return {f"key_{name}" if name in keys else name: value for name, value in values.items()}


@cache
def _update(table: Table, names: tuple[str, ...]) -> Any:
    """For rows that others make: one that was removed meanwhile does not come back."""
    keys = [column.name for column in table.primary_key]
    same = [table.columns[name] == bindparam(f"key_{name}") for name in keys]
    values: dict[str, Any] = {name: bindparam(name) for name in names if name not in keys}
    return update(table).where(*same).values(values)


@cache
def _upsert(table: Table, dialect: str) -> Any:
    # Building the statement costs more than running it.
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    keys = [column.name for column in table.primary_key]
    replaced = {c.name: insert.excluded[c.name] for c in table.columns if c.name not in keys}
    newer = None
    if SET_AT in table.columns:  # others write this, too, and a batch may come late
        newer = insert.excluded[SET_AT] >= table.columns[SET_AT]
    return insert.on_conflict_do_update(index_elements=keys, set_=replaced, where=newer)
