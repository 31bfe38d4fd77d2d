"""Hold, consultation, transfer, conference, supervision and calls to the outside, by ears."""

from __future__ import annotations

import asyncio

import pytest

from callseat.city import Leg
from callseat.city.manner import ABSENT, ANNOUNCES, ANSWERS, BUSY, RINGS, UNKNOWN
from callseat.client import Rejected
from callseat.domain.status import Status
from tests.e2e.business import SALES
from tests.hearing.scene import Scene
from tests.support.office import Office
from tests.support.worker import Worker

CALLER = "13912345678"
FRIEND = "13700137000"
ANNOUNCER, RINGER = "13700137001", "13700137002"  # each is called once: newest is what it is


async def talk(office: Office, user: str = "anna") -> tuple[Scene, Worker, Leg]:
    """The user talks with a customer."""
    worker = await office.login(user)
    customer = await office.call(SALES, CALLER)
    ring = await worker.expect("onRing", caller=CALLER)
    await worker.answer_call()
    await worker.expect_status(Status.TALKING)
    scene = Scene(office)
    scene.outsider("customer", office.app.engine.world.contacts[ring["contactId"]].leg, customer)
    scene.seat(worker)
    return scene, worker, customer


async def answered(worker: Worker) -> str:
    """The worker's phone rings and is answered; the callNo."""
    ring = await worker.expect("onRing")
    await worker.answer_call()
    await worker.expect("onAnswer", callNo=ring["callNo"])
    return str(ring["callNo"])


async def test_hold_mute_keys_and_sounds(office: Office) -> None:
    scene, anna, customer = await talk(office)
    await scene.check("talk")
    await anna.mute_on()
    await scene.check("muteOn")
    await anna.request_hold()
    await anna.expect_status(Status.HOLDING)
    await scene.check("requestHold")
    await anna.fetch_hold()
    await anna.expect_status(Status.TALKING)
    await scene.check("fetchHold: still muted")
    await anna.mute_off()
    await scene.check("muteOff")
    await anna.send_digits("5")
    await customer.until("digit")
    await anna.play_file("queue-music")
    await scene.check("playFile")
    await anna.stop_play_file()
    await anna.expect("onPlayEnd", fileno="queue-music", cause="stopped")
    await scene.check("stopPlayFile")
    await anna.hang_up()
    await customer.until_ended()


async def test_consultation_and_conference(office: Office) -> None:
    scene, anna, customer = await talk(office)
    bo = await office.login("bo")
    await anna.call_seat(office.extension("bo"))
    await anna.expect("onDialing")
    await answered(bo)
    await anna.expect("onDialSuccess")
    scene.seat(bo)
    await scene.check("callSeat: consultation")
    await anna.fetch_hold()
    await scene.check("fetchHold: swapped")
    await anna.fetch_hold()
    await scene.check("fetchHold: swapped back")
    await anna.request_slic(office.extension("bo"))
    await bo.expect_status(Status.CONFERENCE)
    await scene.check("requestSlic: conference")
    await anna.request_hold()
    await scene.check("requestHold in a conference")
    await anna.fetch_hold()
    await anna.play_conf_file("queue-music")
    await scene.check("playConfFile")
    await anna.stop_play_conf_file()
    await anna.expect("onPlayEnd", cause="stopped")
    await anna.hang_up()
    await anna.expect("onOffTalk", cause="normal")
    scene.gone("anna")
    await scene.check("hangUp: the others go on")
    await bo.hang_up()
    await customer.until_ended()


async def test_a_supervisor_listens_whispers_steps_in_and_takes_over(office: Office) -> None:
    scene, anna, customer = await talk(office)
    zoe = await office.login("zoe")
    extension = office.extension("anna")
    await zoe.listen_slic(extension)
    await zoe.expect_status(Status.MONITORING)
    scene.seat(zoe)
    await scene.check("listenSlic")
    await zoe.whisper_slic(extension)
    await office.until(lambda: office.app.engine.world.seats["zoe"].supervising.ready)  # type: ignore[union-attr]
    await scene.check("whisperSlic")
    await zoe.insert_slic(extension)
    await zoe.expect_status(Status.CONFERENCE)
    await scene.check("insertSlic")
    await zoe.listen_slic(extension)
    await zoe.expect_status(Status.MONITORING)
    await scene.check("listenSlic again")
    await anna.request_hold()
    await anna.expect_status(Status.HOLDING)
    await scene.check("listening through hold")
    await anna.fetch_hold()
    await anna.expect_status(Status.TALKING)
    await scene.check("listening after hold")
    await zoe.request_intercept(extension)
    await anna.expect("onOffTalk", cause="intercepted")
    scene.gone("anna")
    await scene.check("requestIntercept")
    await zoe.hang_up()
    await customer.until_ended()


