"""A day's records with recordings and messages, for pages that look back."""

from __future__ import annotations

import math
import wave
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from callseat.app import Callseat
from callseat.domain.dialer.campaign import Campaign, CampaignMode, CampaignState
from callseat.domain.directory import Account, Calendar, Holiday, Role, Skill, Span
from callseat.domain.rows import (
    CallPartRow,
    ContactDataRow,
    ContactRow,
    LeadAttemptRow,
    LeadRow,
    QueueVisitRow,
    RecordingRow,
    RecordingSegmentRow,
    SeatSessionRow,
    StatusIntervalRow,
    VoicemailRow,
)
from callseat.store.leads.importing import Importer, Order
from callseat.store.leads.leads import Leads, WantedLeads
from tests.admin.server import PASSWORD

MINUTE = 60_000
TRIED = (
    *("answered", "no_answer", "busy", "answered", "no_answer", "machine", "answered", "no_answer"),
    *("answered", "no_answer", "busy", "answered", "rejected", "no_answer", "answered", "answered"),
    *("no_answer", "answered", "busy", "no_answer", "answered", "no_answer", "answered"),
)
OUTCOMES = ("answered", "answered", "answered", "abandoned", "answered", "served")
TALK = 90_000
HELD = (40_000, 55_000)
LONG = "Bartholomäus von Hohenstein-Falkenberg zu Tübingen"
FLOW = """\
code: main
name: 欢迎与选择 Welcome and menu
start: hello
nodes:
  hello:   {kind: play, sounds: [welcome], next: choose}
  choose:  {kind: menu, sounds: [menu], choices: {"1": sales, "2": spare}, wait: 4, tries: 1,
            otherwise: sales}
  sales:   {kind: queue, queue: sales, overflow: busy}
  spare:   {kind: queue, queue: spare, overflow: busy}
  busy:    {kind: play, sounds: [all-busy], next: bye}
  bye:     {kind: hangup}
"""


async def fill(app: Callseat) -> None:
    """People with long names, a calendar, a second version of the flow, and a day of 36 calls."""
    directory = app.store.directory
    skills = (Skill("sales", 7), Skill("spare", 3))
    for account in (
        Account("lang", LONG, extension="1010", group="front", skills=skills),
        Account("fang", "欧阳明月", Role.SUPERVISOR, "1011", "back", ("front", "back")),
    ):
        await directory.accounts.add(account, PASSWORD)
    week = tuple(Span(day, "09:00", "18:00") for day in range(5))
    holidays = (
        Holiday("2026-10-01", "国庆节"),
        Holiday("2026-12-24", "Eve", (("09:00", "12:00"),)),
    )
    await directory.calendars.add(Calendar("office", "办公 Office", week=week, holidays=holidays))
    await directory.flows.save(FLOW, app.now(), "root")
    await app._look_at_directory()
    begin = app.now() - 240 * MINUTE
    for user in ("anna", "ben", "lang"):
        session = SeatSessionRow(f"s-{user}", user, "1001", begin - MINUTE, app.now(), "logout")
        app.store.writer.save(session)
    for number in range(36):
        await _call(app, number, begin + number * 6 * MINUTE)
    await _message(app, begin)
    await _campaign(app, begin)
    await app.store.writer.settled()


async def _call(app: Callseat, number: int, at: int) -> None:
    outcome, user = OUTCOMES[number % len(OUTCOMES)], ("anna", "ben", "lang")[number % 3]
    contact, name = f"c-{number}", f"2026/11/25/c-{number}.wav"
    answered = at + 8000 if outcome == "answered" else 0
    end = answered + TALK if answered else at + 21_000
    caller = f"1391234{number:04}"
    save = app.store.writer.save
    save(ContactRow(contact, "P1", caller, "4001", at, answered, end, outcome, "customer", "normal",
                    name if answered else ""))  # fmt: skip
    left = ("answered", user) if answered else ("abandoned", "")
    save(QueueVisitRow(f"v-{number}", contact, "sales", 0, at, answered or end, *left))
    if not answered:
        return
    save(CallPartRow(f"p-{number}", contact, user, "1001", "0", caller, "4001", "P1", "sales",
                     at + 2000, answered, end, "answered", "0", "customer", "normal"))  # fmt: skip
    _statuses(app, number, user, (at, answered, end))
    save(RecordingRow(name, contact, answered, end, TALK, "done"))
    save(RecordingSegmentRow(name, 1, 0, HELD[0], user))
    save(RecordingSegmentRow(name, 2, *HELD, user, "hold", "requestHold"))
    save(RecordingSegmentRow(name, 3, HELD[1], TALK, user))
    save(ContactDataRow(contact, "order", f"A-{1000 + number}"))
    voice(app.settings.data / "recordings" / name)


