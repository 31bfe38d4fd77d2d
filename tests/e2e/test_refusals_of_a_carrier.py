"""Every SIP status of the one table, answered by SIPp, and what the seat is told of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from callseat.client import Event
from callseat.domain import dial_result
from callseat.domain.dial_result import DialKind
from callseat.domain.status import Status
from callseat.store.directory.things import TrunkRecord
from tests.support.office import Business, Office
from tests.support.sipp import ADDRESS, Refusal, RefusingCarrier
from tests.support.worker import Worker

DESKS = 6
BUSINESS = Business((), (), (), {f"user{one}": () for one in range(DESKS)})
UNNAMED = (302, 399, 405, 420, 491, 499, 505, 599, 699)
"""Of these the table has only the class."""
STATUSES = tuple(sorted({*dial_result._SIP, *UNNAMED}))
WITH_REASON = ((480, 20), (486, 17), (500, 41), (503, 34), (404, 1), (603, 21), (502, 27), (500, 1))
"""A SIP status with the Q.850 cause of its Reason header: the status decides."""
REFUSALS = (*map(Refusal, STATUSES), *(Refusal(*one) for one in WITH_REASON))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def told(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, Event]]:
    """What the seats were told of each number; all are called by a few seats at once."""
    carrier = await RefusingCarrier.start(tmp_path_factory.mktemp("sipp"), REFUSALS)
    office = await Office.open(BUSINESS)
    try:
        await _use(office, carrier)
        numbers = [one.number for one in REFUSALS]
        workers = [await office.login(user) for user in BUSINESS.people]
        shares = [numbers[desk::DESKS] for desk in range(DESKS)]
        found = await asyncio.gather(*map(_call_all, workers, shares))
        yield {number: event for share in found for number, event in share.items()}
        await office.empty()
        await office.until_switch_is_empty()
        assert office.app.engine.bugs == 0
    finally:
        await office.close()
        await carrier.stop()


async def _use(office: Office, carrier: RefusingCarrier) -> None:
    """The carrier's line leads to SIPp, and the switch knows it."""
    trunk = TrunkRecord("city", ADDRESS, port=carrier.port)
    await office.app.store.directory.trunks.change(trunk)
    wanted = f"sip:{ADDRESS}:{carrier.port}"
    former = "sip:{}:{}".format(*office.city.trunk)

    async def known() -> bool:
        shown = await office.process.console("pjsip show aor trunk-city")
        return wanted in shown and former not in shown

    deadline = asyncio.get_running_loop().time() + 15
    while not await known():
        assert asyncio.get_running_loop().time() < deadline, f"{wanted} is not known"


async def _call_all(worker: Worker, numbers: list[str]) -> dict[str, Event]:
    return {number: await _call(worker, number) for number in numbers}


async def _call(worker: Worker, number: str) -> Event:
    """Call a number; the last word about it."""
    began = len(worker.told)
    await worker.call_out(number)
    await worker.expect("onDialing", callee=number)
    await worker.expect_status(Status.IDLE)
    about = [one for one in worker.told[began:] if one.get("callee") == number]
    return next(one for one in about if one.name in {"onDialFail", "onNoAnswer", "onDialSuccess"})


@pytest.mark.parametrize("refusal", REFUSALS, ids=str)
async def test_a_seat_is_told_what_the_table_says(told: dict[str, Event], refusal: Refusal) -> None:
    event = told[refusal.number]
    wanted = dial_result.dial_result(refusal.cause, refusal.status)
    if wanted.kind is DialKind.NO_ANSWER:
        assert event.name == "onNoAnswer"
        return
    assert (event.name, event["reason"]) == ("onDialFail", wanted.reason.value)
    assert event["sip"] == refusal.status
