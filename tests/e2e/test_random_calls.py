"""Hundreds of random sequences of calls on a real Asterisk, several at a time; nothing is left.

A sequence is drawn from its seed (`acts`) and done by a crew of seats (`crew`). Its commands cross
one another and whatever people do to their telephones. After each round the switch has exactly what
the server believes in; then all hang up, and nobody and nothing is left behind.

CALLSEAT_TEST_SEQUENCES sets how many there are; CALLSEAT_TEST_SEEDS="17 42" does just these,
alone, and is what a failure asks for.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from itertools import groupby
from typing import Any

import pytest
from structlog.testing import capture_logs

from callseat.domain.effects import Effect, Save
from callseat.domain.notices import name_of
from callseat.domain.rows import Row, SeatSessionRow
from callseat.domain.world import LegState
from callseat.store.left_open import close_left_open
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.switch import AsteriskSwitch
from tests.domain.promises import FIRST, LAST
from tests.e2e.acts import AGENTS_SAY, SUPERVISORS_SAY, Sequence, sequence
from tests.e2e.crew import Crew, business
from tests.simulation.books import every_row_is_closed, last_rows, no_call_is_left
from tests.support.office import Office, Opener
from tests.support.worker import Worker

SEQUENCES = int(os.environ.get("CALLSEAT_TEST_SEQUENCES", "300"))
CHOSEN = [int(one) for one in os.environ.get("CALLSEAT_TEST_SEEDS", "").split()]
CREWS, ENOUGH = 6, 300  # so many sequences use every command
WITHIN = 15.0  # seconds for the switch and the server to come to an agreement
FIRST_WORDS, LAST_WORDS = [{name_of(one) for one in words} for words in (FIRST, LAST)]


@pytest.mark.timeout(600)
async def test_nothing_is_left_of_random_sequences(open_office: Opener) -> None:
    office = await open_office(business(CREWS))
    outcomes: Counter[tuple[str, str]] = Counter()
    crews = [Crew(office, number, outcomes) for number in range(CREWS)]
    await asyncio.gather(*(crew.log_in() for crew in crews))
    saved: list[Effect] = []
    office.app.engine.saved = lambda row: saved.append(Save(row))
    faults: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: faults.append(context))
    rounds = [[seed] for seed in CHOSEN] or [
        list(range(first, min(first + CREWS, SEQUENCES))) for first in range(0, SEQUENCES, CREWS)
    ]
    with capture_logs() as log:
        for seeds in rounds:
            sequences = [sequence(seed) for seed in seeds]
            try:
                await a_round(office, crews, sequences)
                calls_are_closed(saved)
                assert not faults
                assert not [one for one in log if is_an_error_of_ours(one)]
            except Exception as error:
                raise AssertionError(f"{error!r}\n" + "\n".join(map(str, sequences))) from error
            saved.clear()
    for crew in crews:
        for worker in crew.workers.values():
            each_call_is_told_in_order(worker)
    await office.empty()
    await office.app.store.writer.settled()
    assert await close_left_open(office.app.store.engine) == 0, "a record was left open"
    if not CHOSEN and SEQUENCES >= ENOUGH:
        they_were_worth_it(outcomes)


async def a_round(office: Office, crews: list[Crew], sequences: list[Sequence]) -> None:
    pairs = list(zip(crews, sequences, strict=False))
    await asyncio.gather(*(crew.live(one) for crew, one in pairs))
    await comes_true(lambda: switch_has_what_the_server_knows(office))
    await asyncio.gather(*(crew.go(one.going) for crew, one in pairs))

    async def all_gone() -> None:
        await asyncio.gather(*(crew.late_ones_go() for crew, _ in pairs))
        no_call_is_left(office.app.engine.world)
        await switch_has_what_the_server_knows(office)
        driver_has_forgotten(office)

    await comes_true(all_gone)
    await asyncio.gather(*(crew.are_ready() for crew, _ in pairs))
    assert office.app.engine.bugs == 0


async def comes_true(check: Callable[[], Awaitable[None]], within: float = WITHIN) -> None:
    """The check passes in time; else what it complained of last."""
    end = time.monotonic() + within
    while True:
        try:
            await check()
        except AssertionError:
            if time.monotonic() > end:
                raise
            await asyncio.sleep(0.05)
        else:
            return


def driver_of(office: Office) -> AsteriskSwitch:
    assert isinstance(office.app.switch, AsteriskSwitch)
    return office.app.switch


async def switch_has_what_the_server_knows(office: Office) -> None:
    """Every channel, taps included, is a leg that is wanted; every bridge a call; none misses.

    The telephones speak: a tap hung up stays while its target is silent (docs/asterisk.md).
    """
    world, driver = office.app.engine.world, driver_of(office)
    channels = {one.id for one in await driver._ari.request(ari.channels_list(), "")}
    bridges = {one.id for one in await driver._ari.request(ari.bridges_list(), "")}
    wanted = {leg.id for leg in world.legs.values() if leg.state is not LegState.ENDING}
    calls = {call.id for call in world.calls.values() if call.opened}
    rooms = {
        seat.supervising.room
        for seat in world.seats.values()
        if seat.supervising is not None and seat.supervising.room
    }
    assert channels == wanted == set(world.legs)
    assert bridges == calls | rooms


def driver_has_forgotten(office: Office) -> None:
    """No playback, recording, waiting order or made leg that is not at its end."""
    driver = driver_of(office)
    assert not driver._plays._running
    assert not driver._plays._stopped
    assert not driver._recordings._by_leg
    assert not driver._recordings._finishing
    assert not driver._entrances._lanes
    assert not driver._entrances._waiting
    assert not driver._made
    assert not driver._early
    assert not driver._lanes._lanes
    assert not driver._tasks


def is_an_error_of_ours(line: MutableMapping[str, Any]) -> bool:
    """Lines that name a module are Asterisk's, which complains of calls that cross their end."""
    return line["log_level"] in ("error", "critical") and "module" not in line


def calls_are_closed(saved: list[Effect]) -> None:
    rows: dict[tuple[type, str], Row] = last_rows(saved)
    every_row_is_closed({key: row for key, row in rows.items() if key[0] is not SeatSessionRow})


def each_call_is_told_in_order(worker: Worker) -> None:
    told = [event for event in worker.told if event.get("callNo")]
    for number, events in groupby(sorted(told, key=_call_no), _call_no):
        names = [event.name for event in events]
        assert names[0] in FIRST_WORDS, (number, names)
        assert [name for name in names if name in LAST_WORDS] == names[-1:], (number, names)


def _call_no(event: object) -> str:
    return str(event["callNo"])  # type: ignore[index]


def they_were_worth_it(outcomes: Counter[tuple[str, str]]) -> None:
    """Every command did something now and then; those that are only refused would prove nothing."""
    done = {name: outcomes[name, "ok"] for name in (*AGENTS_SAY, *SUPERVISORS_SAY)}
    assert min(done.values()) > 0, done
