"""One recording a contact, whatever becomes of it: as long as the talk, and true in every segment.

The shapes are played at once, as many as there are casts; each test waits for its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.e2e.shapes import SHAPES, Shape
from tests.support.cast import BUSINESS, CASTS, Cast, allow_own_numbers
from tests.support.office import Office

Plays = dict[str, "asyncio.Task[None]"]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def plays(request: pytest.FixtureRequest) -> AsyncIterator[Plays]:
    """The shapes that were asked for, under way."""
    asked = {item.name for item in request.session.items if item.path == request.path}
    wanted = [one for one in SHAPES if f"{test_a_recording_is_true.__name__}[{name(one)}]" in asked]
    office = await Office.open(BUSINESS)
    await allow_own_numbers(office)
    free: asyncio.Queue[int] = asyncio.Queue()
    for cast in range(CASTS):
        free.put_nowait(cast)
    tasks = {
        name(one): asyncio.create_task(_play(office, free, turn, one))
        for turn, one in enumerate(wanted)
    }
    yield tasks
    for task in tasks.values():
        task.cancel()
    await asyncio.gather(*tasks.values(), return_exceptions=True)
    try:
        await office.empty()
        await office.until_switch_is_empty()
        assert office.app.engine.bugs == 0
        assert not office.app.engine.world.recordings
    finally:
        await office.close()


async def _play(office: Office, free: asyncio.Queue[int], turn: int, shape: Shape) -> None:
    cast = await free.get()
    it = Cast(office, cast, turn)
    try:
        await shape(it)
    finally:
        await it.leave()
        free.put_nowait(cast)


def name(shape: Shape) -> str:
    return shape.__name__.strip("_").replace("_", " ")  # type: ignore[attr-defined]


@pytest.mark.parametrize("shape", SHAPES, ids=name)
async def test_a_recording_is_true(plays: Plays, shape: Shape) -> None:
    await plays[name(shape)]
