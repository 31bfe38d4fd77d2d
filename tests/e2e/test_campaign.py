"""Campaigns on the real switch: 300 leads over a death of the server, and notifications."""

from __future__ import annotations

import asyncio
import io
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
import pytest_asyncio
from sqlalchemy import select

from callseat.city import BUSY, DECLINES, MACHINE, PERSON, RINGS, Leg
from callseat.city.ears import read, seconds
from callseat.client import Rejected
from callseat.client.errors import NotConnected
from callseat.domain.dialer.campaign import (
    Campaign,
    CampaignMode,
    CampaignState,
    Detection,
    RetryRule,
)
from callseat.domain.directory import Project, Queue, Skill
from callseat.domain.rows import LeadAttemptRow, LeadRow
from callseat.store.directory import DirectoryStore
from callseat.store.leads.importing import Importer, Order
from callseat.store.leads.leads import Leads
from callseat.store.models import TABLES
from tests.support.office import Business
from tests.support.site import Site
from tests.support.waiting import until
from tests.support.worker import Worker

SHOWN, ALONE = "4001", "13922222222"
QUIET = 0.1  # of the loudest sample
SEATS = [f"seat{number}" for number in range(10)]
NOTICE = """\
code: notice
start: offer
nodes:
  offer: {kind: menu, sounds: [menu], choices: {"1": note}, wait: 10, tries: 1, otherwise: bye}
  note: {kind: attach, msg: "wants ${lead_product}", next: line}
  line: {kind: queue, queue: sales}
  bye: {kind: hangup}
"""
BUSINESS = Business(
    (Queue("sales", announce_every=0),),
    (Project("P1", "Sales", (SHOWN,), "notice", caller_id=SHOWN),),
    (NOTICE,),
    dict.fromkeys(SEATS, (Skill("sales"),)),
)
CAMPAIGN = Campaign(
    "spring",
    project="P1",
    queue="sales",
    mode=CampaignMode.PREDICTIVE,
    ring_time=5,
    connect_within=8000,
    abandoned_sound="goodbye",
    retries=(RetryRule("lost", 1, 1),),
    detection=Detection(),
)
# A lead's number says what happens there, and how the lead is to end.
PEOPLE = {
    "answered": PERSON,
    "busy": BUSY,
    "no_answer": RINGS,
    "rejected": DECLINES,
    "machine": MACHINE,
}
SHARES = {"answered": 120, "busy": 60, "no_answer": 60, "rejected": 30, "machine": 30}
HEADER = "姓名,电话,产品\n"


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[Site]:
    site = await Site.open(BUSINESS)
    yield site
    await site.close()


