"""Where each kind of node may lead: by branch, the name of the next node. One row a kind.

The walk goes by it and the check judges by it, so neither knows of a way that the other does not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from callseat.domain.flow import flow
from callseat.domain.flow.flow import Flow, If, Menu, Node, Transfer

# A branch and where it leads.
Ways = tuple[tuple[str, str], ...]
FAILED = "failed"


def _fields(*names: str) -> Callable[[Any], Ways]:
    return lambda node: tuple((name, getattr(node, name)) for name in names)


def _menu(menu: Menu) -> Ways:
    choices = tuple((f"choices.{choice.digit}", choice.next) for choice in menu.choices)
    return (*choices, ("otherwise", menu.otherwise))


def _if(node: If) -> Ways:
    cases = tuple((f"cases.{n}", case.next) for n, case in enumerate(node.cases, 1))
    return (*cases, ("otherwise", node.otherwise))


def _transfer(node: Transfer) -> Ways:
    """Busy and no answer are failures too, if they are not told apart."""
    busy, silent = node.busy or node.failed, node.no_answer or node.failed
    return ("busy", busy), ("no_answer", silent), (FAILED, node.failed)


TABLE: dict[type[Node], Callable[[Any], Ways]] = {
    flow.Answer: _fields("next"),
    flow.Play: _fields("next"),
    flow.Say: _fields("next"),
    flow.Menu: _menu,
    flow.Collect: _fields("next", "otherwise"),
    flow.If: _if,
    flow.Set: _fields("next"),
    flow.Hours: _fields("open", "closed", FAILED),
    flow.Http: _fields("next", FAILED),
    flow.Lookup: _fields("next", "none", FAILED),
    flow.Attach: _fields("next", FAILED),
    flow.Enqueue: _fields("overflow", "empty", "left"),
    flow.Transfer: _transfer,
    flow.Voicemail: _fields("next", FAILED),
    flow.SubFlow: _fields("next", FAILED),
    flow.Return: _fields(),
    flow.Goto: _fields(FAILED),
    flow.HangUp: _fields(),
}


def ways(node: Node, of: Flow) -> Ways:
    """Every branch of a node; a failure without a way of its own takes the flow's."""
    return tuple(
        (branch, target or (of.failed if _fails(node, branch) else ""))
        for branch, target in TABLE[type(node)](node)
    )


def _fails(node: Node, branch: str) -> bool:
    return branch == FAILED or (isinstance(node, Transfer) and branch in ("busy", "no_answer"))
