"""Flows on the real switch: every kind of node in one call, from seat to seat, called back.

Sounds are tones that nobody speaks, so that ears say what the caller heard.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy import select

from callseat.city import BUSY, Leg
from callseat.config import HttpSettings
from callseat.domain.directory import Account, Calendar, Project, Queue, Role, Skill, Span
from callseat.domain.rows import FlowStepRow
from callseat.domain.status import Status
from callseat.store.models import TABLES
from tests.admin.server import House, Upload
from tests.fetch.farm import LOOPBACK, Farm, answer, sends, serving
from tests.support.audio import Sound
from tests.support.office import Business, Office
from tests.support.speech import speaking
from tests.support.worker import PASSWORD, Worker

EVERY, SHORT_LINE = "4001", "4002"
BUSY_NUMBER = "13700000001"
HELLO, MENU, ORDER, INSIDE, BOX, LAST, PROMISE, BACK = (
    Sound(tone, 2.5) for tone in (440, 530, 600, 680, 840, 2480, 940, 1060)
)
SOUNDS = {
    "t-hello": HELLO,
    "t-menu": MENU,
    "t-order": ORDER,
    "t-inside": INSIDE,
    "t-box": BOX,
    "t-last": LAST,
    "t-promise": PROMISE,
    "t-back": BACK,
}
FLOWS = (
    """\
code: inside
start: hello
nodes:
  hello: {kind: play, sounds: [t-inside], next: home}
  home: {kind: return}
""",
    """\
code: last
start: hello
nodes:
  hello: {kind: play, sounds: [t-last], next: bye}
  bye: {kind: hangup}
""",
    """\
code: every
start: take
nodes:
  take: {kind: answer, next: hello}
  hello: {kind: play, sounds: [t-hello], next: greet}
  greet: {kind: say, text: "Hello, this is ${project}, how are you today?", language: en,
          next: choose}
  choose: {kind: menu, sounds: [t-menu], choices: {"7": order}, otherwise: bye}
  order: {kind: collect, into: order, sounds: [t-order], least: 4, most: 4, next: known,
          otherwise: bye}
  known:
    kind: if
    cases: [{value: "${order}", at_least: 4000, at_most: 4999, next: name}]
    otherwise: bye
  name: {kind: set, values: {name: nobody, language: en}, next: open}
  open: {kind: hours, calendar: always, open: ask, closed: bye}
  ask: {kind: http, url: "http://localhost:{port}/who?order=${order}",
        read: {name: customer.name}, next: who, failed: bye}
  who: {kind: lookup, what: queue, key: sales, next: note, none: bye, failed: bye}
  note: {kind: attach, msg: "${name} about ${order}", data: {order: "${order}",
         waiting: "${queue_waiting}"}, next: inside}
  inside: {kind: flow, flow: inside, next: line}
  line: {kind: queue, queue: sales, leave: "9", left: seat, announce: none}
  seat: {kind: transfer, seat: bo, ring_time: 2, no_answer: desk}
  desk: {kind: transfer, extension: "1003", busy: outside}
  outside: {kind: transfer, outside: "13700000001", busy: mail}
  mail: {kind: voicemail, box: anna, sounds: [t-box], longest: 2, silence: 0, next: last}
  last: {kind: goto, flow: last}
  bye: {kind: hangup, cause: busy}
""",
    """\
code: line
start: note
nodes:
  note: {kind: attach, msg: vip, data: {order: "17"}, next: line}
  line: {kind: queue, queue: sales, call_back: "1", call_back_sounds: [t-promise], announce: none}
""",
    """\
code: back
start: hello
nodes:
  hello: {kind: play, sounds: [t-back], next: known}
  known:
    kind: if
    cases: [{value: "${data.mood}", is: good, next: note}]
    otherwise: bye
  note: {kind: attach, data: {asked: "${caller}"}, next: seat}
  seat: {kind: transfer, seat: bo}
  bye: {kind: hangup}
