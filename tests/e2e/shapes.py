"""Shapes of a call that changes hands, each played by a few people around one customer.

Several casts play at once in one office: every cast has seats, a line and outside numbers of its
own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from callseat.city import Leg
from callseat.city.manner import ABSENT, BUSY, RINGS
from callseat.domain.directory import Account, Project, Queue, Role, Skill
from callseat.domain.status import Status
from tests.support.office import Business, Office
from tests.support.tape import Tape
from tests.support.worker import Worker

CASTS = 3
ROLES = ("anna", "bo", "cai", "zoe")


def _number(cast: int) -> str:
    return f"410{cast}"


def _line(cast: int) -> str:
    return (
        f"code: line{cast}\nname: line{cast}\nstart: line\n"
        f"nodes:\n  line: {{kind: queue, queue: line{cast}}}\n"
    )


BUSINESS = Business(
    queues=tuple(Queue(f"line{cast}", announce_every=0) for cast in range(CASTS)),
    projects=tuple(
        Project(f"P{cast}", f"P{cast}", (_number(cast),), f"line{cast}") for cast in range(CASTS)
    ),
    flows=tuple(map(_line, range(CASTS))),
    people={
        f"{role}{cast}": (Skill(f"line{cast}"),) if role == "anna" else ()
        for cast in range(CASTS)
        for role in ROLES
    },
    supervisors=tuple(f"zoe{cast}" for cast in range(CASTS)),
)


async def allow_own_numbers(office: Office) -> None:
    """Every anna may show her line's number, so that what she begins is her line's business."""
    for cast in range(CASTS):
        user, number = f"anna{cast}", _number(cast)
        skills = (Skill(f"line{cast}"),)
        account = Account(
            user, user, Role.AGENT, office.extension(user), "office", (), skills, (number,)
        )
        await office.app.store.directory.accounts.change(account)
        await office.until(
            lambda user=user, number=number: (
                office.app.engine.world.seats[user].account.callers == (number,)
            )
        )


class Cast:
    """Who plays: roles are names without the cast's number. Everybody leaves with `leave`."""

    def __init__(self, office: Office, cast: int, turn: int) -> None:
        self.office, self.cast = office, cast
        self.number = _number(cast)
        self.caller = f"139{cast:04d}{turn:04d}"
        self.friend_number = f"137{cast:04d}{turn:04d}"
        self.workers: dict[str, Worker] = {}
        self.legs: list[Leg] = []
        self.contact = ""
        self.tape: Tape

    def extension(self, role: str) -> str:
        return self.office.extension(f"{role}{self.cast}")

    async def comes(self, role: str) -> Worker:
        """One of the cast logs in."""
        self.workers[role] = await self.office.login(f"{role}{self.cast}")
        return self.workers[role]

    async def begins(self) -> Worker:
        """Anna talks with a customer."""
        anna = await self.comes("anna")
        customer = await self.customer()
        ring = await anna.expect("onRing", caller=self.caller)
        self.records(customer, ring["contactId"])
        await anna.answer_call()
        await anna.expect_status(Status.TALKING)
        await self.talk("anna")
        return anna

    async def customer(self) -> Leg:
        """A customer calls the cast's line."""
        self.legs.append(await self.office.call(self.number, self.caller))
        return self.legs[-1]

    def records(self, customer: Leg, contact: str) -> None:
        """This leg is the contact's customer."""
        self.tape, self.contact = Tape(self.office, customer), contact

    async def takes(self, role: str) -> Worker:
        """The role's phone rings and is answered."""
        worker = self.workers[role]
        await worker.expect("onRing")
        await worker.answer_call()
        await worker.expect("onAnswer")
        return worker

    async def talk(self, *roles: str, friend: Leg | None = None, state: str = "talk") -> None:
        """The customer talks with exactly these for a while."""
        voices = [self.workers[one].phone for one in roles]
        seats = tuple(self.workers[one].user for one in roles)
        await self.tape.talks(
            *voices, *([friend] if friend is not None else []), seats=seats, state=state
        )

    async def hold(self) -> None:
        """The customer waits for a while."""
        await self.tape.waits()

    async def ends(self) -> None:
        """The customer hangs up, and the recording is judged."""
        await self.tape.customer.hang_up()
        await self.is_over()

    async def is_over(self) -> None:
        await self.tape.customer.until_ended()
        await self.tape.judge(self.contact)

    async def leave(self) -> None:
        """Everybody is out again, whatever happened, and their phones are on the hook."""
        await asyncio.gather(*(one.hang_up() for one in self.legs))
        seats = self.office.app.engine.world.seats
        users = [worker.user for worker in self.workers.values()]
        await self.office.until(lambda: not any(seats[one].leg for one in users))
        for worker in self.workers.values():
            await worker.close()
            self.office.workers.remove(worker)

    async def friend(self) -> Leg:
        """Whoever is called outside: the phone rings."""
        self.legs.append(await self.office.city.receives(self.friend_number))
        await self.legs[-1].until("ringing")
        return self.legs[-1]


Shape = Callable[[Cast], Awaitable[None]]


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


SHAPES: tuple[Shape, ...] = (
    transferred,
    transfer_refused,
    transfer_not_answered,
    transfer_given_up,
    chain_of_three,
    there_and_back,
    left_while_it_rings,
    consultation_completed,
    consultation_given_up,
    consultation_refused,
    consultation_swapped,
    consultation_joined,
    conference_left_by_the_first,
    conference_left_by_the_second,
    conference_left_by_the_customer,
    conference_of_four,
    held_in_a_conference,
    held_and_fetched,
    turned_out,
    turned_out_to_a_busy_number,
    outside_consultation_completed,
    outside_consultation_ended_by_the_consulted,
    intercepted,
    intercepted_and_passed_on,
    barged_in_and_left,
    barged_in_then_intercepted,
    barged_in_and_the_first_leaves,
    listened_and_whispered_to,
    paused_then_transferred,
    paused_by_one_and_resumed_by_the_next,
    taken_out_of_turn_then_transferred,
    called_out_then_transferred,
)
