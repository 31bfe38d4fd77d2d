"""Asterisk as the server sees it, without telephony: it dials, answers requests, tells events.

Everything that a call of a customer to a seat needs is here in the shape, size and order measured
on Asterisk 22 (docs/asterisk.md): eight events, eight requests, one manager action. Names, ports
and secrets come from the configuration that the server wrote for an Asterisk that others manage.
There is no sound: recording, taps and calls to the outside are refused.
"""

from __future__ import annotations

import asyncio
import configparser
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import msgspec
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from benchmarks.ami_peer import Manager
from benchmarks.ari_rest import ROUTES, Answer, Request, refusal, route_of

RINGS_AFTER, ANSWERS_AFTER = 0.006, 0.0045
"""Seconds from the request to the event, as a telephone on loopback took them."""
IDENTITY = "02:fc:00:00:00:01"
LAST_FILE = "extensions.conf"
_encode = msgspec.json.Encoder().encode
_request = msgspec.json.Decoder(Request).decode


def stamp() -> str:
    """The time as Asterisk writes it."""
    now = time.time()
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now % 1 * 1000):03}+0000"


@dataclass(slots=True)
class Channel:
    """A customer's, or a seat's phone that the server has rung."""

    id: str
    name: str
    caller: str
    plan: dict[str, object]
    ours: bool = False  # made by the server
    state: str = "Ring"
    caller_name: str = ""
    since: str = field(default_factory=stamp)

    def shown(self) -> dict[str, object]:
        """ARI, the model Channel."""
        caller = {"name": self.caller_name, "number": self.caller}
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "protocol_id": "3ea17e0b-fefc-4a93-9574-723ff357c90f",
            "caller": caller,
            "connected": caller if self.ours else {"name": "", "number": ""},
            "accountcode": "",
            "dialplan": self.plan,
            "creationtime": self.since,
            "language": "en",
        }


class Socket(WSListener):
    """One of the sockets that Asterisk dials."""

    def __init__(self, peer: Peer, application: str) -> None:
        self.application = application
        self._peer = peer
        self._transport: WSTransport

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type is WSMsgType.TEXT:
            self._peer.asked(self, _request(frame.get_payload_as_memoryview()))

    def send(self, message: Mapping[str, object]) -> None:
        common = {"application": self.application, "asterisk_id": IDENTITY}
        self._transport.send(WSMsgType.TEXT, _encode({**message, **common}))

    def close(self) -> None:
        self._transport.disconnect()