async def test_transfers_to_a_seat_and_to_the_outside(office: Office) -> None:
    scene, anna, customer = await talk(office)
    bo = await office.login("bo")
    office.city.answering(FRIEND, RINGS)
    await anna.attach_data("order", "17")
    await anna.turn_slic(office.extension("bo"))
    ring = await bo.expect("onRing", caller=CALLER)
    assert ring["data"] == {"order": "17"}
    await scene.check("turnSlic: it rings")
    await bo.refuse()
    await anna.expect("onDialFail", reason="busy")
    await anna.expect_status(Status.TALKING)
    await scene.check("turnSlic refused: back")
    await anna.turn_slic(office.extension("bo"))
    await answered(bo)
    await anna.expect("onOffTalk", cause="transferred")
    scene.gone("anna")
    scene.seat(bo)
    await scene.check("turnSlic: taken")
    await bo.turn_out(FRIEND)
    await bo.expect("onDialing", callee=FRIEND)
    friend = await office.city.receives(FRIEND)
    await scene.check("turnOut: it rings")
    await friend.answer()
    await bo.expect("onDialSuccess")
    await bo.expect("onOffTalk", cause="transferred")
    scene.gone("bo")
    call = next(iter(office.app.engine.world.calls.values()))
    outside = next(leg for leg in call.outside if leg != scene.parties["customer"][0])
    scene.outsider("outside", outside, friend)
    await scene.check("turnOut: taken")
    await customer.hang_up()
    await friend.until_ended()


async def test_a_consultation_is_completed_or_given_up(office: Office) -> None:
    scene, anna, customer = await talk(office)
    bo = await office.login("bo")
    await anna.call_seat(office.extension("bo"))
    await answered(bo)
    await anna.expect("onDialSuccess")
    await anna.cancel_transfer()
    await bo.expect("onOffTalk")
    await scene.check("cancelTransfer")
    await bo.expect_status(Status.IDLE)
    await anna.call_seat(office.extension("bo"))
    await answered(bo)
    await anna.expect("onDialSuccess")
    await anna.complete_transfer()
    await anna.expect("onOffTalk", cause="transferred")
    scene.gone("anna")
    scene.seat(bo)
    await scene.check("completeTransfer")
    await customer.hang_up()
    await bo.expect("onOffTalk", releasedBy="customer")


async def test_a_call_to_the_outside(office: Office) -> None:
    anna = await office.login("anna")
    office.city.answering(ANNOUNCER, ANNOUNCES)
    await anna.call_out(ANNOUNCER)
    await anna.expect("onRing", iCallType="1")
    await anna.expect("onDialing", callee=ANNOUNCER)
    friend = await office.city.receives(ANNOUNCER)
    scene = Scene(office)
    await anna.phone.call.hears(friend)  # early media
    await friend.answer()
    await anna.expect("onDialSuccess", callee=ANNOUNCER)
    await anna.expect_status(Status.TALKING)
    scene.seat(anna)
    contact = next(iter(office.app.engine.world.contacts.values()))
    scene.outsider("outside", contact.leg, friend)
    await scene.check("callOut")
    await friend.hang_up()
    end = await anna.expect("onOffTalk")
    assert (end["endDirection"], end["releasedBy"]) == ("1", "customer")
    await anna.expect_status(Status.IDLE)


@pytest.mark.parametrize(
    ("manner", "reason"), [(BUSY, "busy"), (UNKNOWN, "unallocated")], ids=["busy", "unallocated"]
)
async def test_why_a_call_failed(office: Office, manner: object, reason: str) -> None:
    anna = await office.login("anna")
    office.city.answering(FRIEND, manner)  # type: ignore[arg-type]
    await anna.call_out(FRIEND)
    await anna.expect("onDialFail", callee=FRIEND, reason=reason)
    await anna.expect_status(Status.IDLE)
    office.city.answering(FRIEND, ANSWERS)


