"""Text from outside made harmless for a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text with all that would not show as itself (escapes, line breaks) in its code form."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )
