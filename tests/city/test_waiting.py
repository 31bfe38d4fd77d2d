"""Waiting ends with the change, or says in time what did not happen."""

from __future__ import annotations

import asyncio

import pytest

from callseat.city.waiting import Changes, TooLateError


async def test_a_condition_that_holds_is_not_waited_for() -> None:
    await Changes().until(lambda: True, 0.0, "nothing")


async def test_everybody_is_told_of_the_change() -> None:
    changes, facts = Changes(), set[str]()
    waiting = [
        asyncio.create_task(changes.until(lambda: "second" in facts, 5.0, "second"))
        for _ in range(3)
    ]
    for fact in ("first", "second"):
        await asyncio.sleep(0)
        assert not any(one.done() for one in waiting)
        facts.add(fact)
        changes.tell()
    await asyncio.gather(*waiting)


async def test_what_does_not_happen_is_named() -> None:
    with pytest.raises(TooLateError, match="the bell"):
        await Changes().until(lambda: False, 0.01, "the bell")
