"""A whole server with the simulated switch, furnished, and people who use its REST API."""

from __future__ import annotations

import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from callseat.app import Callseat
from callseat.config import ServerSettings, Settings, SwitchSettings
from callseat.domain.directory import Account, Group, Project, Queue, Role, Skill
from callseat.domain.rows import CallPartRow, ContactRow, RecordingRow, VoicemailRow
from callseat.store.directory.things import TrunkRecord
from callseat.switch.simulated.network import Network
from callseat.switch.simulated.switch import SimulatedSwitch

PASSWORD = "correct horse"
ORIGIN = "https://crm.example"
FLOW = """\
code: main
name: Main
start: line
nodes:
  line: {kind: queue, queue: sales}
"""
FRAMES = 1024
MESSAGE = b"RIFF" + bytes(range(200))


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any
    headers: Any

    @property
    def reason(self) -> str:
        return str(self.body["reason"])


@dataclass(frozen=True)
class Upload:
    """A file in a form, under whatever name the sender gives it."""

    content: bytes
    title: str = ""
    name: str = "sound"

    def form(self) -> aiohttp.FormData:
        form = aiohttp.FormData()
        form.add_field("file", self.content, filename=self.name)
        if self.title:
            form.add_field("title", self.title)
        return form


class Person:
    """Somebody with a token; "" is nobody."""

    def __init__(self, url: str, session: aiohttp.ClientSession, token: str = "") -> None:
        self.url, self._session, self.token = url, session, token

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """`body` is sent as JSON, bytes and forms as they are."""
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        body = body.form() if isinstance(body, Upload) else body
        content = {"data" if isinstance(body, bytes | aiohttp.FormData) else "json": body}
        async with self._session.request(
            method, f"{self.url}{path}", headers=headers, **content
        ) as response:
            kind = response.headers.get("Content-Type", "")
            read = response.json if "json" in kind else response.read
            loaded = await read() if response.status != 204 else None
            return Answer(response.status, loaded, response.headers)

    async def get(self, path: str, **headers: str) -> Answer:
        return await self.ask("GET", path, **headers)

    async def ok(self, method: str, path: str, body: Any = None) -> Any:
        """The body of an answer that must be a success."""
        answer = await self.ask(method, path, body)
        assert answer.status in {200, 201, 204}, answer
        return answer.body


class House:
    """The server and its people."""

    def __init__(self, app: Callseat, session: aiohttp.ClientSession) -> None:
        self.app, self._session = app, session
        self.url = app.address.replace("ws", "http", 1).removesuffix("/ws") + "/api/v1"
        self.nobody = Person(self.url, session)

    async def login(self, user: str, password: str = PASSWORD) -> Person:
        answer = await self.nobody.ask("POST", "/tokens", {"user": user, "password": password})
        assert answer.status == 201, answer
        return Person(self.url, self._session, answer.body["access_token"])

    @property
    def network(self) -> Network:
        switch = self.app.switch
        assert isinstance(switch, SimulatedSwitch)
        return switch.network


def settings(data: Path) -> Settings:
    return Settings(
        data=data,
        language="en",
        server=ServerSettings(port=0, origins=(ORIGIN,)),
        switch=SwitchSettings(kind="simulated"),
    )


@asynccontextmanager
async def running(data: Path) -> AsyncIterator[House]:
    """anna and sue are of the group front, which sue supervises; ben is of the group back."""
    app = Callseat(settings(data))
    await app.start()
    try:
        await furnish(app)
        async with aiohttp.ClientSession() as session:
            yield House(app, session)
    finally:
        await app.stop()
    assert app.engine.bugs == 0


async def furnish(app: Callseat) -> None:
    store = app.store.directory
    for code in ("front", "back", "empty"):
        await store.groups.add(Group(code))
    for code in ("sales", "spare"):
        await store.queues.add(Queue(code, announce_every=0))
    skills = (Skill("sales"),)
    for account in (
        Account("root", "Root", Role.ADMINISTRATOR),
        Account("sue", "Sue", Role.SUPERVISOR, group="front", supervises=("front",)),
        Account("anna", "Anna", extension="1001", group="front", skills=skills),
        Account("ben", "Ben", extension="1002", group="back", skills=skills),
    ):
        await store.accounts.add(account, PASSWORD)
    await store.flows.save(FLOW, 0, "test")
    await store.projects.add(Project("P1", "Sales", ("4001",), "main"))
    await store.trunks.add(TrunkRecord("city", "192.0.2.1", user="us", secret="trunk-secret"))
    await app._look_at_directory()


async def remember(app: Callseat, user: str, number: int, at: int) -> str:
    """A contact that this user served, with its recording: the recording's name."""
    contact, name = f"c-{number}", f"2026/11/23/c-{number}.wav"
    app.store.writer.save(ContactRow(contact, "P1", "139", "4001", at, recording=name))
    app.store.writer.save(
        CallPartRow(f"p-{number}", contact, user, "1001", "0", "139", "4001", "P1", "sales", at)
    )
    app.store.writer.save(RecordingRow(name, contact, at, at + 100, 100, "done"))
    await app.store.writer.settled()
    file = app.settings.data / "recordings" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), "wb") as wav:
        wav.setnchannels(2)
        wav.setsampwidth(2)
        wav.setframerate(8000)
        wav.writeframes(bytes(range(256)) * (FRAMES * 4 // 256))
    return name


async def leave(house: House, box: str, name: str, at: int = 1) -> str:
    """A message in a box: its name."""
    house.app.store.writer.save(VoicemailRow(name, f"c-{at}", "139", box, at, 2000))
    await house.app.store.writer.settled()
    file = house.app.settings.data / "voicemail" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(MESSAGE)
    return name
