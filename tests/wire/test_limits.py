"""Bounds: the rate of requests, and what operators can set."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from callseat.app import _wire_settings
from callseat.config import ClientsSettings, Settings, SwitchSettings
from callseat.wire.limits import Bucket
from callseat.wire.settings import WireSettings


@given(st.lists(st.floats(0, 2), max_size=200))
def test_no_stretch_of_time_gets_more_than_the_burst_and_the_rate(waits: list[float]) -> None:
    rate, burst = 5.0, 3
    bucket = Bucket(rate, burst, 0.0)
    now, taken = 0.0, []
    for wait in waits:
        now += wait
        if bucket.take(now):
            taken.append(now)
    for first, begin in enumerate(taken):
        for last in range(first, len(taken)):
            assert last - first + 1 <= burst + rate * (taken[last] - begin) + 1e-6


def test_operators_set_the_limits_and_find_the_defaults_in_the_settings() -> None:
    assert _wire_settings(Settings(switch=SwitchSettings(kind="simulated"))) == WireSettings()
    assert _wire_settings(Settings()).sip_address == "ws://127.0.0.1:8088/ws"
    clients = ClientsSettings(lobby_limit=7, lobby_limit_per_address=3, outbox_limit=100_000)
    found = _wire_settings(Settings(clients=clients))
    assert (found.lobby_limit, found.lobby_limit_per_address, found.outbox_limit) == (7, 3, 100_000)
