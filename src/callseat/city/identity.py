"""Who calls whom, as a carrier's line carries it: any text as a caller, a plain number called."""

from __future__ import annotations

import re

NUMBER = re.compile(r"[0-9A-Za-z+*#]{1,64}")
LINE_BREAK = re.compile(r"[\r\n]+")
WITHHELD = "prohib_passed_screen"


def check_number(number: str) -> None:
    """Raise ValueError for what cannot be dialled."""
    if not NUMBER.fullmatch(number):
        raise ValueError(f"not a number that can be dialled: {number!r}")


def caller_variables(number: str, name: str, *, withheld: bool) -> dict[str, str]:
    """Channel variables that make an outgoing call show this caller; the values are plain text.

    Asterisk puts the connected line, not the caller, into the From header of a call it places.
    """
    variables = {
        "CONNECTEDLINE(num,i)": _unbroken(number),
        "CONNECTEDLINE(name,i)": _unbroken(name),
    }
    if withheld:
        variables["CONNECTEDLINE(pres,i)"] = WITHHELD
    return variables


def _unbroken(text: str) -> str:
    """A line break cannot stand in a SIP name; a space takes its place (RFC 3261 7.3.1)."""
    return LINE_BREAK.sub(" ", text)
