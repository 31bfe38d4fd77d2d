"""The main job: a customer's call reaches a seat, is heard, recorded, ended and remembered."""

from __future__ import annotations

from itertools import pairwise

import pytest

from callseat.domain.status import Status
from callseat.store.records import Filter
from tests.e2e.business import SALES, WRAP_UP
from tests.support.office import Office
from tests.support.wave_file import holds_only, read_wave
from tests.support.worker import Worker

CALLER = "13912345678"


async def test_a_call_from_the_first_prompt_to_the_records(office: Office) -> None:
    anna = await office.login("anna")
    await anna.do_not_disturb()
    customer = await office.call(SALES, CALLER)
    await customer.until("answered")
    await customer.hears_exactly(music=True)  # the prompt
    assert "onQueue" not in anna.names()
    queued = await anna.expect("onQueue", callers=CALLER)
    await customer.hears_exactly(music=True)  # the line
    await anna.ready()
    ring = await anna.expect("onRing", iCallType="0", caller=CALLER, callee=SALES)
    assert ring["project_no"] == "P1"
    assert ring["contactId"] == queued["queued"][0]["contactId"]
    await anna.answer_call()
    answer = await anna.expect("onAnswer", callNo=ring["callNo"], caller=CALLER, callee=SALES)
    await anna.expect_status(Status.TALKING)
    desk = anna.phone.call
    await customer.hears_exactly(desk)
    await desk.hears_exactly(customer)
    await customer.hang_up()
    end = await anna.expect("onOffTalk", callNo=ring["callNo"], endDirection="0")
    assert (end["releasedBy"], end["cause"]) == ("customer", "normal")
    work = await anna.expect_status(Status.WORK)
    idle = await anna.expect_status(Status.IDLE)
    assert idle["since"] - work["since"] == pytest.approx(WRAP_UP * 1000, abs=200)
    assert_order(anna, ring["callNo"])
    await _records(office, anna, ring["contactId"], answer["fileName"])
    await _recording(office, ring["contactId"], (customer.tone, desk.tone))
    await _books(office, anna)


def assert_order(anna: Worker, call_no: str) -> None:
    """Of one call: first onRing, last onOffTalk; the phone's hook around the talk."""
    assert anna.names(call_no) == ["onRing", "onAnswer", "onOffTalk"]
    told = [name for name in anna.names() if name != "onStatus"]
    assert told == [
        "onLoginSuccess", "onQueue", "onRing", "onQueueOff", "onOffHook", "onAnswer",
        "onOffTalk", "onOnHook",
    ]  # fmt: skip
    assert [event.seq for event in anna.told] == list(range(1, len(anna.told) + 1))


async def _records(office: Office, anna: Worker, contact_id: str, file: str) -> None:
    story = await office.story(contact_id)
    contact, (part,), (visit,) = story.contact, story.parts, story.visits
    assert (contact.caller, contact.callee, contact.project) == (CALLER, SALES, "P1")
    assert (contact.outcome, contact.released_by, contact.cause) == (
        "answered",
        "customer",
        "normal",
    )
    assert contact.recording == file
    assert contact.arrived_at <= visit.joined_at <= part.offered_at <= part.answered_at
    assert (part.user, part.extension, part.queue) == ("anna", anna.phone.extension, "sales")
    assert (part.outcome, part.end_direction) == ("answered", "0")
    assert part.ended_at == contact.ended_at
    assert (visit.queue, visit.outcome, visit.user) == ("sales", "answered", "anna")
    assert visit.left_at == part.answered_at


async def _recording(office: Office, contact_id: str, tones: tuple[int, int]) -> None:
    story = await office.story(contact_id)
    (recording,), (part,) = story.recordings, story.parts
    assert (recording.state, recording.name) == ("done", story.contact.recording)
    sound = read_wave(office.settings.data / "recordings" / recording.name)
    talk = (part.ended_at - part.answered_at) / 1000
    assert sound.seconds == pytest.approx(talk, abs=0.3)
    assert recording.duration_ms / 1000 == pytest.approx(sound.seconds, abs=0.01)
    customer, seat = tones
    assert holds_only(sound.left, customer, (seat,))
    assert holds_only(sound.right, seat, (customer,))


async def _books(office: Office, anna: Worker) -> None:
    """Every millisecond of the session is in exactly one interval."""
    await anna.close()
    await office.app.store.writer.settled()
    (session,) = await office.records.sessions(Filter(user="anna", limit=1))
    assert session.cause == "logout"
    intervals = sorted(
        (one for one in await office.records.intervals(Filter(user="anna"))
         if one.session_id == session.session_id),
        key=lambda one: (one.began_at, one.ended_at),
    )  # fmt: skip
    assert [Status(one.status) for one in intervals] == [
        Status.IDLE, Status.BUSY, Status.IDLE, Status.RINGING, Status.TALKING, Status.WORK,
        Status.IDLE,
    ]  # fmt: skip
    assert intervals[0].began_at == session.login_at
    assert intervals[-1].ended_at == session.logout_at
    for one, following in pairwise(intervals):
        assert one.ended_at == following.began_at
