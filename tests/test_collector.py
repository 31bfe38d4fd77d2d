"""What the collector sets aside, and when it looks at it again."""

from __future__ import annotations

import asyncio
import gc
import weakref
from contextlib import suppress

import pytest

from callseat import collector
from callseat.collector import Collector


class Knot:
    """Refers to itself: nothing frees it but a collection."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed():
    yield
    gc.unfreeze()


def run_until(condition, idle: bool) -> bool:
    """Let it work for a while; whether the condition came true."""

    async def work() -> bool:
        task = asyncio.create_task(Collector(lambda: idle).run())
        with suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                while not condition():
                    await asyncio.sleep(0)
        task.cancel()
        return bool(condition())

    return asyncio.run(work())


def test_what_has_lived_for_a_moment_is_looked_at_again_only_in_an_idle_moment(monkeypatch):
    monkeypatch.setattr(collector, "EVERY", 0.001)
    monkeypatch.setattr(collector, "WHOLE_EVERY", 0.0)
    knot = Knot()
    trace = weakref.ref(knot)
    Collector(lambda: False)
    del knot
    assert not run_until(lambda: trace() is None, idle=False)
    assert run_until(lambda: trace() is None, idle=True)


def test_a_centre_that_is_never_idle_is_looked_at_once_a_day(monkeypatch):
    monkeypatch.setattr(collector, "EVERY", 0.001)
    monkeypatch.setattr(collector, "WHOLE_AT_LATEST", 0.0)
    knot = Knot()
    trace = weakref.ref(knot)
    Collector(lambda: False)
    del knot
    assert run_until(lambda: trace() is None, idle=False)


def test_what_is_new_is_collected_while_calls_are_up(monkeypatch):
    monkeypatch.setattr(collector, "EVERY", 0.001)
    gc.disable()
    try:
        trace = weakref.ref(Knot())
        assert run_until(lambda: trace() is None, idle=False)
    finally:
        gc.enable()
