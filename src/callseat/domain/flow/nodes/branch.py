"""The node `if`: the first case that holds."""

from __future__ import annotations

import re
from decimal import Decimal

from callseat.domain.flow import values
from callseat.domain.flow.flow import Case, If
from callseat.domain.flow.nodes.behaviour import Behaviour
from callseat.domain.turn import Turn
from callseat.domain.world import Contact

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


class IfBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: If) -> str | None:
        for number, case in enumerate(node.cases, 1):
            if holds(case, contact):
                return f"cases.{number}"
        return "otherwise"


def holds(case: Case, contact: Contact) -> bool:
    """Whether the case's test holds; a text that is no number is within no bounds."""
    text = values.fill(contact, case.value)
    if case.is_ is not None:
        return text == values.fill(contact, case.is_)
    if case.in_ is not None:
        return text in [values.fill(contact, one) for one in case.in_]
    if case.matches is not None:
        return is_like(text, case.matches)
    if not NUMBER.fullmatch(text):
        return False
    number = Decimal(text)
    least, most = case.at_least, case.at_most
    return (least is None or number >= least) and (most is None or number <= most)


def is_like(text: str, pattern: str) -> bool:
    """Whether the whole text is like the pattern: * is anything, ? is one character.

    Goes back to the last * only, so the time is at most that of both lengths multiplied.
    """
    at = place = 0
    star, mark = -1, 0
    while at < len(text):
        if place < len(pattern) and pattern[place] == "*":
            star, mark, place = place, at, place + 1
        elif place < len(pattern) and pattern[place] in ("?", text[at]):
            at, place = at + 1, place + 1
        elif star >= 0:
            mark += 1
            at, place = mark, star + 1
        else:
            return False
    return pattern[place:].strip("*") == ""