async def test_a_call_that_is_given_up_while_it_rings(office: Office) -> None:
    anna = await office.login("anna")
    office.city.answering(RINGER, RINGS)
    await anna.call_out(RINGER)
    friend = await office.city.receives(RINGER)
    await anna.phone.call.hears_music()  # the ringing tone
    await anna.hang_up()
    await anna.expect("onDialFail", reason="cancelled")
    await friend.until_ended()
    await anna.expect_status(Status.IDLE)


async def test_a_waiting_caller_is_taken_out_of_turn_by_one_of_two(office: Office) -> None:
    anna, bo = await office.login("anna"), await office.login("bo")
    await anna.do_not_disturb()
    await bo.do_not_disturb()
    customer = await office.call(SALES, CALLER)
    await anna.expect("onQueue", callers=CALLER)
    outcomes = await asyncio.gather(
        anna.connect_queue(CALLER), bo.connect_queue(CALLER), return_exceptions=True
    )
    (refused,) = [one for one in outcomes if isinstance(one, Rejected)]
    assert refused.reason == "taken"
    winner = anna if outcomes[1] is refused else bo
    await winner.expect_status(Status.TALKING)
    await customer.hears_exactly(winner.phone.call)
    await customer.hang_up()
    await winner.expect_status(Status.WORK)


async def test_the_recording_follows_the_customer(office: Office) -> None:
    _, anna, customer = await talk(office)
    bo = await office.login("bo")
    await anna.pause_recording()
    await customer.hears_exactly(anna.phone.call)
    await anna.resume_recording()
    await customer.hears_exactly(anna.phone.call)
    await anna.turn_slic(office.extension("bo"))
    await answered(bo)
    await customer.hears_exactly(bo.phone.call)
    await customer.hang_up()
    await bo.expect("onOffTalk")
    story = await office.story_of(CALLER)
    (recording,) = story.recordings
    talked = story.contact.ended_at - story.contact.answered_at
    assert recording.duration_ms == pytest.approx(talked, abs=100)
    states = [(one.seats, one.state) for one in story.segments]
    assert states == [
        ("anna", "talk"), ("anna", "paused"), ("anna", "talk"), ("", "hold"), ("bo", "talk"),
    ]  # fmt: skip


async def test_nobody_answers_outside(office: Office) -> None:
    anna = await office.login("anna")
    office.city.answering(FRIEND, ABSENT)
    await anna.command("callOutEx", FRIEND)
    await anna.expect("onNoAnswer", callee=FRIEND)
    await anna.expect_status(Status.IDLE)
    office.city.answering(FRIEND, ANSWERS)


async def test_a_forwarded_call_rings_where_it_was_sent(office: Office) -> None:
    anna, bo, cai = [await office.login(user) for user in ("anna", "bo", "cai")]
    await bo.request_set_transfer(1, office.extension("cai"))
    await anna.call_seat(office.extension("bo"))
    await answered(cai)
    await anna.expect("onDialSuccess")
    await anna.phone.call.hears_exactly(cai.phone.call)
    await bo.request_set_transfer(0, "")
    await anna.hang_up()
    await cai.expect("onOffTalk")
    await anna.expect_status(Status.IDLE)


async def test_work_and_dial_mode_decide_about_offers(office: Office) -> None:
    anna = await office.login("anna")
    await anna.work_busy()
    await anna.expect_status(Status.WORK)
    customer = await office.call(SALES, CALLER)
    await anna.expect("onQueue", callers=CALLER)
    await anna.auto_call()
    await anna.work_free()
    await anna.expect_status(Status.IDLE)  # and no offer: only campaigns call it now
    await anna.manual_call()
    await answered(anna)
    await anna.change_status("8")
    await anna.expect("onStatus", pending="8")
    await customer.hang_up()
    await anna.expect_status(Status.WORK)
    await anna.change_status("12")
    await anna.expect_status(Status.IDLE)
