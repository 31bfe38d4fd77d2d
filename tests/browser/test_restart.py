"""The server is killed in a call, and comes back: page and telephone go on by themselves."""

from __future__ import annotations

from callseat.city import Leg
from callseat.config import ServerSettings
from callseat.domain.status import Status
from tests.browser.conftest import Sit
from tests.e2e.business import HOTLINE, SALES
from tests.support.asterisk import free_port
from tests.support.site import Site
from tests.support.worker import PASSWORD

CALLER = "13912345678"


async def test_a_call_outlives_the_server(sit: Sit) -> None:
    site = await Site.open(HOTLINE, server=ServerSettings(port=free_port()))
    try:
        desk = await sit(site.address, "anna")
        await desk.log_in(PASSWORD)
        await desk.status(Status.IDLE)
        customer: Leg = await site.city.call(SALES, CALLER)
        old = (await desk.told("onRing"))["callNo"]
        await desk.give("answerCall")
        await desk.hears(customer)
        await site.server.kill()
        await desk.until("!seat.connected")
        await desk.hears(customer)
        await customer.hears_exactly(desk)
        await site.start_server()
        await desk.until("seat.connected", 30)
        # The new server knows no talks: it lets the caller call anew.
        ring = await desk.until(f"told.find((e) => e.name === 'onRing' && e.callNo !== '{old}')")
        assert ring["caller"] == CALLER
        await desk.until("seat.phone.call === 'ringing'")
        await desk.give("answerCall")
        await desk.status(Status.TALKING)
        await desk.hears(customer)
        await customer.hears_exactly(desk)
        await desk.give("hangUp")
        await customer.until("ended")
        await desk.until("seat.phone.call === 'none'")
        desk.complaints.clear()  # connections that failed while there was no server
        await desk.give("logout")
        await desk.until("ends.includes('logout')")
    finally:
        await site.close()
