"""A small real package, brought from the machine's own mirror."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from callseat.switch.asterisk.runtime.tree import Recipe, installed

pytestmark = pytest.mark.real

HELLO = Recipe(("hello",), "usr/bin/hello")
_BRING = """
import sys
from pathlib import Path
from callseat.switch.asterisk.runtime.tree import Recipe, install
recipe = Recipe(("hello",), "usr/bin/hello")
install(recipe, lambda step: print(step.stage, flush=True), cache=Path(sys.argv[1]))
"""


async def _bring(cache: Path) -> list[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _BRING, str(cache), stdout=subprocess.PIPE, env=os.environ
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    return output.decode().split()


async def _bring_twice(cache: Path) -> list[list[str]]:
    return await asyncio.gather(_bring(cache), _bring(cache))


def test_two_processes_share_one_download_and_the_program_runs(tmp_path: Path) -> None:
    stages = asyncio.run(_bring_twice(tmp_path))
    assert sorted(one[0] for one in stages) == ["index", "waiting"]
    assert sorted("unpack" in one for one in stages) == [False, True]
    tree = installed(HELLO, tmp_path)
    assert tree is not None
    words = [*tree.program("usr/bin/hello"), "--greeting=ready"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "ready\n"
    assert list(tree.root.glob("usr/share/doc/hello")) != []
