"""Two seats and a supervisor, each in a browser with a voice of its own: who hears whom."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio
from playwright.async_api import expect

from callseat.city import Leg
from callseat.domain.status import Status
from tests.browser.conftest import Microphone, Sit
from tests.browser.desk import Desk
from tests.browser.screen import Screen
from tests.e2e.business import SALES
from tests.support.office import Office
from tests.support.worker import PASSWORD

CALLER = "13912345678"


@dataclass
class Room:
    """`anna` talks with the customer; `bo` is idle."""

    anna: Desk
    bo: Desk
    customer: Leg


@pytest_asyncio.fixture(loop_scope="session")
async def room(
    office: Office, sit: Sit, others: tuple[Microphone, Microphone]
) -> AsyncIterator[Room]:
    anna = await sit(office.app.address, "anna")
    await anna.log_in(PASSWORD)
    await anna.status(Status.IDLE)
    customer = await office.call(SALES, CALLER)
    await anna.told("onRing")
    bo = await sit(office.app.address, "bo", at=others[0])
    await bo.log_in(PASSWORD)
    await bo.status(Status.IDLE)
    await anna.give("answerCall")
    await anna.status(Status.TALKING)
    yield Room(anna, bo, customer)
    if customer.ending is None:
        await customer.hang_up()
    for desk in (anna, bo):
        await desk.ask("seat.hangUp().catch(() => 'it is over')")
        await desk.until("seat.phone.call === 'none'")


async def test_consultation_then_transfer(office: Office, room: Room) -> None:
    anna, bo, customer = room.anna, room.bo, room.customer
    await anna.hears_exactly(customer)
    await customer.hears_exactly(anna)
    await anna.give("requestHold")
    await anna.give("callSeat", office.extension("bo"))
    await bo.told("onRing")
    await bo.give("answerCall")
    await bo.hears_exactly(anna)
    await anna.hears_exactly(bo)
    await customer.hears_exactly(music=True)
    await anna.give("turnSlic", office.extension("bo"))
    await customer.hears_exactly(bo)
    await bo.hears_exactly(customer)
    await anna.until("seat.phone.call === 'none'")


async def test_transfer_at_once(office: Office, room: Room) -> None:
    await room.anna.give("turnSlic", office.extension("bo"))
    await room.bo.told("onRing")
    await room.bo.give("answerCall")
    await room.customer.hears_exactly(room.bo)
    await room.bo.hears_exactly(room.customer)


async def test_conference(office: Office, room: Room) -> None:
    anna, bo, customer = room.anna, room.bo, room.customer
    await anna.give("requestSlic", office.extension("bo"))
    await bo.told("onRing")
    await bo.give("answerCall")
    await customer.hears_exactly(anna, bo)
    await anna.hears_exactly(customer, bo)
    await bo.hears_exactly(customer, anna)
    await customer.hang_up()
    await anna.hears_exactly(bo)


async def test_a_supervisor_in_a_third_browser(
    office: Office, room: Room, others: tuple[Microphone, Microphone]
) -> None:
    anna, customer = room.anna, room.customer
    screen = await Screen.open(others[1].browser, office.app.address)
    chief = Desk(screen.page, screen.server, "zoe", others[1].tone, screen.complaints)
    await screen.with_ears()
    await screen.log_in("zoe", PASSWORD)
    await chief.page.wait_for_url("**/wall")
    await chief.page.get_by_label("Telephone in this browser").check()
    await chief.page.locator('[data-user="anna"]').click()
    listen = chief.page.locator("[data-act=listenSlic]")
    await expect(listen).to_have_attribute("aria-disabled", "false", timeout=15_000)
    await listen.click()
    await chief.hears_exactly(anna, customer)
    await customer.hears_exactly(anna)
    await anna.hears_exactly(customer)
    await chief.page.locator("[data-act=whisperSlic]").click()
    await anna.hears_exactly(customer, chief)
    await customer.hears_exactly(anna)
    await chief.page.locator("[data-act=insertSlic]").click()
    await customer.hears_exactly(anna, chief)
    await anna.hears_exactly(customer, chief)
    await chief.hears_exactly(anna, customer)
    await chief.page.locator("[data-act=requestIntercept]").click()
    await customer.hears_exactly(chief)
    await chief.hears_exactly(customer)
    await anna.until("seat.phone.call === 'none'")
    await chief.page.locator("[data-act=hangUp]").click()
    await customer.until("ended")
    await chief.page.locator(".top-bar button").last.click()
    await chief.page.wait_for_url("**/")
    await screen.close()