def _statuses(app: Callseat, number: int, user: str, times: tuple[int, int, int]) -> None:
    """Idle, talking, at work after the call, and at rest now and then."""
    at, answered, end = times
    spans = ((1, at - 3 * MINUTE, answered), (5, answered, end), (8, end, end + 30_000),
             (4 if number % 4 else 10, end + 30_000, end + 2 * MINUTE))  # fmt: skip
    for place, (status, began, ended) in enumerate(spans):
        row = StatusIntervalRow(
            f"i-{number}-{place}", f"s-{user}", user, status, began, ended, "", user
        )
        app.store.writer.save(row)


async def _campaign(app: Callseat, begin: int) -> None:
    """A list of 400, two thirds of it dialled in four hours."""
    code, directory = "renewal", app.store.directory
    campaign = Campaign(code, "续保回访 Renewal", "P1", "sales", CampaignMode.PREDICTIVE)
    await directory.campaigns.add(
        replace(campaign, abandoned_sound="all-busy", state=CampaignState.PAUSED)
    )
    lines = "".join(f"客户{one},137{one:08}\n" for one in range(400))
    file = BytesIO(f"姓名,电话\n{lines}".encode())
    await Importer(app.store.engine).run(Order(code, "november", "november.csv"), file)
    leads = await Leads(app.store.engine).page(code, WantedLeads(limit=270))
    day = datetime.now(ZoneInfo(app.settings.timezone)).date().isoformat()
    for number, lead in enumerate(leads):
        at = begin + number * 53_000
        outcome = "abandoned" if number in (70, 190) else TRIED[number % len(TRIED)]
        answered = at + 9000 if outcome in ("answered", "machine", "abandoned") else 0
        connected = answered and (answered + 700 if outcome == "answered" else 0)
        app.store.writer.save(
            LeadAttemptRow(f"a-{number}", code, lead.lead_id, lead.e164, at, rung_at=at + 1500,
                           answered_at=answered, connected_at=connected, ended_at=at + 60_000,
                           outcome=outcome, day=day if answered else "")
        )  # fmt: skip
        again = outcome in ("busy", "no_answer")
        state = ("waiting", app.now() + MINUTE * 40) if again else ("done", 0)
        app.store.writer.save(LeadRow(lead.lead_id, code, *state, "", 1, outcome))


async def _message(app: Callseat, at: int) -> None:
    for number, box in enumerate(("front", "anna")):
        name = f"2026/11/25/m-{number}.wav"
        caller = f"1380013800{number}"
        app.store.writer.save(VoicemailRow(name, f"c-{number}", caller, box, at + number, 9000))
        voice(app.settings.data / "voicemail" / name, 9)


def voice(file: Path, seconds: int = TALK // 1000, rate: int = 8000) -> None:
    """Customer left, seat right, speaking in turns: WAV, 16 bits."""
    time = np.arange(seconds * rate) / rate
    turns = (np.sin(2 * math.pi * time / 7) > 0).astype(float)
    words = np.abs(np.sin(2 * math.pi * time * 1.7)) * (0.4 + 0.6 * np.abs(np.sin(time * 0.9)))
    left = turns * words * np.sin(2 * math.pi * 300 * time)
    right = (1 - turns) * words * np.sin(2 * math.pi * 200 * time)
    sound = (np.stack([left, right], 1) * 9000).astype("<i2")
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(sound.tobytes())
