"""Who changed what: each change of the directory is written down in the same transaction.

The actor is told once around the changes, by `acting`; changes outside of it are the program's own
(its built-in sounds, tests) and are not written down.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from typing import Any

from callseat.domain.rows import AuditRow

_actor: ContextVar[str] = ContextVar("actor", default="")
MAX_DETAIL = 4000  # characters


@contextmanager
def acting(actor: str) -> Iterator[None]:
    """What is changed inside is done by `actor`: a user name, or "cli:" and the system's name."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)


def actor_now() -> str:
    """Who is acting; "" is the program itself."""
    return _actor.get()


def audit_row(actor: str, action: str, target: str, detail: Any = None) -> AuditRow:
    """`detail` is plain data or a dataclass; its secrets (fields without repr) are left out."""
    text = "" if detail is None else json.dumps(_plain(detail), ensure_ascii=False)
    at = time.time_ns() // 1_000_000
    return AuditRow(f"a-{secrets.token_hex(8)}", at, actor, action, target, text[:MAX_DETAIL])


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        shown = [field.name for field in fields(value) if field.repr]
        return {name: _plain(getattr(value, name)) for name in shown}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