class Peer:
    """The whole of it, for one server. `phones` are the extensions that are registered.

    `told` holds when the last event about an extension's leg was written, by the clock
    `time.perf_counter`; `written` counts frames to the server; `refused` what was asked in vain.
    """

    def __init__(self, etc: Path, phones: Sequence[str]) -> None:
        self.phones = phones
        self.channels: dict[str, Channel] = {}
        self.bridges: set[str] = set()
        self.told: dict[str, float] = {}
        self.written = 0
        self.refused: Counter[str] = Counter()
        self._etc = etc
        self._ids = count()
        self._sockets: dict[str, Socket] = {}
        self._manager: asyncio.Server | None = None
        self._main = ""

    async def start(self) -> None:
        """Read the configuration as soon as it is complete, listen, and dial."""
        while not (self._etc / LAST_FILE).is_file():
            await asyncio.sleep(0.02)
        manager = _read(self._etc / "manager.conf")
        secrets = {name: part["secret"] for name, part in manager.items() if "secret" in part}
        loop = asyncio.get_running_loop()
        self._manager = await loop.create_server(
            lambda: Manager(secrets, self),
            manager["general"]["bindaddr"],
            int(manager["general"]["port"]),
        )
        clients = _read(self._etc / "websocket_client.conf")
        for name, part in clients.items():
            if name != configparser.DEFAULTSECT:
                await self._dial(part)
        self._main = next(iter(self._sockets))

    async def stop(self) -> None:
        for one in self._sockets.values():
            one.close()
        if self._manager is not None:
            self._manager.close()

    # --- what customers and telephones do ------------------------------------------------------

    def arrive(self, caller: str, service: str) -> str:
        """A customer calls a service number; the id of the call's channel."""
        number = next(self._ids)
        identity = f"{int(time.time())}.{number}"
        plan = {
            "context": "callseat-inbound",
            "exten": service,
            "priority": 3,
            "app_name": "Stasis",
            "app_data": f"{self._main},inbound",
        }
        channel = Channel(identity, f"PJSIP/trunk-city-{number:08x}", caller, plan)
        self.channels[identity] = channel
        self._tell("StasisStart", channel, args=["inbound"])
        return identity

    def leave(self, identity: str) -> None:
        """The customer hangs up."""
        channel = self.channels.pop(identity, None)
        if channel is not None:
            self._tell("StasisEnd", channel)

    def talk(self, identity: str) -> bool:
        """A phone is told to answer; False if there is no such channel."""
        if identity not in self.channels:
            return False
        asyncio.get_running_loop().call_later(ANSWERS_AFTER, self._answer, identity)
        return True

    def ring(self, identity: str, extension: str, caller: str, name: str) -> Channel:
        """A phone is called. It rings a little later."""
        plan = {
            "context": "callseat-phone",
            "exten": "s",
            "priority": 1,
            "app_name": "AppDial2",
            "app_data": "(Outgoing Line)",
        }
        full = f"PJSIP/{extension}-{next(self._ids):08x}"
        channel = Channel(identity, full, caller, plan, True, "Down", name)
        self.channels[identity] = channel
        asyncio.get_running_loop().call_later(RINGS_AFTER, self._rings, identity)
        return channel

    def take(self, channel: Channel) -> None:
        """The server answers a customer."""
        channel.state = "Up"
        self._tell("ChannelStateChange", channel)

    def hang_up(self, channel: Channel) -> None:
        """By the server. What is told of it comes after its answer."""
        del self.channels[channel.id]
        asyncio.get_running_loop().call_soon(self._gone, channel)

    def _rings(self, identity: str) -> None:
        channel = self.channels.get(identity)
        if channel is not None:
            channel.state = "Ringing"
            self._note(channel)
            self._tell("ChannelStateChange", channel)

    def _answer(self, identity: str) -> None:
        channel = self.channels.get(identity)
        if channel is None or channel.state == "Up":
            return
        channel.state = "Up"
        self._tell("ChannelStateChange", channel)
        channel.plan = channel.plan | {"app_name": "Stasis", "app_data": self._main}
        self._note(channel)
        self._tell("StasisStart", channel, args=[])

    def _note(self, channel: Channel) -> None:
        self.told[channel.name.partition("/")[2].rpartition("-")[0]] = time.perf_counter()

    def _gone(self, channel: Channel) -> None:
        if not channel.ours or channel.state == "Up":
            self._tell("StasisEnd", channel)
        if channel.ours:
            self._tell("ChannelDestroyed", channel, cause=16, cause_txt="Normal Clearing")

    def _tell(self, kind: str, channel: Channel, **more: object) -> None:
        self.written += 1
        head = {"type": kind, "timestamp": stamp(), **more, "channel": channel.shown()}
        self._sockets[self._main].send(head)

    # --- requests ------------------------------------------------------------------------------

    def asked(self, socket: Socket, request: Request) -> None:
        parts = request.uri.split("/")
        how = ROUTES.get(route_of(request.method, parts))
        answer = how(self, parts, request) if how else refusal(404, "Resource not found")
        if answer.status >= 400:
            self.refused[f"{request.method} {parts[0]} {parts[-1]}: {answer.status}"] += 1
        self.written += 1
        socket.send(_response(request, answer))

    async def _dial(self, part: Mapping[str, str]) -> None:
        login = b64encode(f"{part['username']}:{part['password']}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Sec-WebSocket-Protocol": part["protocols"]}
        application = part["uri"].rpartition("/")[2]
        _, socket = await ws_connect(
            lambda: Socket(self, application),
            part["uri"],
            extra_headers=headers,
            max_frame_size=1 << 24,
        )
        self._sockets[application] = socket
        socket.send({"type": "ApplicationRegistered", "timestamp": stamp()})


def _response(request: Request, answer: Answer) -> dict[str, object]:
    head: dict[str, object] = {
        "type": "RESTResponse",
        "transaction_id": request.request_id,
        "request_id": request.request_id,
        "status_code": answer.status,
        "reason_phrase": answer.phrase,
        "uri": request.uri,
        "timestamp": stamp(),
    }
    if answer.body is not None:
        head["content_type"] = "application/json"
        head["message_body"] = _encode(answer.body).decode()
    return head


def _read(file: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read(file, encoding="utf-8")
    return parser
