"""Which commands and events of the interface manual the tests on a real switch use.

Read from the code of tests/e2e, not from its words: a command is used where a method of the SDK is
called (`anna.request_hold()`) or the command is given by name (`command("requestHold")`); an event
where it is waited for, subscribed to or compared (`expect("onRing")`). Ends with 1 when one is used
by none.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from callseat.client.commands import EVENTS
from callseat.domain import commands, notices

ROOT = Path(__file__).resolve().parent.parent
BY_NAME = ("command",)
HEARING = ("expect", "on")
SEATS = ("Worker", "Seat")
"""Types that have the SDK's methods."""
GIVES_A_SEAT = ("login", "worker")
"""Methods of an office that do."""
WITHOUT_A_SEAT = {"login": "login"}
"""Commands that another method sends: the SDK logs in when it is opened, as `office.login` does."""


def main() -> int:
    """Print a line for each name."""
    used = {
        path.name: frozenset(_used(ast.parse(path.read_text())))
        for path in sorted((ROOT / "tests/e2e").glob("*.py"))
    }
    names = [*_commands(), *_events()]
    missing = []
    for name in names:
        found = [file for file, what in used.items() if name in what]
        print(f"{name:24} {', '.join(found) or '-'}")
        if not found:
            missing.append(name)
    print(
        f"{len(names) - len(missing)} of {len(names)} used; missing: {', '.join(missing) or 'none'}"
    )
    return 1 if missing else 0


def _commands() -> list[str]:
    return [
        name
        for row in commands.ROWS
        if not row.EXTENSION
        for name in (row.NAME, *(alias for alias in row.ALIASES if alias.endswith("Ex")))
    ]


def _events() -> list[str]:
    ours = {
        notices.name_of(kind)
        for kind in notices.Notice.__args__
        if getattr(kind, "EXTENSION", False)
    }
    return [name for name in EVENTS if name not in ours]


def _used(tree: ast.AST) -> Iterator[str]:
    """The names of commands and events that this code uses."""
    methods = {_snake(name): name for name in _commands()}
    seats = frozenset(_seats(tree))
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr=method), args=[ast.Constant(value=str(name)), *_]
            ) if method in (*BY_NAME, *HEARING):
                yield name
            case ast.Call(func=ast.Attribute(value=at, attr=method)) if method in WITHOUT_A_SEAT:
                yield WITHOUT_A_SEAT[method]
            case ast.Call(func=ast.Attribute(value=at, attr=method)) if (
                method in methods and _root(at) in seats
            ):
                yield methods[method]
            case ast.Compare():
                yield from _texts(node)
            case _:
                pass


def _texts(node: ast.AST) -> Iterator[str]:
    """Events that are compared with; a command's name in a comparison asks for nothing."""
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and one.value in EVENTS:
            yield str(one.value)


def _seats(tree: ast.AST) -> Iterator[str]:
    """Names that stand for somebody at a seat: telephones, too, can be hung up."""
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg=name, annotation=annotation) if annotation is not None and any(
                one in ast.unparse(annotation) for one in SEATS
            ):
                yield name
            case ast.Assign(targets=[target], value=value) if _gives_a_seat(value, tree):
                yield from _names(target)
            case _:
                pass


def _gives_a_seat(value: ast.AST, tree: ast.AST) -> bool:
    """Whether a Worker comes out of it: by a method, or by a function that says so."""
    makers = {
        one.name
        for one in ast.walk(tree)
        if isinstance(one, ast.AsyncFunctionDef | ast.FunctionDef)
        and one.returns is not None
        and any(kind in ast.unparse(one.returns) for kind in SEATS)
    }
    for node in ast.walk(value):
        match node:
            case ast.Call(func=ast.Attribute(attr=method)) if method in GIVES_A_SEAT:
                return True
            case ast.Call(func=ast.Name(id=name)) if name in makers or name in SEATS:
                return True
            case _:
                pass
    return False


def _names(target: ast.AST) -> Iterator[str]:
    return (one.id for one in ast.walk(target) if isinstance(one, ast.Name))


def _root(node: ast.expr) -> str:
    """The name of the object itself: of `one.phone.call` it is not `one`."""
    return node.id if isinstance(node, ast.Name) else ""


def _snake(name: str) -> str:
    return "".join(f"_{one.lower()}" if one.isupper() else one for one in name)


if __name__ == "__main__":
    sys.exit(main())
