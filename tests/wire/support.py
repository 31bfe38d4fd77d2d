"""A small house behind the wire: a real server, a table of a few commands, a gate that obeys them.

The domain has tests of its own; here its part is played by the shortest engine there is.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from callseat.domain.commands.command import Params
from callseat.domain.directory import Account, Directory, Skill
from callseat.domain.effects import (
    Accept,
    ClientEffect,
    EndSession,
    Notify,
    OpenSession,
    Refuse,
    Seat,
)
from callseat.domain.errors import Reason
from callseat.domain.inputs import Asked, ConnectionLost
from callseat.domain.notices import OnLoginSuccess, OnStatus
from callseat.wire.connection import House
from callseat.wire.gate import Verdict
from callseat.wire.hub import Hub
from callseat.wire.metrics import Metrics
from callseat.wire.server import WireServer
from callseat.wire.settings import WireSettings


@dataclass(frozen=True, slots=True)
class Login(Params):
    userName: str
    passwd: str


@dataclass(frozen=True, slots=True)
class Resume(Params):
    token: str
    seq: int


@dataclass(frozen=True, slots=True)
class Nothing(Params):
    pass


@dataclass(frozen=True, slots=True)
class CallOut(Params):
    callee: str
    caller: str = ""


@dataclass(frozen=True, slots=True)
class SetTransfer(Params):
    mode: int
    callee: str


PARAMS: dict[str, type[Params]] = {
    "login": Login,
    "resume": Resume,
    "logout": Nothing,
    "answerCall": Nothing,
    "refuse": Nothing,
    "hangUp": Nothing,
    "callOut": CallOut,
    "requestSetTransfer": SetTransfer,
}
TABLE: dict[str, Any] = {
    name: SimpleNamespace(NAME=name, Params=params) for name, params in PARAMS.items()
}
ALIASES = {"callOutEx": "callOut"}


def find(name: str) -> Any:
    return TABLE.get(ALIASES.get(name, name))


@dataclass
class SmallGate:
    """Any user with the password "right" may log in; a second login takes over."""

    hub: Hub
    asked: list[Asked] = field(default_factory=list)
    lost: list[ConnectionLost] = field(default_factory=list)
    seats: dict[str, str] = field(default_factory=dict)  # user -> session
    checks: int = 0
    holding: bool = False  # keep requests unanswered until `release`
    held: list[Asked] = field(default_factory=list)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    refuse_logins: Reason | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def now(self) -> int:
        return time.time_ns() // 1_000_000

    async def authenticate(self, user: str, password: str) -> Verdict:
        self.checks += 1
        if user in self.verdicts:
            return self.verdicts[user]
        return Verdict.OK if password == "right" else Verdict.WRONG

    async def bearer(self, token: str) -> str:
        return token.removeprefix("token-of-") if token.startswith("token-of-") else ""

    def submit(self, event: Asked | ConnectionLost) -> None:
        self.changed.set()
        if isinstance(event, ConnectionLost):
            self.lost.append(event)
            return
        self.asked.append(event)
        if self.holding:
            self.held.append(event)
        else:
            asyncio.get_running_loop().call_soon(self.answer, event)

    def answer(self, asked: Asked) -> None:
        for effect in self.effects(asked):
            self.hub.perform(effect)

    def release(self) -> None:
        self.holding = False
        while self.held:
            self.answer(self.held.pop(0))

    def effects(self, asked: Asked) -> list[ClientEffect]:
        match asked.name:
            case "login" if self.refuse_logins:
                return [Refuse(asked.ask, self.refuse_logins)]
            case "login":
                former = self.seats.get(asked.user)
                self.seats[asked.user] = asked.session
                return [
                    *([EndSession(former, "taken_over")] if former else []),
                    Accept(asked.ask),
                    OpenSession(asked.session, asked.user),
                    *self.greeting(asked.user),
                ]
            case "resume":
                complete = asked.params.seq >= 0
                return [
                    Accept(asked.ask, (("replayed", "yes" if complete else "no"),)),
                    *([] if complete else self.greeting(asked.user, resumed=True)),
                ]
            case "logout":
                self.seats.pop(asked.user, None)
                return [Accept(asked.ask), EndSession(asked.session, "logout")]
            case "refuse":
                return [Refuse(asked.ask, Reason.NOT_RINGING)]
        return [Accept(asked.ask, (("count", str(len(self.asked))),))]

    @staticmethod
    def greeting(user: str, *, resumed: bool = False) -> list[ClientEffect]:
        return [
            Notify(Seat(user), OnLoginSuccess("200", user, "1001", resumed=resumed)),
            Notify(Seat(user), OnStatus(user, "1", "0")),
        ]

    def end_grace(self, user: str) -> None:
        """A lost connection did not come back in time."""
        self.hub.perform(EndSession(self.seats.pop(user), "connection_lost"))

    async def until(self, condition: Any, seconds: float = 10) -> None:
        """Wait for a condition that a submitted input brings about."""
        async with asyncio.timeout(seconds):
            while not condition():
                self.changed.clear()
                await self.changed.wait()


async def eventually(condition: Callable[[], Any], seconds: float = 10) -> None:
    """Wait for something that tells nobody when it happens."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


