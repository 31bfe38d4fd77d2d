"""A real espeak-ng for tests: the machine's own, or else one of a private Debian tree."""

import functools
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from callseat.switch.asterisk.runtime.tree import Recipe, install

_RECIPE = Recipe(("espeak-ng",), "usr/bin/espeak-ng")


@functools.cache
def espeak() -> str:
    """The program's path. One of a tree is started with the tree's libraries and data."""
    found = shutil.which("espeak-ng")
    if found:
        return found
    tree = install(_RECIPE)
    words = [*tree.program(_RECIPE.program), f"--path={tree.libraries}"]
    folder = Path(tempfile.gettempdir()) / f"callseat-test-speech-{tree.version}"
    folder.mkdir(exist_ok=True)
    program = folder / "espeak-ng"
    handle, name = tempfile.mkstemp(dir=folder)
    os.close(handle)
    unfinished = Path(name)
    unfinished.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    unfinished.chmod(0o755)
    unfinished.replace(program)
    return str(program)


@contextmanager
def speaking() -> Iterator[None]:
    """With espeak-ng on PATH."""
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{Path(espeak()).parent}:{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before
