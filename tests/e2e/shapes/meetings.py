"""More than two meet in the call, wait, are recorded or not; a supervisor comes to it."""

from __future__ import annotations

from callseat.domain.status import Status
from tests.support.cast import Cast
from tests.support.worker import Worker


async def _meets(it: Cast) -> tuple[Worker, Worker]:
    """Anna invites Bo to her talk."""
    anna, bo = await it.begins(), await it.comes("bo")
    await anna.request_slic(it.extension("bo"))
    await it.takes("bo")
    await it.talk("anna", "bo")
    return anna, bo


async def conference_left_by_the_first(it: Cast) -> None:
    anna, _ = await _meets(it)
    await anna.hang_up()
    await it.talk("bo")
    await it.ends()


async def conference_left_by_the_second(it: Cast) -> None:
    _, bo = await _meets(it)
    await bo.hang_up()
    await it.talk("anna")
    await it.ends()


async def conference_left_by_the_customer(it: Cast) -> None:
    anna, bo = await _meets(it)
    await it.tape.customer.hang_up()
    await anna.phone.call.hears_exactly(bo.phone)  # the two talk on, unrecorded
    await anna.hang_up()
    await it.is_over()


async def conference_of_four(it: Cast) -> None:
    anna, bo = await _meets(it)
    await it.comes("cai")
    await bo.request_slic(it.extension("cai"))
    await it.takes("cai")
    await it.talk("anna", "bo", "cai")
    await anna.hang_up()
    await it.talk("bo", "cai")
    await bo.hang_up()
    await it.talk("cai")
    await it.ends()


async def held_in_a_conference(it: Cast) -> None:
    anna, bo = await _meets(it)
    await anna.request_hold()
    await it.talk("bo")
    await anna.fetch_hold()
    await it.talk("anna", "bo")
    await bo.hang_up()
    await it.talk("anna")
    await it.ends()


async def held_and_fetched(it: Cast) -> None:
    anna = await it.begins()
    await anna.request_hold()
    await it.hold()
    await anna.fetch_hold()
    await it.talk("anna")
    await it.ends()


async def intercepted(it: Cast) -> None:
    _, zoe = await it.begins(), await it.comes("zoe")
    await zoe.request_intercept(it.extension("anna"))
    await it.talk("zoe")
    await it.ends()


async def intercepted_and_passed_on(it: Cast) -> None:
    _, zoe = await it.begins(), await it.comes("zoe")
    await it.comes("bo")
    await zoe.request_intercept(it.extension("anna"))
    await it.talk("zoe")
    await zoe.turn_slic(it.extension("bo"))
    await it.hold()
    await it.takes("bo")
    await it.talk("bo")
    await it.ends()


async def barged_in_and_left(it: Cast) -> None:
    _, zoe = await it.begins(), await it.comes("zoe")
    await zoe.insert_slic(it.extension("anna"))
    await it.talk("anna", "zoe")
    await zoe.hang_up()
    await it.talk("anna")
    await it.ends()


async def barged_in_then_intercepted(it: Cast) -> None:
    _, zoe = await it.begins(), await it.comes("zoe")
    await zoe.insert_slic(it.extension("anna"))
    await it.talk("anna", "zoe")
    await zoe.request_intercept(it.extension("anna"))
    await it.talk("zoe")
    await it.ends()


async def barged_in_and_the_first_leaves(it: Cast) -> None:
    anna, zoe = await it.begins(), await it.comes("zoe")
    await zoe.insert_slic(it.extension("anna"))
    await it.talk("anna", "zoe")
    await anna.hang_up()  # the seat's talk is over, and the supervisor's with it
    await it.is_over()


async def listened_and_whispered_to(it: Cast) -> None:
    anna, zoe = await it.begins(), await it.comes("zoe")
    await zoe.listen_slic(it.extension("anna"))
    await zoe.expect_status(Status.MONITORING)
    await zoe.whisper_slic(it.extension("anna"))
    await anna.phone.call.hears_exactly(it.tape.customer, zoe.phone)
    await it.comes("bo")
    await anna.turn_slic(it.extension("bo"))
    await it.hold()
    await it.takes("bo")
    await it.talk("bo")
    await it.ends()


async def paused_then_transferred(it: Cast) -> None:
    anna, _ = await it.begins(), await it.comes("bo")
    await anna.pause_recording()
    await it.talk("anna", state="paused")
    await anna.resume_recording()
    await it.talk("anna")
    await anna.turn_slic(it.extension("bo"))
    await it.hold()
    await it.takes("bo")
    await it.talk("bo")
    await it.ends()


async def paused_by_one_and_resumed_by_the_next(it: Cast) -> None:
    anna, bo = await _meets(it)
    await anna.pause_recording()
    await it.talk("anna", "bo", state="paused")
    await anna.hang_up()
    await it.talk("bo", state="paused")
    await bo.resume_recording()
    await it.talk("bo")
    await it.ends()
