"""Text from outside made harmless: for a terminal, for a spreadsheet program."""

from __future__ import annotations

# A cell that begins so is a formula to spreadsheet programs, the wide forms to those of East Asia
# (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def printable(text: str) -> str:
    """The text with all that would not show as itself (escapes, line breaks) in its code form."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0\u3000")[:1] in FORMULA else text
