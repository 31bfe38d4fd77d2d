"""The server as a process: killed in a call and started again, and told to stop in a call."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from callseat.city import Leg
from callseat.client import CannotConnect, Event, Rejected, Status
from callseat.store.promises import call_backs_owed
from callseat.store.records import Filter
from tests.e2e.business import HOTLINE, OWED, QUICK, URGENT
from tests.support.site import Site
from tests.support.waiting import until
from tests.support.worker import Worker

FIRST, SECOND = "13900000001", "13900000002"


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[Site]:
    site = await Site.open(HOTLINE)
    yield site
    await site.close()


async def talk(site: Site) -> tuple[Worker, Leg, Event]:
    """Anna talks with the first customer."""
    anna = site.worker("anna")
    await anna.open()
    await anna.expect_status(Status.IDLE)
    customer = await site.city.call(URGENT, FIRST)
    ring = await anna.expect("onRing")
    await anna.answer_call()
    await anna.expect("onAnswer")
    await customer.hears_exactly(anna.phone.call)
    return anna, customer, ring


async def test_a_killed_server_finds_its_callers_again(site: Site) -> None:
    """The talk goes on without a server; the new one knows no talks and lets the callers call anew.

    Asterisk is taken over as it runs. The seat's leg of the old talk is hung up, the customers,
    those who talked too, enter the flow of their number again.
    """
    anna, talking, old = await talk(site)
    waiting = await site.city.call(QUICK, SECOND)
    await anna.expect("onQueue", callers=SECOND)
    await waiting.hears_exactly(music=True)
    asterisk, desk = site.asterisk, anna.phone.call
    await anna.lose_connection()
    await site.server.kill()
    await talking.hears_exactly(desk)
    await desk.hears_exactly(talking)
    await waiting.hears_exactly(music=True)

    await site.start_server()
    assert asterisk is not None
    assert site.asterisk == asterisk
    await desk.until_ended(15)
    assert (talking.ending, waiting.ending) == (None, None)
    again = site.worker("anna")
    await again.open()
    assert (await again.expect("onLoginSuccess"))["resumed"] is False
    for caller, customer in ((FIRST, talking), (SECOND, waiting)):
        ring = await again.expect("onRing", caller=caller)
        assert ring["callNo"] != old["callNo"]
        await again.answer_call()
        await customer.hears_exactly(again.phone.call)
        await again.phone.call.hears_exactly(customer)
        await again.hang_up()
        await again.expect("onOffTalk", callNo=ring["callNo"])
        await customer.until_ended()
    await again.close()


async def test_records_of_a_killed_server_are_closed_by_the_next(site: Site) -> None:
    anna, _, ring = await talk(site)
    await anna.lose_connection()
    await site.server.kill()
    await site.start_server()
    story = await site.records.contact(ring["contactId"])
    assert story is not None
    (part,), (recording,) = story.parts, story.recordings
    assert (story.contact.cause, part.cause, recording.state) == (
        "server_lost",
        "server_lost",
        "failed",
    )
    assert story.contact.arrived_at <= part.answered_at <= part.ended_at <= story.contact.ended_at
    (session,) = await site.records.sessions(Filter(user="anna"))
    assert session.cause == "server_lost"
    await _books_balance(site)


async def test_a_killed_server_s_promise_to_call_back_is_kept_by_the_next(site: Site) -> None:
    anna = site.worker("anna")
    await anna.open()
    await anna.do_not_disturb()
    customer = await site.city.call(OWED, FIRST)
    promised = (await anna.expect("onQueue", callers=FIRST))["queued"][0]["contactId"]
    await customer.hears_exactly(music=True)
    await customer.press("1")
    await customer.until_ended()

    async def written() -> bool:
        return bool((await call_backs_owed(site.database, 0)).promises)

    await until(written, 5)
    await anna.lose_connection()
    await site.server.kill()

    await site.start_server()
    again = site.worker("anna")
    await again.open()
    ring = await again.expect("onRing", caller=FIRST)
    assert ring["contactId"] == promised
    await again.answer_call()
    called = await site.city.receives(FIRST, within=15)
    assert called.caller == OWED
    await called.hears_exactly(again.phone.call)
    await again.phone.call.hears_exactly(called)
    await called.hang_up()
    await again.expect("onOffTalk", callNo=ring["callNo"])
    await again.close()


async def test_an_orderly_stop_lets_the_call_end(site: Site) -> None:
    anna, customer, ring = await talk(site)
    site.server.send(signal.SIGTERM)
    await site.server.says("stopping")
    late = await site.city.call(QUICK, SECOND)
    ending = await late.until_ended()
    assert (ending.status, late.at("answered")) == (503, None)
    bo = site.worker("bo")
    with pytest.raises((Rejected, CannotConnect)):
        await bo.open()
    await customer.hears_exactly(anna.phone.call)
    await anna.phone.call.hears_exactly(customer)
    await customer.hang_up()
    await anna.expect("onOffTalk", callNo=ring["callNo"], endDirection="0")
    assert await site.server.ended() == 0
    assert "Traceback" not in site.server.output
    await _all_is_closed(site, ring["contactId"], "normal")


async def test_a_second_signal_ends_the_call_at_once(site: Site) -> None:
    anna, customer, ring = await talk(site)
    site.server.send(signal.SIGTERM)
    await site.server.says("stopping")
    site.server.send(signal.SIGTERM)
    end = await anna.expect("onOffTalk", callNo=ring["callNo"])
    assert (end["releasedBy"], end["cause"]) == ("system", "shutdown")
    await anna.expect("onSessionEnd", cause="shutdown")
    await customer.until_ended()
    assert await site.server.ended() == 0
    assert "Traceback" not in site.server.output
    await _all_is_closed(site, ring["contactId"], "shutdown")


async def _all_is_closed(site: Site, contact_id: str, cause: str) -> None:
    """Nothing runs, nothing is open in the records, the recording is complete."""
    assert site.asterisk is None
    story = await site.records.contact(contact_id)
    assert story is not None
    assert (story.contact.outcome, story.contact.cause) == ("answered", cause)
    (part,), (recording,) = story.parts, story.recordings
    assert (part.ended_at, part.cause) == (story.contact.ended_at, cause)
    assert recording.state == "done"
    assert (site.settings.data / "recordings" / recording.name).is_file()
    await _books_balance(site)


async def _books_balance(site: Site) -> None:
    """All of the session is in status intervals."""
    (session,) = await site.records.sessions(Filter(user="anna"))
    intervals = await site.records.intervals(Filter(user="anna"))
    spent = sum(one.ended_at - one.began_at for one in intervals)
    assert spent == session.logout_at - session.login_at
