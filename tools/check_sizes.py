"""Fail when a file or a function has grown too large to be read at one go; warn before that."""

from __future__ import annotations

import argparse
import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "tests", "tools", "benchmarks", "examples")

# What may be larger, each with its reason (paths from the root of the repository).
EXEMPT: dict[str, str] = {
    "src/callseat/switch/asterisk/ari/operations.py": "generated from a running server",
    "src/callseat/switch/asterisk/ari/models.py": "generated from a running server",
    "src/callseat/switch/asterisk/ari/events.py": "generated from a running server",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A size to aim at and one never to pass, in lines (or, for classes, public methods)."""

    aim: int
    most: int


FILE = Limit(250, 400)
FUNCTION = Limit(20, 40)
CLASS = Limit(12, 20)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is larger than it should be."""

    where: str
    size: int
    limit: Limit

    @property
    def fails(self) -> bool:
        return self.size > self.limit.most

    def __str__(self) -> str:
        word = "error" if self.fails else "warning"
        return f"{word}: {self.where}: {self.size} (aim {self.limit.aim}, most {self.limit.most})"


def main() -> int:
    """Print what is too large; 1 when something passes its hard limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warnings", action="store_true", help="also list what is above the aim")
    show_all = parser.parse_args().warnings
    found = [finding for path in _sources() for finding in measure(path, ROOT)]
    errors = [finding for finding in found if finding.fails]
    for finding in found if show_all else errors:
        print(finding)
    hint = "" if show_all else " (--warnings lists them)"
    print(f"sizes: {len(errors)} too large, {len(found) - len(errors)} above the aim{hint}")
    return 1 if errors else 0


def measure(path: Path, root: Path) -> Iterator[Finding]:
    """What in this file is above its aim."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(root).as_posix()
    sizes = [(name, text.count("\n"), FILE), *_parts(name, ast.parse(text))]
    for where, size, limit in sizes:
        if size > limit.aim:
            yield Finding(where, size, limit)


def _sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.relative_to(ROOT).as_posix() not in EXEMPT:
                yield path


def _parts(name: str, tree: ast.Module) -> Iterator[tuple[str, int, Limit]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}:{node.lineno} {node.name}()", _body_lines(node), FUNCTION
        elif isinstance(node, ast.ClassDef):
            yield f"{name}:{node.lineno} class {node.name}", _public_methods(node), CLASS


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body: the signature and the docstring do not count."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _public_methods(node: ast.ClassDef) -> int:
    methods = (ast.FunctionDef, ast.AsyncFunctionDef)
    return sum(isinstance(item, methods) and item.name[0] != "_" for item in node.body)


if __name__ == "__main__":
    sys.exit(main())
