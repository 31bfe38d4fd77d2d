"""A day's records with recordings and messages, for pages that look back."""

from __future__ import annotations

import math
import wave
from pathlib import Path

import numpy as np

from callseat.app import Callseat
from callseat.domain.directory import Account, Calendar, Holiday, Role, Skill, Span
from callseat.domain.rows import (
    CallPartRow,
    ContactDataRow,
    ContactRow,
    QueueVisitRow,
    RecordingRow,
    RecordingSegmentRow,
    SeatSessionRow,
    StatusIntervalRow,
    VoicemailRow,
)
from tests.admin.server import PASSWORD

MINUTE = 60_000
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
