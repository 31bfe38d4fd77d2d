"""The database is locked by another program while calls run: they go on, and nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.e2e.business import SALES
from tests.support.office import Office


@asynccontextmanager
async def locked(office: Office) -> AsyncIterator[None]:
    """Another program writes and does not come to an end."""
    file = office.settings.data / "callseat.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    try:
        # In a thread: the server of this loop may be writing, and must come to its commit.
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()


async def test_calls_go_on_while_the_database_is_locked(office: Office) -> None:
    anna = await office.login("anna")
    async with locked(office):
        customer = await office.call(SALES)
        ring = await anna.expect("onRing")
        await anna.answer_call()
        await customer.hears_exactly(anna.phone.call)
        await office.until(lambda: office.app.health()["store"] != "ok", 30)
        assert "locked" in office.app.health()["store"]
        await customer.hang_up()
        await anna.expect("onOffTalk", callNo=ring["callNo"])
        bo = await office.login("bo")  # reading goes on
        second = await office.call(SALES, "13900000002")
        await anna.do_not_disturb()
        await bo.expect("onRing", caller="13900000002")
        await second.hang_up()
        assert await office.records.contact(ring["contactId"]) is None
    await office.until(lambda: office.app.health()["store"] == "ok", 20)
    story = await office.story(ring["contactId"])
    assert (story.contact.outcome, story.parts[0].outcome) == ("answered", "answered")
    assert (story.visits[0].outcome, story.recordings[0].state) == ("answered", "done")
    assert (await office.story_of("13900000002")).contact.outcome == "abandoned"
    assert office.app.store.writer.status().dropped == 0
