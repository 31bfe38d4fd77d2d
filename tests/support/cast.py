"""Who plays in the shapes of a call that changes hands: a few people around one customer.

Several casts play at once in one office: every cast has seats, a line and outside numbers of its
own.
"""

from __future__ import annotations

import asyncio

from callseat.city import Leg
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
