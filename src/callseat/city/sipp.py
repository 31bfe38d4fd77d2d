"""SIPp, where many telephones are needed that say nothing."""

from __future__ import annotations

import shutil

from callseat.switch.asterisk.runtime.tree import Recipe, install

RECIPE = Recipe(("sip-tester",), "usr/bin/sipp", version_option="-v", exit_code=99)


def sipp_command() -> list[str]:
    """The machine's SIPp, else the one of a private tree, brought if there is none."""
    there = shutil.which("sipp")
    return [there] if there else install(RECIPE).program(RECIPE.program)
