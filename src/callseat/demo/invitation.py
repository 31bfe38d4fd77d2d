"""Where to connect in this run, with which accounts, and a program to try."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from callseat.demo.premises import Person
from callseat.demo.words import Words

_PROGRAM = """\
import asyncio
from callseat.client import Seat

async def main():
    async with Seat("{address}", "{user}", "{password}") as seat:

        @seat.on("onRing")
        async def ringing(event):
            print("from", event["caller"])
            await seat.answer_call()

        await seat.ended()

asyncio.run(main())"""


def _python() -> str:
    """The interpreter that has the SDK, as it is called from here."""
    path = Path(sys.executable)
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def invitation(address: str, team: Sequence[Person], words: Words) -> list[str]:
    """The lines to print."""
    page = address.replace("ws://", "http://", 1).removesuffix("/ws")
    free = next(one for one in team if not one.simulated)
    program = _PROGRAM.format(address=address, user=free.user, password=free.password)
    accounts = [
        f"  {one.user:<8}{one.extension:<8}{one.password:<16}{one.name}"
        + (f" ({words.by_itself})" if one.simulated else "")
        for one in team
    ]
    return [
        words.open.format(page=page, user=free.user),
        *accounts,
        words.try_it.format(python=_python()),
        *(f"    {line}".rstrip() for line in program.splitlines()),
        words.end,
    ]