""",
)
WAY = (
    "every/take.next every/hello.next every/greet.next every/choose.choices.7 every/order.next "
    "every/known.cases.1 every/name.next every/open.open every/ask.next every/who.next "
    "every/note.next every/inside.flow inside/hello.next inside/home.return every/line.left "
    "every/seat.no_answer every/desk.busy every/outside.busy every/mail.next every/last.flow "
    "last/hello.next last/bye.end"
)
PEOPLE = {"anna": (Skill("sales"),), "bo": (), "cai": ()}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def farm() -> AsyncIterator[Farm]:
    async with serving(sends(answer(b'{"customer": {"name": "Li Lei"}}'))) as one:
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house(farm: Farm) -> AsyncIterator[Office]:
    http = HttpSettings(hosts=(f"localhost:{farm.port}",), networks=LOOPBACK)
    business = Business((Queue("sales", announce_every=0),), (), (), PEOPLE)
    with speaking():
        office = await Office.open(business, http=http)
        try:
            await furnish(office, farm)
            yield office
            assert office.app.engine.bugs == 0
        finally:
            await office.close()


@pytest_asyncio.fixture(loop_scope="session")
async def office(house: Office) -> AsyncIterator[Office]:
    """The house; afterwards everybody goes, whatever happened."""
    yield house
    await house.empty()
    await house.until(lambda: not house.app.engine.world.legs)


async def furnish(office: Office, farm: Farm) -> None:
    store = office.app.store.directory
    await store.accounts.add(Account("root", "Root", Role.ADMINISTRATOR), PASSWORD)
    async with aiohttp.ClientSession() as session:
        root = await House(office.app, session).login("root")
        for code, sound in SOUNDS.items():
            await root.ok("PUT", f"/sounds/{code}", Upload(sound.file("wav")))
    always = tuple(Span(day, "00:00", "00:00") for day in range(7))
    await store.calendars.add(Calendar("always", "", "Asia/Shanghai", always))
    for text in FLOWS:
        await store.flows.save(text.replace("{port}", str(farm.port)), 1, "test")
    await store.projects.add(Project("P1", "", (EVERY,), "every", caller_id="4001"))
    await store.projects.add(Project("P2", "", (SHORT_LINE,), "line", caller_id="4002"))
    office.city.answering(BUSY_NUMBER, BUSY)
    await office.app._look_at_directory()


async def way(office: Office, contact: str) -> str:
    """The nodes and branches of the contact, as the records have them."""
    await office.app.store.writer.settled()
    table = TABLES[FlowStepRow]
    query = select(table).where(table.c.contact_id == contact)
    async with office.app.store.engine.connect() as connection:
        found = (await connection.execute(query)).all()
    found.sort(key=lambda row: int(row.id.rpartition("-")[2]))
    assert all(row.version == 1 and row.entered_at <= row.left_at for row in found)
    return " ".join(f"{row.flow}/{row.node}.{row.branch}" for row in found)


async def set_trunk(office: Office, dtmf: str) -> None:
    """How the carrier's keys are taken; the switch has been told."""
    store = office.app.store.directory.trunks
    (trunk,) = await store.every()
    if trunk.dtmf != dtmf:
        await store.change(replace(trunk, dtmf=dtmf))
        await office.app._look_at_directory()
    shown = await office.process.console("pjsip show endpoint trunk-city")
    assert dtmf in next(line for line in shown.splitlines() if " dtmf_mode " in line)


async def absent(office: Office, user: str) -> Worker:
    """The user is logged in and takes no calls out of lines."""
    worker = await office.login(user)
    await worker.do_not_disturb()
    await worker.expect_status(Status.BUSY)
    return worker


async def talk(customer: Leg, worker: Worker) -> None:
    """Each hears the other, and nobody else."""
    await customer.hears_exactly(worker.phone.call)
    await worker.phone.call.hears_exactly(customer)


