"""Twenty seats, two hundred calls, five a second, through the real switch: nothing is lost.

Who calls, who answers and who hangs up is seen from outside (the city's legs, the seats' events)
and compared with the records.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import groupby

import pytest

from callseat.city import Leg
from callseat.client import Event, Status
from callseat.domain.directory import Project, Queue, Skill
from callseat.store.records import ContactStory, Filter
from tests.support.office import Business, Office, Opener
from tests.support.worker import Worker

SEATS, CALLS, RATE = 20, 200, 5.0
TALK = 4.5  # seconds: a little more than the seats can take, so that lines form
NUMBER = "4001"
LINE = Business(
    (Queue("line", announce_every=5),),
    (Project("P1", "Line", (NUMBER,), "line"),),
    ("code: line\nname: Line\nstart: line\nnodes:\n  line: {kind: queue, queue: line}\n",),
    {f"agent{number}": (Skill("line"),) for number in range(SEATS)},
)
SHORTEST = 200
"""Milliseconds of talk in which there may be no sound to record."""
DONE_WITHIN = 150.0


def caller_of(number: int) -> str:
    return f"139{number:08d}"


def leaves_early(number: int) -> bool:
    """Every tenth customer hangs up, at once or once answered, wherever the call is then."""
    return number % 10 == 9


def cancels(number: int) -> bool:
    """Of those, every second one hangs up as soon as the call is placed."""
    return number % 20 == 9


def customer_ends(caller: str) -> bool:
    """Who hangs up a talk: the customers with even numbers; the seat else."""
    return int(caller) % 2 == 0


class Agent:
    """Takes every call, and hangs up after a short talk when that is the seat's turn."""

    def __init__(self, worker: Worker, legs: dict[str, Leg]) -> None:
        self.worker = worker
        self._legs = legs
        self.tasks: list[asyncio.Task[None]] = []
        worker.on("onRing")(self._ring)
        worker.on("onAnswer")(self._talk)

    def _ring(self, event: Event) -> None:
        self.tasks.append(asyncio.create_task(self._take(event)))

    def _talk(self, event: Event) -> None:
        self.tasks.append(asyncio.create_task(self._end(event)))

    async def _take(self, event: Event) -> None:
        """The caller may be gone just now; that alone may refuse it."""
        try:
            await self.worker.answer_call()
        except Exception:
            assert leaves_early(int(event["caller"][3:])), event
            raise

    async def _end(self, event: Event) -> None:
        """Talk; then one of the two hangs up, if the customer has not already."""
        await asyncio.sleep(TALK)
        leg = self._legs[event["caller"]]
        if customer_ends(event["caller"]):
            await leg.hang_up()
        elif leg.ending is None:
            await self.worker.hang_up()


@pytest.mark.timeout(300)
async def test_every_call_is_accounted_for(open_office: Opener) -> None:
    office = await open_office(LINE)
    legs: dict[str, Leg] = {}
    agents = [Agent(await office.login(user), legs) for user in LINE.people]
    await _place_calls(office, legs)
    await asyncio.gather(*(leg.until_ended(DONE_WITHIN) for leg in legs.values()))
    await office.until(lambda: not office.app.engine.world.contacts, 30)
    await _nothing_is_left(office, agents)
    stories = await _stories(office, legs)
    for caller, story in stories.items():
        _agrees(caller, legs[caller], story)
    outcomes = Counter(story.contact.outcome for story in stories.values())
    assert outcomes.keys() <= {"answered", "abandoned"}
    assert outcomes["answered"] >= CALLS * 0.9
    assert any("onQueue" in agent.worker.names() for agent in agents)
    for agent in agents:
        _in_order(agent.worker, stories)


async def _place_calls(office: Office, legs: dict[str, Leg]) -> None:
    loop = asyncio.get_running_loop()
    leaving: list[asyncio.Task[None]] = []
    began = loop.time()
    for number in range(CALLS):
        await asyncio.sleep(began + number / RATE - loop.time())
        leg = legs[caller_of(number)] = await office.call(NUMBER, caller_of(number), voice=False)
        if leaves_early(number):
            leaving.append(asyncio.create_task(_leave(leg, at_once=cancels(number))))
    await asyncio.gather(*leaving)


async def _leave(leg: Leg, *, at_once: bool) -> None:
    if not at_once:
        await leg.until("answered")
    await leg.hang_up()


async def _nothing_is_left(office: Office, agents: list[Agent]) -> None:
    for agent in agents:
        for result in await asyncio.gather(*agent.tasks, return_exceptions=True):
            assert result is None or getattr(result, "reason", "") in ("not_ringing", "no_call")
    await office.until(lambda: {one.worker.status for one in agents} == {Status.IDLE}, 15)
    await office.until_switch_is_empty()
    await office.app.store.writer.settled()
    assert office.app.engine.bugs == 0
    assert office.app.store.writer.status().dropped == 0


async def _stories(office: Office, legs: dict[str, Leg]) -> dict[str, ContactStory]:
    """One contact for each call by its caller.

    The only calls without one were cancelled before the switch could say that they arrived.
    """
    contacts = await office.records.contacts(Filter(limit=1000))
    stories = {one.caller: await office.story(one.contact_id) for one in contacts}
    assert len(stories) == len(contacts)
    for caller in legs.keys() - stories.keys():
        assert cancels(int(caller[3:]))
        assert legs[caller].at("answered") is None
    assert stories.keys() <= legs.keys()
    return stories


def _agrees(caller: str, leg: Leg, story: ContactStory) -> None:
    """What the customer lived through is what the records say."""
    contact, ending = story.contact, leg.ending
    assert ending is not None
    assert contact.outcome in ("answered", "abandoned"), story
    assert (contact.released_by == "customer") == (ending.by == "self"), story
    talks = [part for part in story.parts if part.outcome == "answered"]
    if contact.outcome == "abandoned":
        assert (talks, story.recordings) == ([], ()), story
        assert leaves_early(int(caller[3:])), story
        return
    (talk,), (recording,), (visit,) = talks, story.recordings, story.visits
    assert (visit.outcome, visit.user) == ("answered", talk.user)
    assert talk.end_direction == ("0" if ending.by == "self" else "1")
    talked = talk.ended_at - talk.answered_at
    assert recording.duration_ms == pytest.approx(talked, abs=1000), story
    assert recording.state == "done" or talked < SHORTEST, story


def _in_order(worker: Worker, stories: dict[str, ContactStory]) -> None:
    """Each call's events come first to last, the login's without gaps, and agree with records."""
    assert [event.seq for event in worker.told] == list(range(1, len(worker.told) + 1))
    of_calls = [event for event in worker.told if event.get("callNo")]
    for call_no, group in groupby(of_calls, lambda event: event["callNo"]):
        events = list(group)
        names = [event.name for event in events]
        assert names in (["onRing", "onAnswer", "onOffTalk"], ["onRing", "onRingEnd"]), names
        story = stories[events[0]["caller"]]
        (part,) = [one for one in story.parts if one.call_no == call_no]
        assert (part.user, part.outcome == "answered") == (worker.user, "onAnswer" in names)
