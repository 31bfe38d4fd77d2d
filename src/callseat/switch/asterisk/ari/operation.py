"""One request to Asterisk as plain data: what `generated` builds and `connection` sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import quote

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Operation(Generic[Answer]):
    """A request whose answer is decoded as `answer`; `path` is already percent-encoded."""

    name: str
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: Mapping[str, object] | None
    answer: type[Answer]


def made(  # noqa: PLR0913 - only generated code calls it
    name: str,
    route: str,
    answer: type[Answer],
    *,
    path: Mapping[str, str] | None = None,
    query: Mapping[str, object] | None = None,
    body: Mapping[str, object] | None = None,
) -> Operation[Answer]:
    """Fills `route` ("POST /channels/{channel_id}") and leaves out what was not given."""
    method, pattern = route.split(" ", 1)
    filled = pattern.format(**{key: segment(value) for key, value in (path or {}).items()})
    given = tuple((key, text(value)) for key, value in (query or {}).items() if value is not None)
    content = {key: value for key, value in (body or {}).items() if value is not None}
    return Operation(name, method, filled.lstrip("/"), given, content or None, answer)


def segment(value: str) -> str:
    """One path segment: outside text can neither end it nor climb out of it."""
    if not value or value in (".", ".."):
        raise ValueError(f"not a path segment: {value!r}")
    return quote(value, safe="")


def text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def joined(values: Sequence[str] | None) -> str | None:
    """Asterisk splits lists at commas, so an item may hold none."""
    if values is None:
        return None
    for value in values:
        if "," in value:
            raise ValueError(f"a list item holds a comma: {value!r}")
    return ",".join(values)