@pytest.mark.parametrize(
    ("dtmf", "offers_events", "in_band"),
    [("auto", True, False), ("auto", False, True), ("inband", True, True)],
    ids=["keys by RFC 4733", "keys as tones", "keys as tones though events are offered"],
)
async def test_a_caller_meets_every_kind_of_node(
    office: Office, farm: Farm, dtmf: str, offers_events: bool, in_band: bool
) -> None:
    await set_trunk(office, dtmf)
    anna, bo = await absent(office, "anna"), await office.login("bo")
    number = f"1391234567{len(farm.heads)}"
    caller = await office.call(EVERY, number, in_band=not offers_events)
    caller.in_band = in_band
    await caller.hears_exactly(HELLO)
    await caller.hears_exactly(music=True)  # the words
    await caller.hears_exactly(MENU)
    await caller.press("7")
    await caller.hears_exactly(ORDER)
    await caller.press("4711")
    await caller.hears_exactly(INSIDE)
    await caller.hears_exactly(music=True)  # in line
    queued = await anna.expect("onQueue")
    await caller.press("9")
    ring = await bo.expect("onRing", caller=number)
    assert ring["msg"] == "Li Lei about 4711"
    assert ring["data"] == {"order": "4711", "waiting": "0"}
    outside = await office.city.receives(BUSY_NUMBER, within=15)
    assert outside.caller == "4001"
    await caller.hears_exactly(BOX)
    await caller.hears_exactly(LAST, within=15)
    await caller.until("ended")
    message = await anna.expect("onVoicemail", box="anna", caller=number)
    contact = message["contactId"]
    assert contact == ring["contactId"] == queued["queued"][0]["contactId"]
    assert farm.heads[-1].startswith("GET /who?order=4711 HTTP/1.1\r\n")
    assert await way(office, contact) == WAY


async def test_a_seat_sends_its_customer_to_a_flow_that_ends_in_another_seat(
    office: Office,
) -> None:
    await set_trunk(office, "auto")
    anna, bo = await office.login("anna"), await office.login("bo")
    customer = await office.call(SHORT_LINE, "13912340001")
    ring = await anna.expect("onRing", caller="13912340001")
    assert (ring["msg"], ring["data"]) == ("vip", {"order": "17"})
    await anna.answer_call()
    await anna.expect("onAnswer", callNo=ring["callNo"])
    await talk(customer, anna)
    await anna.attach_data("mood", "good")
    await anna.goto_flow("back")
    await anna.expect("onOffTalk", callNo=ring["callNo"], cause="goto_flow")
    await anna.expect_status(Status.IDLE)
    await customer.hears_exactly(BACK)
    second = await bo.expect("onRing", caller="13912340001")
    assert second["contactId"] == ring["contactId"]
    assert second["msg"] == "vip"
    assert second["data"] == {"order": "17", "mood": "good", "asked": "13912340001"}
    await bo.answer_call()
    await bo.expect("onAnswer", callNo=second["callNo"])
    await talk(customer, bo)
    await customer.hang_up()
    await bo.expect("onOffTalk", callNo=second["callNo"])
    assert await way(office, ring["contactId"]) == (
        "line/note.next line/line.answered "
        "back/hello.next back/known.cases.1 back/note.next back/seat.answered"
    )


async def test_who_hung_up_is_called_back_when_its_turn_comes(office: Office) -> None:
    await set_trunk(office, "auto")
    anna = await absent(office, "anna")
    first = await office.call(SHORT_LINE, "13912340002")
    promised = await anna.expect("onQueue")
    second = await office.call(SHORT_LINE, "13912340003")
    await anna.expect("onQueue")
    await first.hears_exactly(music=True)
    await first.press("1")
    await first.hears_exactly(PROMISE)
    await first.until("ended", within=10)
    started = time.time()
    await anna.ready()
    ring = await anna.expect("onRing", caller="13912340002")  # and not who is still there
    assert ring["contactId"] == promised["queued"][0]["contactId"]
    assert (ring["msg"], ring["data"]) == ("vip", {"order": "17"})
    await anna.answer_call()
    called = await office.city.receives("13912340002", within=15)
    office.calls.append(called)
    assert called.caller == "4002"
    assert (called.at("ringing") or 0) > started
    await anna.expect("onAnswer", callNo=ring["callNo"])
    await called.until("answered")
    await talk(called, anna)
    await second.hears_exactly(music=True)
    await called.hang_up()
    await anna.expect("onOffTalk", callNo=ring["callNo"])
    other = await anna.expect("onRing", caller="13912340003")
    await anna.answer_call()
    await anna.expect("onAnswer", callNo=other["callNo"])
    await talk(second, anna)