@dataclass
class World:
    """A running server and what stands behind it."""

    server: WireServer
    hub: Hub
    gate: SmallGate
    health: dict[str, str]

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.server.port}/ws"

    def dial(self, uri: str = "", **options: Any) -> connect:
        options.setdefault("subprotocols", ["callseat.v1"])
        options.setdefault("compression", None)
        return connect(uri or self.url, proxy=None, **options)

    async def seat(self, user: str = "anna", **options: Any) -> Client:
        client = Client(await self.dial(**options))
        assert "result" in await client.ask("login", user, "right")
        await client.event("onStatus")
        return client


@dataclass
class Client:
    """A client that sends and reads JSON, and nothing else."""

    socket: ClientConnection
    serial: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)

    async def send(self, method: str, *params: Any, request: Any = None) -> Any:
        self.serial += 1
        request = self.serial if request is None else request
        message = {"jsonrpc": "2.0", "id": request, "method": method, "params": params}
        await self.socket.send(json.dumps(message))
        return request

    async def read(self) -> dict[str, Any]:
        async with asyncio.timeout(20):
            message: dict[str, Any] = json.loads(await self.socket.recv())
        if "method" in message:
            self.events.append(message)
        return message

    async def answer(self) -> dict[str, Any]:
        while "method" in (message := await self.read()):
            pass
        return message

    async def ask(self, method: str, *params: Any, request: Any = None) -> dict[str, Any]:
        await self.send(method, *params, request=request)
        return await self.answer()

    async def event(self, name: str) -> dict[str, Any]:
        while (message := await self.read()).get("method") != name:
            pass
        params: dict[str, Any] = message["params"]
        return params

    async def closed(self) -> tuple[int | None, str | None]:
        """Read to the end: the close code and its reason."""
        async with asyncio.timeout(20):
            with contextlib.suppress(ConnectionClosed):
                while True:
                    await self.read()
            await self.socket.wait_closed()
        return self.socket.close_code, self.socket.close_reason


DIRECTORY = Directory(
    accounts=(
        Account("anna", extension="1001", group="a", skills=(Skill("sales"),)),
        Account("bert", extension="1002", group="a", skills=(Skill("sales"), Skill("help"))),
        Account("carl", extension="1003", group="b"),
    )
)


@asynccontextmanager
async def running(**settings: Any) -> AsyncIterator[World]:
    """A server on a free port, stopped in the end."""
    hub = Hub(Metrics())
    hub.load(DIRECTORY)
    gate = SmallGate(hub)
    health = {"engine": "ok", "switch": "ok", "store": "ok"}
    house = House(hub, gate, find, WireSettings(port=0, **settings))
    server = WireServer(house, lambda: health)
    await server.start()
    try:
        yield World(server, hub, gate, health)
    finally:
        await server.stop()
