"""The values of a walk: short texts by name, kept with the contact for its whole journey.

`${name}` in a text stands for one, `${data.KEY}` for what seats attached, `${msg}` for the call's
msg; what is not there is "". `$$` is `$`. There is no language of expressions.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from callseat.domain.world import Contact

NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
REFERENCE = re.compile(r"\$(?:\$|\{([^{}]*)\})")
KNOWN = re.compile(r"msg|data\.[\w.-]{1,64}|[a-z][a-z0-9_]{0,31}")
MOST = 64
LONGEST = 1024  # characters
LANGUAGE = "zh"  # until a flow sets another


def begin(contact: Contact) -> None:
    """What every walk knows from the start; values of an earlier walk stay."""
    given = {
        "caller": contact.customer,
        "callee": contact.ours,
        "project": contact.project.number,
        "language": LANGUAGE,
    }
    contact.values = given | contact.values


def put(contact: Contact, name: str, text: str) -> bool:
    """Give a value its text, cut to its longest; false if there are too many."""
    if name not in contact.values and len(contact.values) >= MOST:
        return False
    contact.values[name] = text[:LONGEST]
    return True


def fill(contact: Contact, text: str, written: Callable[[str], str] = str) -> str:
    """The text with values in their places, each as `written`."""
    return REFERENCE.sub(
        lambda found: "$" if found[1] is None else written(_get(contact, found[1])), text
    )


def _get(contact: Contact, name: str) -> str:
    if name == "msg":
        return contact.msg
    if name.startswith("data."):
        return contact.data.get(name.removeprefix("data."), "")
    return contact.values.get(name, "")


def is_fixed(text: str) -> bool:
    """Whether no value stands in the text."""
    return REFERENCE.search(text) is None


def wrong_references(text: str) -> list[str]:
    """What stands in the text in the place of a value's name, and is none; "$" for a lone one."""
    named = [found[1] for found in REFERENCE.finditer(text) if found[1] is not None]
    wrong = [name for name in named if not KNOWN.fullmatch(name)]
    return [*wrong, "$"] if "$" in REFERENCE.sub("", text) else wrong
