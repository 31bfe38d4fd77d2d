"""What a customer does not hear when the parties of a call change: `make bench-gaps`.

A real customer talks with real telephones, each of which speaks a tone. Each repetition is one call
in which the parties change in five ways. Measured is the longest silence in what the customer
heard, from the command until the new partner's tone is there, to the sample (0.125 ms): in the
recording of the call, and at the customer's own telephone.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import numpy as np
from tests.support.cast import BUSINESS, Cast
from tests.support.office import Office
from tests.support.wave_file import read_wave

from benchmarks.outcome import Finding, Outcome, tell
from benchmarks.silence import RATE, longest_silence, onset
from callseat.city.ear import Voice
from callseat.city.ears import read, seconds
from callseat.domain.status import Status

WAYS = ("fetchHold", "insertSlic", "completeTransfer", "turnSlic", "requestIntercept")
AT_ONCE = 2
BEFORE = 0.3
"""Seconds before a change that are looked at, too: what is seen of the file may be as old."""


@dataclass(frozen=True, slots=True)
class Change:
    """From `began` to `ended` the new partner's tone comes; seconds of the customer's telephone."""

    way: str
    tone: int
    began: float
    ended: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The longest silence of one change, in milliseconds."""

    way: str
    recorded: float
    at_the_phone: float


class Call:
    """One repetition."""

    def __init__(self, it: Cast) -> None:
        self.it = it
        self.changes: list[Change] = []

    async def change(self, way: str, new: Voice, do: Callable[[], Awaitable[object]]) -> None:
        """Do it, and wait until the customer hears the new partner."""
        customer = self.it.tape.customer
        began = seconds(customer.recording)
        await do()
        await customer.hears(new)
        await customer.listen(0.2)
        self.changes.append(Change(way, new.tone, began, seconds(customer.recording)))

    async def play(self) -> list[Gap]:
        it = self.it
        anna = await it.begins()
        bo, zoe = await it.comes("bo"), await it.comes("zoe")
        await anna.request_hold()
        await it.hold()
        await self.change("fetchHold", anna.phone, anna.fetch_hold)
        await self.change("insertSlic", zoe.phone, lambda: zoe.insert_slic(it.extension("anna")))
        await zoe.hang_up()
        await zoe.expect_status(Status.IDLE)
        await anna.call_seat(it.extension("bo"))
        await it.takes("bo")
        await anna.expect("onDialSuccess")
        await it.hold()
        await self.change("completeTransfer", bo.phone, anna.complete_transfer)
        await anna.expect_status(Status.IDLE)
        await bo.turn_slic(it.extension("anna"))
        await it.hold()
        await self.change("turnSlic", anna.phone, lambda: it.takes("anna"))
        await bo.expect_status(Status.IDLE)
        await self.change(
            "requestIntercept", zoe.phone, lambda: zoe.request_intercept(it.extension("anna"))
        )
        await it.tape.customer.hang_up()
        return await self._gaps()

    async def _gaps(self) -> list[Gap]:
        """The recording is as the customer's telephone, but for a shift that is the same for all:
        both heard the first partner's tone begin.
        """
        customer = self.it.tape.customer
        await self.it.office.story(self.it.contact)  # its recording is complete
        (file,) = (self.it.office.settings.data / "recordings").rglob(f"*{self.it.contact}*")
        recorded = read_wave(file).right
        heard = read(customer.recording, 0, seconds(customer.recording))
        first = self.it.workers["anna"].phone.tone
        shift = (onset(heard, first) - onset(recorded, first)) / RATE
        return [
            Gap(one.way, _gap(recorded, one, -shift), _gap(heard, one, 0.0)) for one in self.changes
        ]


def _gap(samples: np.ndarray, change: Change, shift: float) -> float:
    first = max(0, round((change.began - BEFORE + shift) * RATE))
    span = samples[first : round((change.ended + shift) * RATE)]
    return longest_silence(span[: onset(span, change.tone) + RATE // 20]) * 1000 / RATE


async def measure(repetitions: int, office: Office) -> list[Gap]:
    """All gaps of so many calls, AT_ONCE of them at a time."""
    shares = [range(repetitions)[one::AT_ONCE] for one in range(AT_ONCE)]
    found = await asyncio.gather(*(_calls(office, *one) for one in enumerate(shares)))
    return [gap for share in found for gap in share]


async def _calls(office: Office, cast: int, turns: Sequence[int]) -> list[Gap]:
    found: list[Gap] = []
    for turn in turns:
        it = Cast(office, cast, turn)
        try:
            found += await Call(it).play()
        finally:
            await it.leave()
    return found


def findings(gaps: Sequence[Gap]) -> list[Finding]:
    """Of each way and place: median, lowest and highest, and what 99 of 100 do not exceed."""
    found = []
    for way in WAYS:
        mine = [one for one in gaps if one.way == way]
        places = {
            "in the recording": [one.recorded for one in mine],
            "at the customer's telephone": [one.at_the_phone for one in mine],
        }
        for place, silences in places.items():
            late = float(np.percentile(silences, 99))
            found.append(Finding.of(f"{way}, {place}", silences, "ms"))
            found.append(Finding(f"{way}, {place}, 99th percentile", late, "ms"))
    return found


async def run(repetitions: int) -> None:
    office = await Office.open(BUSINESS)
    try:
        gaps = await measure(repetitions, office)
    finally:
        await office.close()
    outcome = Outcome(
        "gaps",
        "The customer's silence when its partner changes",
        f'make bench-gaps ARGS="--repetitions {repetitions}"',
        findings(gaps),
        {"calls": repetitions, "at once": AT_ONCE},
    )
    print(tell(outcome))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=50)
    asyncio.run(run(parser.parse_args().repetitions))
    return 0


if __name__ == "__main__":
    sys.exit(main())
