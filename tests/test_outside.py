"""Every LookUp and every Fetch is answered once, whatever happens to who should know."""

from __future__ import annotations

import asyncio

import pytest

from callseat import outside
from callseat.domain.effects import Fetch, LookUp
from callseat.domain.inputs import Fetched, LookedUp
from callseat.fetch.fetcher import FetchSettings
from callseat.outside import Known, Outside
from callseat.store.errors import DatabaseLostError
from callseat.store.records import CallerStory


async def answers(known: Known, *effects: Fetch | LookUp) -> list[Fetched | LookedUp]:
    heard: asyncio.Queue[Fetched | LookedUp] = asyncio.Queue()
    house = Outside(FetchSettings(), lambda: 9, heard.put_nowait, known)
    for effect in effects:
        house.perform(effect)
    found = [await asyncio.wait_for(heard.get(), 5) for _ in effects]
    await house.stop()
    assert heard.empty()
    return found


async def test_a_caller_is_looked_up() -> None:
    async def known(number: str) -> CallerStory:
        return CallerStory("anna", 5, 2) if number == "139" else CallerStory("", 0, 0)

    found = await answers(known, LookUp("u1", "139"), LookUp("u2", ""))
    by_id = {one.id: one for one in found}
    assert by_id["u1"] == LookedUp(9, "u1", "anna", 5, 2)
    assert by_id["u2"] == LookedUp(9, "u2")


async def test_who_withholds_its_number_is_nobody() -> None:
    async def known(_number: str) -> CallerStory:
        raise AssertionError("asked about everybody")

    assert await answers(known, LookUp("u1", "")) == [LookedUp(9, "u1")]


async def test_without_a_database_the_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(_number: str) -> CallerStory:
        raise DatabaseLostError("gone")

    async def slow(_number: str) -> CallerStory:
        await asyncio.sleep(60)
        raise AssertionError

    monkeypatch.setattr(outside, "LOOK_UP_WITHIN", 0.05)
    assert await answers(lost, LookUp("u1", "1")) == [LookedUp(9, "u1", error="unreachable")]
    assert await answers(slow, LookUp("u1", "1")) == [LookedUp(9, "u1", error="timeout")]


async def test_no_host_is_allowed_at_first() -> None:
    async def known(_number: str) -> CallerStory:
        return CallerStory("", 0, 0)

    (found,) = await answers(known, Fetch("f1", "GET", "http://example.com/"))
    assert (found.id, found.error) == ("f1", "refused")