class Seats:
    """Those who work: each takes what comes, and ends it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.workers = [site.worker(user) for user in SEATS]
        self.kinds: Counter[str] = Counter()
        self.called: Counter[str] = Counter()
        self._tasks: list[asyncio.Task[None]] = []

    async def begin(self) -> None:
        for worker in self.workers:
            await worker.open()
            await worker.auto_call()
            self._tasks.append(asyncio.create_task(self._work(worker)))

    async def end(self) -> None:
        """Raises what a seat did not like."""
        for task in self._tasks:
            task.cancel()
        for result in await asyncio.gather(*self._tasks, return_exceptions=True):
            if not isinstance(result, asyncio.CancelledError):
                raise result
        for worker in self.workers:
            await worker.lose_connection()

    async def until_done(self, many: int) -> None:
        finished = asyncio.create_task(until(lambda: done(self.site, many), 240))
        await asyncio.wait([finished, *self._tasks], return_when=asyncio.FIRST_COMPLETED)
        if not finished.done():
            finished.cancel()
            await self.end()
        await finished

    async def _work(self, worker: Worker) -> None:
        while True:
            ring = await worker.expect("onRing", within=300)
            self.kinds[ring["iCallType"]] += 1
            assert (ring["project_no"], ring["callee"]) == ("P1", SHOWN)
            self.called[ring["caller"]] += 1
            await worker.expect("onAnswer", callNo=ring["callNo"])
            with suppress(Rejected, NotConnected):
                await worker.hang_up()
            await worker.expect("onOffTalk", callNo=ring["callNo"])


async def leads_of(site: Site, numbers: dict[str, str]) -> None:
    """A file as a spreadsheet in China writes it."""
    text = HEADER + "".join(f"客户{number},{number},茶\n" for number in numbers)
    file = io.BytesIO(text.encode("gb18030"))
    done = await Importer(site.database).run(Order(CAMPAIGN.code, "first"), file)
    assert (done.imported, done.faulty) == (len(numbers), 0)


@pytest.mark.timeout(400)
async def test_300_leads_come_to_their_right_ends_though_the_server_dies(site: Site) -> None:
    store = DirectoryStore(site.database)
    await store.campaigns.add(CAMPAIGN)
    kinds = [kind for kind, share in SHARES.items() for _ in range(share)]
    kinds = [kinds[place * 7 % len(kinds)] for place in range(len(kinds))]  # mixed
    numbers = {f"139{place:08}": kind for place, kind in enumerate(kinds)}
    for number, kind in numbers.items():
        site.city.answering(number, PEOPLE[kind])
    await leads_of(site, numbers)
    seats = Seats(site)
    await seats.begin()
    await store.campaigns.set_state(CAMPAIGN.code, CampaignState.RUNNING)
    await seats.until_done(120)
    await seats.end()
    await site.server.kill()

    await site.start_server()
    again = Seats(site)
    await again.begin()
    await again.until_done(len(numbers))
    await again.end()
    attempts = await rows(site, LeadAttemptRow)
    ends = {row.number: row.outcome for row in attempts if row.outcome != "lost"}
    assert ends == numbers
    tried = Counter(row.number for row in attempts)
    lost = Counter(row.number for row in attempts if row.outcome == "lost")
    assert tried == {number: 1 + lost[number] for number in numbers}
    rung = Counter(number for number, _ in site.city.received)
    assert all(rung[number] <= tried[number] for number in rung), "once for each attempt at most"
    assert {row.outcome for row in await rows(site, LeadRow)} == set(SHARES)
    assert set(seats.kinds + again.kinds) == {"2"}
    people = {number for number, kind in numbers.items() if kind == "answered"}
    assert set(seats.called + again.called) == people
    assert all(leg.caller == SHOWN for _, leg in site.city.received)
    assert 0 < sum(lost.values()) <= 40
    assert {row.verdict for row in attempts if row.outcome == "machine"} == {"machine"}


async def test_who_is_notified_presses_a_key_and_talks_to_a_seat(site: Site) -> None:
    store = DirectoryStore(site.database)
    notice = Campaign(
        "notice", project="P1", mode=CampaignMode.NOTIFICATION, flow="notice", ring_time=20
    )
    await store.campaigns.add(notice)
    text = HEADER.replace("产品", "product") + "客户,13911111111,tea\n"
    await Importer(site.database).run(Order("notice", "first"), io.BytesIO(text.encode()))
    worker = site.worker(SEATS[0])
    await worker.open()
    await worker.auto_call()
    await store.campaigns.set_state("notice", CampaignState.RUNNING)
    callee = await site.city.receives("13911111111", within=15)
    await callee.until("answered")
    await callee.hears_music()
    await callee.press("1")
    ring = await worker.expect("onRing", iCallType="3")
    assert (ring["msg"], ring["project_no"]) == ("wants tea", "P1")
    await worker.expect("onAnswer", callNo=ring["callNo"])
    await callee.hears_exactly(worker.phone.call)
    await worker.phone.call.hears_exactly(callee)
    await callee.hang_up()
    await worker.expect("onOffTalk", callNo=ring["callNo"])
    await until(lambda: done(site, 1, "notice"), 15)
    assert [row.outcome for row in await rows(site, LeadAttemptRow)] == ["answered"]
    await worker.close()


async def test_who_answers_and_is_given_no_seat_hears_so_within_two_seconds(site: Site) -> None:
    store = DirectoryStore(site.database)
    await store.campaigns.add(replace(CAMPAIGN, detection=None, connect_within=2000))
    await leads_of(site, {ALONE: "abandoned"})
    worker = site.worker(SEATS[0])
    worker.phone.auto_answer = False
    await worker.open()
    await worker.auto_call()
    await store.campaigns.set_state(CAMPAIGN.code, CampaignState.RUNNING)
    callee = await site.city.receives(ALONE, within=15)
    ring = await worker.expect("onRing", iCallType="2")
    await callee.until_ended(15)
    await worker.expect("onRingEnd", callNo=ring["callNo"])
    await until(lambda: done(site, 1), 15)
    assert [row.outcome for row in await rows(site, LeadAttemptRow)] == ["abandoned"]
    assert 0 < first_sound(callee) <= 2.0
    await worker.close()


def first_sound(leg: Leg) -> float:
    """Seconds from the answer to the first sound: the recording ends with the call."""
    answered, ended = leg.at("answered"), leg.at("ended")
    assert answered is not None
    assert ended is not None
    length = seconds(leg.recording)
    samples = read(leg.recording, 0, length)
    loud = np.flatnonzero(np.abs(samples) > QUIET * np.max(np.abs(samples)))
    return float(ended - answered - length * (1 - loud[0] / len(samples)))


async def done(site: Site, many: int, campaign: str = CAMPAIGN.code) -> bool:
    return (await Leads(site.database).counts(campaign)).get("done", 0) >= many


async def rows(site: Site, kind: type) -> list:
    async with site.database.connect() as connection:
        return list(await connection.execute(select(TABLES[kind])))
