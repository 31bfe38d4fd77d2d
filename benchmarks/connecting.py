"""How long a phone that was answered hears nothing of its caller."""

from __future__ import annotations

from pathlib import Path

from callseat.city import City
from callseat.city.ears import QUIET, loudness, read, seconds
from callseat.city.phone import DeskPhone

CALLS = 20
WINDOW, STEP = 0.010, 0.005
"""Seconds that are judged at a time, and from one to the next."""


async def connecting_delays(city: City, phone: DeskPhone, number: str) -> list[float]:
    """Milliseconds from the phone's answer to the caller's voice, call by call."""
    found = []
    for _ in range(CALLS):
        caller = await city.call(number)
        call = await phone.rings()
        await call.hears(caller)
        await caller.hang_up()
        await call.until_ended(10.0)
        found.append(1000 * _first_sound(call.recording))
    return found


def _first_sound(recording: Path) -> float:
    """Seconds."""
    at = 0.0
    while at < seconds(recording):
        if loudness(read(recording, at, at + WINDOW)) > QUIET:
            return at
        at += STEP
    raise RuntimeError("the caller's voice never came")
