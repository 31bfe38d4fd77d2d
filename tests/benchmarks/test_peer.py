"""The peer that plays Asterisk drives real calls through the whole server."""

from __future__ import annotations

from collections import Counter

import pytest
from benchmarks.latency import Echo
from benchmarks.seats import Load, conclude, measure
from benchmarks.start import storms
from benchmarks.status_feed import Load as Watching
from benchmarks.status_feed import Watched, seated
from benchmarks.subject import running
from benchmarks.traffic import floor

from benchmarks import fanout

LOAD = Load(seats=50, rate=10, seconds=2, talk=0.3)


@pytest.mark.real
async def test_calls_of_the_peer_are_rung_answered_and_ended_at_their_seats():
    async with floor(LOAD.seats, LOAD.talk) as where:
        reading = await measure(where, LOAD)
        found = {one.what: one.measured for one in conclude(where, LOAD, reading)}
        delays = where.traffic.delays
        assert found["calls processed of those offered"] == 1
        assert len(delays.rang) >= len(reading.calls) > 0
        assert min(delays.every) > 0
        assert (reading.bugs, where.peer.refused) == (0, Counter())
        assert not where.peer.channels
        assert not where.peer.bridges


async def test_a_thin_client_sees_a_change_and_comes_back_without_a_gap():
    watched = Watched()
    async with seated(Watching(seats=2, watchers=1, rate=0, seconds=0), watched) as at_work:
        server, (board, seat, other), _ = at_work
        await watched.watch(board)
        board.cut()
        await seat.ask("doNotDisturb")
        assert await board.come_back(server.address)
        await other.ask("logout")
        assert board.gaps == 0
        assert board.seq > 3


async def test_all_who_watch_read_of_a_change_as_all_in_the_bare_crowd_read_a_text():
    for reading in (await fanout.bare(5), await fanout.ours(5)):
        assert reading.taken > 0
        assert reading.cpu > 0


async def test_the_bare_server_echoes():
    echo = Echo()
    async with running("bare_server") as bare:
        await echo.connect(bare, 3)
        reading = await echo.read(rate=50, seconds=0.5)
        echo.close()
    assert min(reading.delays) > 0


async def test_all_come_back_after_a_storm():
    (storm,) = await storms(clients=20, rounds=1)
    assert (storm.refused, storm.anew, storm.gaps) == (0, 0, 0)
    assert storm.taken > 0
