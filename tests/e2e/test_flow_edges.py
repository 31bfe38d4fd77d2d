"""Around flows on the real switch: versions, words, messages, other programs, opening hours."""

from __future__ import annotations

import time
import wave
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest_asyncio

from callseat.config import HttpSettings
from callseat.domain.directory import Calendar, Project, Queue, Skill, Span
from callseat.store.reports import Question, flows_report
from callseat.store.reports.span import Span as Stretch
from callseat.store.voicemail import Wanted
from tests.fetch.farm import LOOPBACK, answer, sends, serving
from tests.support.office import Business, Office
from tests.support.speech import speaking
from tests.support.waiting import until

VERSIONS, MAIL, HOURS, FULL = "4001", "4002", "4003", "4004"
OLD = """\
code: versions
start: choose
nodes:
  choose: {kind: menu, sounds: [menu], choices: {"1": line}, wait: 60, tries: 3, otherwise: bye}
  line: {kind: queue, queue: sales}
  bye: {kind: hangup}
"""
NEW = "code: versions\nstart: bye\nnodes:\n  bye: {kind: hangup, cause: busy}\n"
MAILBOX = """\
code: mailbox
start: beep
nodes:
  beep: {kind: voicemail, sounds: [voicemail], box: anna, longest: 20, silence: 10, next: thanks}
  thanks: {kind: play, sounds: [voicemail-thanks], next: bye}
  bye: {kind: hangup}
"""
CLOSED = "code: closed\nstart: bye\nnodes:\n  bye: {kind: hangup, cause: busy}\n"
ASKING = """\
code: asking
start: ask
nodes:
  ask: {{kind: http, url: "http://localhost:{port}/who", read: {{name: customer.name}}, next: say,
         failed: bye}}
  say: {{kind: say, text: "Hello ${{name}}, your order is on its way to you.", language: en,
         next: bye}}
  bye: {{kind: hangup}}
"""
HOUSE = Business(
    (Queue("sales", announce_every=0),),
    (
        Project("P1", "", (VERSIONS,), "versions"),
        Project("P2", "", (MAIL,), "mailbox"),
        Project("P3", "", (HOURS,), "mailbox"),
        Project("P4", "", (FULL,), "versions", most_calls=1),
    ),
    (OLD, CLOSED, MAILBOX),
    {"anna": (Skill("sales"),)},
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house() -> AsyncIterator[Office]:
    with speaking():
        office = await Office.open(HOUSE)
        try:
            yield office
            assert office.app.engine.bugs == 0
        finally:
            await office.close()


async def saved(office: Office, text: str) -> int:
    """The flow's new version, which serves the next call."""
    version = await office.app.store.directory.flows.save(text, time.time_ns() // 10**6, "test")
    await office.app._look_at_directory()
    return version.version


async def test_a_call_finishes_in_the_version_that_it_began_in(house: Office) -> None:
    anna = await house.login("anna")
    early = await house.call(VERSIONS)
    await early.until("answered")
    assert await saved(house, NEW) == 2
    late = await house.call(VERSIONS)
    await late.until("ended")
    await early.press("1")
    ring = await anna.expect("onRing", callee=VERSIONS)
    await anna.answer_call()
    await anna.expect("onAnswer", callNo=ring["callNo"])
    await early.hears_exactly(anna.phone.call)
    await early.hang_up()
    await anna.expect("onOffTalk", callNo=ring["callNo"])
    await house.app.store.directory.flows.activate("versions", 1)
    await house.app._look_at_directory()
    back = await house.call(VERSIONS)
    await back.until("answered")
    await back.hang_up()
    await house.empty()


async def test_a_message_reaches_its_box_though_the_caller_hangs_up(house: Office) -> None:
    anna = await house.login("anna")
    caller = await house.call(MAIL, "13912345678")
    await caller.until("answered")
    await caller.hears_exactly(music=True)  # the prompt
    await until(lambda: _recording(house), 15)
    started = time.monotonic()
    await until(lambda: _passed(started, 3), 10)  # what is said is what the test is about
    await caller.hang_up()
    told = await anna.expect("onVoicemail", box="anna", caller="13912345678")
    store = house.app.store
    await store.writer.settled()
    (message,) = await house.app._services().voicemail.read(Wanted(box="anna"))
    assert (message.name, message.contact_id) == (told["fileName"], told["contactId"])
    assert 1500 < message.duration_ms < 6000
    with wave.open(str(house.settings.data / "voicemail" / message.name)) as wav:
        samples = np.frombuffer(wav.readframes(wav.getnframes()), "<i2") / 32_768
    spectrum = np.abs(np.fft.rfft(samples[-8000:]))
    assert abs(np.argmax(spectrum) - caller.tone) <= 2  # what the caller says
    await house.empty()


async def test_a_flow_asks_a_program_and_says_what_it_heard() -> None:
    with speaking():
        async with serving(sends(answer(b'{"customer": {"name": "Anna"}}'))) as farm:
            http = HttpSettings(hosts=(f"localhost:{farm.port}",), networks=LOOPBACK)
            flow = ASKING.format(port=farm.port)
            project = Project("P1", "", (VERSIONS,), "asking")
            office = await Office.open(Business((), (project,), (flow,)), http=http)
            try:
                await office.app._look_at_directory()
                caller = await office.call(VERSIONS)
                await caller.hears_exactly(music=True)  # the words
                await caller.until("ended", within=20)
                assert farm.heads[0].startswith("GET /who HTTP/1.1\r\n")
                (file,) = (office.settings.data / "speech").glob("*.wav")
                with wave.open(str(file)) as wav:
                    assert 1.5 < wav.getnframes() / 8000 < 8
                await office.app.store.writer.settled()
                now = time.time_ns() // 10**6
                span = Stretch(now - 3_600_000, now + 1000, ZoneInfo("UTC"))
                report = await flows_report(office.app.store.engine, Question(span))
                found = {line.node: dict(line.tally.branches) for line in report.lines}
                assert found["ask"] == {"next": 1}
                assert found["say"] == {"next": 1}
                assert office.app.engine.bugs == 0
            finally:
                await office.close()


async def test_a_closed_project_takes_its_other_flow(house: Office) -> None:
    store = house.app.store.directory
    local = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=3)
    elsewhere = (Span(local.weekday(), "09:00", "10:00"),)
    await store.calendars.add(Calendar("shop", "", "Asia/Shanghai", elsewhere))
    projects = {one.number: one for one in HOUSE.projects}
    shut = Project("P3", "", (HOURS,), projects["P3"].flow, calendar="shop", closed_flow="closed")
    await store.projects.change(shut)
    await house.app._look_at_directory()
    turned_away = await house.call(HOURS)
    await turned_away.until("ended")
    always = tuple(Span(day, "00:00", "00:00") for day in range(7))
    await store.calendars.change(Calendar("shop", "", "Asia/Shanghai", always))
    await house.app._look_at_directory()
    welcome = await house.call(HOURS)
    await welcome.until("answered")
    await welcome.hang_up()
    await house.empty()


async def test_of_a_full_project_the_next_caller_is_turned_away(house: Office) -> None:
    first = await house.call(FULL)
    await first.until("answered")
    second = await house.call(FULL)
    await second.until("ended")
    assert second.fate == "486"  # SIP: busy here
    await first.hang_up()
    await house.until(lambda: not house.app.engine.world.contacts)
    third = await house.call(FULL)
    await third.until("answered")
    await third.hang_up()
    await house.empty()


async def _recording(office: Office) -> bool:
    return bool(office.app.engine.world.messages)


async def _passed(started: float, seconds: float) -> bool:
    return time.monotonic() - started >= seconds
