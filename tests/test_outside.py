"""Every ask is answered once, whatever happens to who should know."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from callseat import outside
from callseat.domain.asks import (
    BookAttempt,
    CountAnswers,
    Fetch,
    FetchLeads,
    LookUp,
    OutsideEffect,
)
from callseat.domain.inputs import (
    AnswersCounted,
    AttemptBooked,
    LeadsFetched,
    LookedUp,
    Told,
)
from callseat.fetch.fetcher import FetchSettings
from callseat.outside import Known, Outside
from callseat.store.errors import DatabaseLostError
from callseat.store.records import CallerStory


class Dialling:
    """A store of leads that answers what it is told to."""

    def __init__(self, answer: Any = None) -> None:
        self.answer = answer
        self.undone: list[str] = []

    async def fetch(self, _ask: FetchLeads, _now: int) -> Any:
        return await self.answer()

    book = count = fetch

    async def unbook(self, attempt: str, _now: int) -> None:
        self.undone.append(attempt)

    async def give_back(self, fetch: str) -> None:
        self.undone.append(fetch)


async def nobody(_number: str) -> CallerStory:
    return CallerStory("", 0, 0)


async def answers(known: Known, *effects: OutsideEffect, dialling: Any = None) -> list[Told]:
    heard: asyncio.Queue[Told] = asyncio.Queue()
    house = Outside(FetchSettings(), lambda: 9, heard.put_nowait, known, dialling or Dialling())
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


FETCH = FetchLeads("f", "spring", 5)
BOOK = BookAttempt("x", "spring", "a", "1", "2026-11-23", 3)
COUNT = CountAnswers("c", "spring")


async def test_leads_bookings_and_counts_come_as_the_store_says_them() -> None:
    for ask, told in (
        (FETCH, LeadsFetched(9, "f", "spring", next_due=7, left=1)),
        (BOOK, AttemptBooked(9, "x", "do_not_call")),
        (COUNT, AnswersCounted(9, "c", "spring", (("2026-11-23", 3, 1),))),
    ):

        async def answer(told: Told = told) -> Told:
            return told

        assert await answers(nobody, ask, dialling=Dialling(answer)) == [told]


@pytest.mark.parametrize("slow", [False, True])
async def test_without_a_store_leads_are_unreachable_and_nothing_stays_half_done(
    monkeypatch: pytest.MonkeyPatch, slow: bool
) -> None:
    async def lost() -> None:
        if slow:
            await asyncio.sleep(60)
        raise DatabaseLostError("gone")

    monkeypatch.setattr(outside, "LEADS_WITHIN", 0.05)
    dialling = Dialling(lost)
    found = await answers(nobody, FETCH, BOOK, COUNT, dialling=dialling)
    by_id = {one.id: one for one in found}
    assert by_id["f"] == LeadsFetched(9, "f", "spring", error="unreachable")
    assert by_id["x"] == AttemptBooked(9, "x", "unreachable")
    assert by_id["c"] == AnswersCounted(9, "c", "spring", error="unreachable")
    assert sorted(dialling.undone) == ["f", "x"]
