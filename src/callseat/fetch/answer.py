"""What is taken of an answer: JSON as texts by dotted names, such as `orders.0.state`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

MOST_VALUES = 64
MOST_LETTERS = 1024
MOST_OF_NAME = 128
_WORDS = {True: "true", False: "false", None: ""}


class NotJsonError(ValueError):
    """The body is not JSON in UTF-8, or nested too deeply."""


def values_of(body: bytes) -> tuple[tuple[str, str], ...]:
    """The first 64 values, in order, each cut to 1,024 characters; numbers as they are written.

    A value that is not in an object or a list is named `value`. Raises NotJsonError.
    """
    try:
        # RFC 8259: UTF-8, no NaN. Numbers stay texts: they are not calculated with here.
        found = json.loads(
            body.decode(), parse_int=str, parse_float=str, parse_constant=_not_a_number
        )
        values: dict[str, str] = {}
        for name, text in _flat("", found):
            values.setdefault(name, text)
            if len(values) == MOST_VALUES:
                break
    except (ValueError, RecursionError):
        raise NotJsonError from None
    return tuple(values.items())


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict | list):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in entries:
            yield from _flat(f"{name}.{key}" if name else str(key), inner)
    elif len(name) <= MOST_OF_NAME:
        text = value if isinstance(value, str) else _WORDS[value]
        yield _whole(name) or "value", _whole(text[:MOST_LETTERS])


def _whole(text: str) -> str:
    """Without half characters and NUL, which no database takes."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _not_a_number(word: str) -> NoReturn:
    raise ValueError(word)
