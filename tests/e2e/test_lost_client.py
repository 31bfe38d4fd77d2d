"""An agent's program breaks away in the middle of a call; the call does not."""

from __future__ import annotations

import pytest

from callseat.client import Rejected, Status
from callseat.store.records import Filter
from tests.e2e.business import SALES
from tests.support.office import Office
from tests.support.proxy import cable_to


async def test_the_call_goes_on_and_the_agent_comes_back_to_it(office: Office) -> None:
    anna = await office.login("anna")
    customer = await office.call(SALES)
    ring = await anna.expect("onRing")
    await anna.answer_call()
    await anna.expect_status(Status.TALKING)
    await anna.lose_connection()
    await office.until(lambda: not office.app.engine.world.seats["anna"].connected)
    await customer.hears_exactly(anna.phone.call)
    await anna.phone.call.hears_exactly(customer)
    again = office.worker("anna")
    await again.open()
    success = await again.expect("onLoginSuccess")
    assert success["resumed"] is True
    await again.expect_status(Status.TALKING)
    await customer.hears_exactly(again.phone.call)
    with pytest.raises(Rejected, match="wrong_status"):
        await again.logout()
    await again.hang_up()
    end = await again.expect("onOffTalk", callNo=ring["callNo"])
    assert end["releasedBy"] == "seat"
    await customer.until_ended()
    await again.expect_status(Status.IDLE)
    await again.close()
    await office.app.store.writer.settled()
    sessions = await office.records.sessions(Filter(user="anna", limit=1))
    assert (sessions[0].cause, sessions[0].logout_at > 0) == ("logout", True)


async def test_a_cut_cable_costs_neither_the_call_nor_an_event(office: Office) -> None:
    bo = await office.login("bo")
    await bo.do_not_disturb()
    await bo.subscribe_client_status("1")
    await bo.expect("onWatch", seats=len(office.business.people))
    async with cable_to(office.app.wire.port) as cable:
        anna = office.worker("anna", f"ws://127.0.0.1:{cable.port}/ws")
        await anna.open()
        await anna.expect_status(Status.IDLE)
        customer = await office.call(SALES)
        await anna.expect("onRing")
        await anna.answer_call()
        await anna.expect_status(Status.TALKING)
        cable.unplug()
        await office.until(lambda: not office.app.engine.world.seats["anna"].connected)
        await customer.hears_exactly(anna.phone.call)
        await customer.hang_up()
        await office.until(lambda: not office.app.engine.world.seats["anna"].leg)
        cable.plugged = True
        await anna.expect("onOffTalk", releasedBy="customer")
        await anna.expect_status(Status.WORK)
        await anna.expect_status(Status.IDLE)
        assert [event.seq for event in anna.told] == list(range(1, len(anna.told) + 1))
        assert anna.names().count("onLoginSuccess") == 1
        for status in (Status.IDLE, Status.RINGING, Status.TALKING, Status.WORK, Status.IDLE):
            await bo.expect("onStatus", targetUserName="anna", status=str(int(status)))
        assert set(bo.watched) == set(office.business.people)
        await anna.close()


async def test_a_second_login_takes_over_in_the_call(office: Office) -> None:
    anna = await office.login("anna")
    customer = await office.call(SALES)
    await anna.expect("onRing")
    await anna.answer_call()
    await anna.expect_status(Status.TALKING)
    second = office.worker("anna")
    await second.open()
    assert (await second.expect("onLoginSuccess"))["resumed"] is True
    assert await anna.ended() == "taken_over"
    await customer.hears_exactly(second.phone.call)
    await customer.hang_up()
    await second.expect("onOffTalk")
    assert "onOffTalk" not in anna.names()
