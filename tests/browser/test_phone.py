"""The telephone in the browser, on a real switch: who hears whom, and what it survives."""

from __future__ import annotations

import time
from contextlib import suppress

from callseat.city import Leg, RegistrationError
from callseat.domain.status import Status
from tests.browser.conftest import Sit
from tests.browser.desk import Desk
from tests.e2e.business import SALES
from tests.support.office import Office
from tests.support.waiting import until
from tests.support.worker import PASSWORD

CALLER = "13912345678"


async def _ringing(office: Office, desk: Desk) -> Leg:
    """The seat is logged in with a telephone, and a customer's call rings at it."""
    await desk.log_in(PASSWORD)
    assert (await desk.ask("seat.phone"))["problem"] == ""
    await desk.status(Status.IDLE)
    customer = await office.call(SALES, CALLER)
    ring = await desk.told("onRing")
    assert (ring["caller"], ring["callee"]) == (CALLER, SALES)
    await desk.until("seat.phone.call === 'ringing'")
    return customer


async def _talk(office: Office, desk: Desk) -> Leg:
    customer = await _ringing(office, desk)
    await desk.give("answerCall")
    await desk.status(Status.TALKING)
    await customer.hears_exactly(desk)
    await desk.hears(customer)
    return customer


async def test_customer_and_seat_hear_each_other_and_hold_parts_them(
    office: Office, sit: Sit
) -> None:
    desk = await sit(office.app.address, "anna")
    customer = await _talk(office, desk)
    quality = await desk.until("seat.quality()")
    assert quality["codec"] in ("PCMA", "PCMU")
    assert quality["mos"] > 4
    await desk.give("requestHold")
    await desk.status(Status.HOLDING)
    await customer.hears_exactly(music=True)
    await desk.hears_nothing_of(customer)
    await desk.give("fetchHold")
    await desk.status(Status.TALKING)
    await customer.hears_exactly(desk)
    await desk.hears(customer)
    await customer.hang_up()
    assert (await desk.told("onOffTalk"))["releasedBy"] == "customer"
    await desk.until("seat.phone.call === 'none'")


async def test_a_call_that_the_seat_makes_is_answered_by_itself(office: Office, sit: Sit) -> None:
    desk = await sit(office.app.address, "anna")
    await desk.log_in(PASSWORD)
    await desk.status(Status.IDLE)
    bo = await office.login("bo")
    await desk.give("callSeat", office.extension("bo"))
    await bo.expect("onRing")
    await bo.answer_call()
    await bo.expect_status(Status.TALKING)
    await desk.hears(bo.phone.call)
    await bo.phone.call.hears_exactly(desk)
    await desk.give("hangUp")
    await desk.until("seat.phone.call === 'none'")


async def test_a_page_loaded_anew_goes_on_with_the_call(office: Office, sit: Sit) -> None:
    desk = await sit(office.app.address, "anna")
    customer = await _talk(office, desk)
    ring = await desk.told("onRing")
    for _ in range(2):
        await desk.load()
        began = time.monotonic()
        await desk.log_in(PASSWORD)
        await desk.hears(customer)
        back = time.monotonic() - began
        await customer.hears_exactly(desk)
        assert await desk.ask("seat.status") == Status.TALKING
        assert (await desk.told("onRing"))["callNo"] == ring["callNo"]
        assert back < 2, f"the call was back after {back:.1f} s"
        print(f"back after {back:.2f} s")
    await desk.give("hangUp")
    await customer.until("ended")
    await desk.until("seat.phone.call === 'none'")


async def test_two_tabs_share_one_login_and_one_telephone(office: Office, sit: Sit) -> None:
    first = await sit(office.app.address, "anna")
    customer = await _ringing(office, first)
    second = await sit(office.app.address, "anna", beside=first)
    await second.log_in(PASSWORD)
    assert await first.ask("seat.leads")
    assert not await second.ask("seat.leads")
    assert (await second.told("onRing"))["caller"] == CALLER
    await second.give("answerCall")
    await second.status(Status.TALKING)
    await customer.hears_exactly(first)
    assert (await second.until("seat.quality()"))["mos"] > 4
    await second.ask("seat.retryPhone()")
    refusal = await second.ask("seat.refuse().catch((error) => error.reason)")
    assert refusal == "not_ringing"
    await first.page.close()
    await second.until("seat.leads")
    await second.hears(customer)
    await customer.hears_exactly(second)
    await second.give("hangUp")
    await customer.until("ended")


async def test_a_microphone_that_is_refused_is_told_and_no_call_comes(
    office: Office, sit: Sit
) -> None:
    desk = await sit(office.app.address, "anna", microphone=False)
    await desk.log_in(PASSWORD)
    assert (await desk.ask("seat.phone"))["problem"] == "microphone_refused"
    words = await desk.ask("Callseat.describe(seat.phone.problem, 'en')")
    assert "microphone is not allowed" in words
    assert (await desk.ask("seat.phone"))["line"] == "off"


async def test_a_wrong_password_is_told_by_its_reason(office: Office, sit: Sit) -> None:
    desk = await sit(office.app.address, "anna")
    reason = await desk.ask(
        "new Callseat.Seat({user: 'anna', password: 'wrong'}).open().catch((e) => e.reason)"
    )
    assert reason == "wrong_credentials"
    assert ["401" in one for one in desk.complaints] == [True]
    desk.complaints.clear()


async def test_after_the_login_the_extension_is_the_desk_phones_again(
    office: Office, sit: Sit
) -> None:
    desk = await sit(office.app.address, "anna")
    customer = await _talk(office, desk)
    await desk.give("hangUp")
    await customer.until("ended")
    await desk.status(Status.IDLE)
    await desk.give("logout")
    await desk.until("ends.includes('logout')")
    secrets = {one.extension: one.secret for one in await office.app.store.directory.phones()}

    async def registered() -> bool:
        """Once the switch has been told."""
        with suppress(RegistrationError):
            return (await office.city.phone("1001", secrets["1001"])).registered
        return False

    await until(registered)
    anna = await office.login("anna")
    talk = await office.talk(anna, SALES, CALLER)
    await talk.customer.hang_up()
    await anna.expect("onOffTalk")
