"""Asterisk's configuration format: sections of `key = value` lines.

Values come from settings, so whatever would end a line or begin a comment is refused or escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Section:
    """One `[name]` with its entries in order; a key may repeat."""

    name: str
    entries: tuple[tuple[str, Value], ...]
    arrow: str = "="


def section(name: str, /, **entries: Value) -> Section:
    """A section whose keys are Python identifiers; a trailing underscore is dropped."""
    return Section(name, tuple((key.rstrip("_"), value) for key, value in entries.items()))


def objects(name: str, entries: Iterable[tuple[str, Value]]) -> Section:
    """A section of `key => value` lines (modules, extensions, log files)."""
    return Section(name, tuple(entries), arrow="=>")


def render(sections: Iterable[Section]) -> str:
    """The sections as a file's text. Raises ValueError for a value with a line break."""
    return "\n".join(_render_one(one) for one in sections)


def _render_one(one: Section) -> str:
    lines = [f"{key} {one.arrow} {_text(value)}" for key, value in one.entries]
    return "\n".join([f"[{one.name}]", *lines, ""])


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if any(ord(character) < 32 for character in text):
        raise ValueError(f"a setting for Asterisk must be one line of text: {text!r}")
    return text.replace(";", "\\;")
