"""The customer changes hands, or comes back; to seats and to the outside."""

from __future__ import annotations

from callseat.city import Leg
from callseat.city.manner import ABSENT, BUSY, RINGS
from callseat.domain.status import Status
from tests.support.cast import Cast
from tests.support.worker import Worker


async def transferred(it: Cast) -> None:
    anna, _ = await it.begins(), await it.comes("bo")
    await anna.turn_slic(it.extension("bo"))
    await it.hold()
    await it.takes("bo")
    await it.talk("bo")
    await it.ends()


async def transfer_refused(it: Cast) -> None:
    anna, bo = await it.begins(), await it.comes("bo")
    await anna.turn_slic(it.extension("bo"))
    await it.hold()
    await bo.expect("onRing")
    await bo.refuse()
    await it.talk("anna")
    await it.ends()


async def transfer_not_answered(it: Cast) -> None:
    anna, bo = await it.begins(), await it.comes("bo")
    await anna.turn_slic(it.extension("bo"))
    await it.hold()
    await bo.phone.reject(ABSENT.act)
    await anna.expect("onNoAnswer")
    await it.talk("anna")
    await it.ends()


async def transfer_given_up(it: Cast) -> None:
    anna, bo = await it.begins(), await it.comes("bo")
    await anna.turn_slic(it.extension("bo"))
    await it.hold()
    await bo.expect("onRing")
    await anna.cancel_transfer()
    await it.talk("anna")
    await it.ends()


async def chain_of_three(it: Cast) -> None:
    anna, bo = await it.begins(), await it.comes("bo")
    await it.comes("cai")
    await anna.turn_slic(it.extension("bo"))
    await it.hold()
    await it.takes("bo")
    await it.talk("bo")
    await bo.turn_slic(it.extension("cai"))
    await it.hold()
    await it.takes("cai")
    await it.talk("cai")
    await it.ends()


async def there_and_back(it: Cast) -> None:
    anna, bo = await it.begins(), await it.comes("bo")
    await anna.turn_slic(it.extension("bo"))
    await it.hold()
    await it.takes("bo")
    await it.talk("bo")
    await anna.expect_status(Status.IDLE)
    await bo.turn_slic(it.extension("anna"))
    await it.hold()
    await it.takes("anna")
    await it.talk("anna")
    await it.ends()


async def left_while_it_rings(it: Cast) -> None:
    anna, bo = await it.begins(), await it.comes("bo")
    await anna.turn_slic(it.extension("bo"))
    await bo.expect("onRing")
    await it.hold()
    await it.ends()


async def _consults(it: Cast) -> tuple[Worker, Worker]:
    """Anna asks Bo, while the customer waits."""
    anna, bo = await it.begins(), await it.comes("bo")
    await anna.call_seat(it.extension("bo"))
    await it.takes("bo")
    await anna.expect("onDialSuccess")
    await it.hold()
    return anna, bo


async def consultation_completed(it: Cast) -> None:
    anna, _ = await _consults(it)
    await anna.complete_transfer()
    await it.talk("bo")
    await it.ends()


async def consultation_given_up(it: Cast) -> None:
    anna, _ = await _consults(it)
    await anna.cancel_transfer()
    await it.talk("anna")
    await it.ends()


async def consultation_refused(it: Cast) -> None:
    anna, bo = await it.begins(), await it.comes("bo")
    await anna.call_seat(it.extension("bo"))
    await bo.expect("onRing")
    await it.hold()
    await bo.refuse()
    await anna.expect("onDialFail", reason="busy")
    await anna.fetch_hold()
    await it.talk("anna")
    await it.ends()


async def consultation_swapped(it: Cast) -> None:
    anna, _ = await _consults(it)
    await anna.fetch_hold()
    await it.talk("anna")
    await anna.fetch_hold()
    await it.hold()
    await anna.complete_transfer()
    await it.talk("bo")
    await it.ends()


async def consultation_joined(it: Cast) -> None:
    anna, _ = await _consults(it)
    await anna.request_slic(it.extension("bo"))
    await it.talk("anna", "bo")
    await anna.hang_up()
    await it.talk("bo")
    await it.ends()


async def turned_out(it: Cast) -> None:
    it.office.city.answering(it.friend_number, RINGS)
    anna = await it.begins()
    await anna.turn_out(it.friend_number)
    friend = await it.friend()
    await it.hold()
    await friend.answer()
    await it.talk(friend=friend)
    await it.ends()


async def turned_out_to_a_busy_number(it: Cast) -> None:
    it.office.city.answering(it.friend_number, RINGS)
    anna = await it.begins()
    await anna.turn_out(it.friend_number)
    friend = await it.friend()
    await it.hold()
    await friend.hang_up(BUSY.act)
    await anna.expect("onDialFail", reason="busy")
    await it.talk("anna")
    await it.ends()


async def _consults_outside(it: Cast) -> tuple[Worker, Leg]:
    it.office.city.answering(it.friend_number, RINGS)
    anna = await it.begins()
    await anna.call_out(it.friend_number)
    friend = await it.friend()
    await friend.answer()
    await anna.expect("onDialSuccess")
    await it.hold()
    return anna, friend


async def outside_consultation_completed(it: Cast) -> None:
    anna, friend = await _consults_outside(it)
    await anna.complete_transfer()
    await it.talk(friend=friend)
    await it.ends()


async def outside_consultation_ended_by_the_consulted(it: Cast) -> None:
    anna, friend = await _consults_outside(it)
    await friend.hang_up()
    await anna.expect("onOffTalk")
    await anna.fetch_hold()
    await it.talk("anna")
    await it.ends()


async def taken_out_of_turn_then_transferred(it: Cast) -> None:
    anna, _ = await it.comes("anna"), await it.comes("bo")
    await anna.do_not_disturb()
    customer = await it.customer()
    await anna.expect("onQueue", callers=it.caller)
    await anna.connect_queue(it.caller)
    answer = await anna.expect("onAnswer")
    it.records(customer, answer["contactId"])
    await it.talk("anna")
    await anna.turn_slic(it.extension("bo"))
    await it.hold()
    await it.takes("bo")
    await it.talk("bo")
    await it.ends()


async def called_out_then_transferred(it: Cast) -> None:
    anna, _ = await it.comes("anna"), await it.comes("bo")
    it.office.city.answering(it.friend_number, RINGS)
    await anna.call_out(it.friend_number, it.number)
    customer = await it.friend()
    await customer.answer()
    success = await anna.expect("onDialSuccess")
    it.records(customer, success["contactId"])
    await it.talk("anna")
    await anna.turn_slic(it.extension("bo"))
    await it.hold()
    await it.takes("bo")
    await it.talk("bo")
    await it.ends()
