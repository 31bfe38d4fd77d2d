"""Asterisk is killed while calls are up: it is said, books are closed, work goes on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import urllib.request
from typing import Any
from urllib.error import HTTPError

from callseat.client import Status
from tests.e2e.business import HOTLINE, QUICK, SALES, URGENT
from tests.support.office import Office, Opener
from tests.support.waiting import until
from tests.support.wave_file import read_wave
from tests.support.worker import Worker


async def health(office: Office) -> tuple[int, dict[str, str]]:
    """What /healthz answers: the status and the parts."""

    def get() -> tuple[int, Any]:
        address = f"http://127.0.0.1:{office.app.wire.port}/healthz"
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            return error.code, json.load(error)

    status, body = await asyncio.to_thread(get)
    return status, body["parts"]


async def kill_asterisk(office: Office) -> None:
    """Returns when the server has said that the switch is away, and then that it is back."""
    number = office.process.number
    assert number is not None

    async def away() -> bool:
        status, parts = await health(office)
        return status == 503 and parts["switch"] != "ok"

    async def back() -> bool:
        return (await health(office))[0] == 200 and office.process.number not in (None, number)

    os.kill(number, signal.SIGKILL)
    await until(away)
    await until(back, 30)


async def test_asterisk_is_killed_while_calls_are_up(open_office: Opener) -> None:
    office = await open_office(HOTLINE)
    anna, bo = await office.login("anna"), await office.login("bo")
    customer = await office.call(URGENT, "13900000001")
    talk = await anna.expect("onRing")
    await anna.answer_call()
    answer = await anna.expect("onAnswer")
    await customer.hears_exactly(anna.phone.call)
    await office.call(QUICK, "13900000002")
    offer = await bo.expect("onRing")
    await bo.answer_call()
    await bo.expect("onAnswer")
    await office.call(SALES, "13900000003")
    wait = await anna.expect("onQueue", callers="13900000003")

    await kill_asterisk(office)

    for worker, ring in ((anna, talk), (bo, offer)):
        end = await worker.expect("onOffTalk", callNo=ring["callNo"])
        assert (end["releasedBy"], end["cause"]) == ("system", "switch_lost")
        await worker.expect("onOnHook")
        await worker.expect_status(Status.UNREACHABLE)
        await worker.expect_status(Status.IDLE)
    await _books_are_closed(office, talk["contactId"], answer["fileName"])
    story = await office.story(wait["queued"][0]["contactId"])
    assert (story.contact.outcome, story.visits[0].outcome) == ("failed", "failed")
    await _work_goes_on(office, anna, bo)
    for worker in (anna, bo):
        assert worker.names().count("onOffTalk") == 2
        assert [event.seq for event in worker.told] == list(range(1, len(worker.told) + 1))
    assert office.app.engine.bugs == 0


async def _books_are_closed(office: Office, contact_id: str, file: str) -> None:
    """The broken talk; what was recorded until then can be listened to."""
    story = await office.story(contact_id)
    (part,), (recording,) = story.parts, story.recordings
    assert (story.contact.outcome, story.contact.cause) == ("answered", "switch_lost")
    assert (part.outcome, part.cause) == ("answered", "switch_lost")
    assert (recording.name, recording.state) == (file, "done")
    sound = read_wave(office.settings.data / "recordings" / file)
    assert 0 < sound.seconds < (part.ended_at - part.answered_at) / 1000


async def _work_goes_on(office: Office, *workers: Worker) -> None:
    for worker in workers:
        customer = await office.call(QUICK)
        await worker.expect("onRing")
        await worker.answer_call()
        await customer.hears_exactly(worker.phone.call)
        await worker.phone.call.hears_exactly(customer)
    for worker in workers:
        await worker.hang_up()
        await worker.expect("onOffTalk")
    await office.until_switch_is_empty()


async def test_a_call_that_rings_when_asterisk_is_killed(open_office: Opener) -> None:
    office = await open_office(HOTLINE)
    anna = await office.login("anna")
    await office.call(SALES)
    ring = await anna.expect("onRing")
    await kill_asterisk(office)
    await anna.expect("onRingEnd", callNo=ring["callNo"])
    await anna.expect_status(Status.IDLE)
    assert not {"onOffTalk", "onAnswer"} & {*anna.names()}
    story = await office.story(ring["contactId"])
    assert (story.contact.outcome, story.contact.cause) == ("failed", "switch_lost")
    await _work_goes_on(office, anna)
