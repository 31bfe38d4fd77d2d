"""A server that only a wallboard sees: the built pages, a supervisor's login, seats whose statuses
change as the script says, and the REST answers that the page asks for.

The page is what is measured here; a real server would only share its machine.
"""

from __future__ import annotations

import asyncio
import base64
import json
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from callseat.wire.pages import FOLDER, SHELLS, policy

ACCOUNT = {
    "user": "chief",
    "name": "班长 Chief",
    "role": "supervisor",
    "extension": "9999",
    "group": "office",
    "supervises": ["front", "back", "night"],
    "skills": [],
    "callers": [],
    "reach": None,
    "disabled": False,
}
STATUSES = (1, 1, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 6, 7, 8, 8, 10, 11, 0)
NAMES = ("王芳", "李伟", "张秀英", "Anna Lindqvist", "刘洋", "Bartholomäus von Hohenstein-Falken",
         "陈静", "Ravi", "欧阳娜娜", "Ng Mei Ling", "杨勇", "Zoë")  # fmt: skip


def token() -> str:
    """Looks like one of ours to the page, which reads when it ends."""

    def part(value: dict[str, Any]) -> str:
        text = json.dumps(value).encode()
        return base64.urlsafe_b64encode(text).decode().rstrip("=")

    claims = {"sub": ACCOUNT["user"], "exp": int(time.time()) + 3600}
    return f"{part({'alg': 'HS256'})}.{part(claims)}.none"


@dataclass
class Seat:
    """`since` is milliseconds since the epoch."""

    user: str
    name: str
    extension: str
    group: str
    status: int
    since: int

    def shown(self) -> dict[str, Any]:
        more = {"pending": None, "cause": "", "reachable": True, "calls": 3}
        return {**self.__dict__, **more}


@dataclass
class Feed:
    """`told` counts the onStatus that were sent to whoever watches."""

    seats: list[Seat]
    lines: Sequence[dict[str, Any]] = ()
    reports: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    campaigns: Sequence[dict[str, Any]] = ()
    counts: dict[str, int] = field(default_factory=dict)  # of each campaign's leads
    told: int = 0
    address: str = ""
    _watchers: list[web.WebSocketResponse] = field(default_factory=list)
    _seq: int = 0

    async def change(self, seat: Seat, status: int) -> None:
        """The seat is in another status from now on, and everybody who watches is told."""
        previous, seat.status, seat.since = seat.status, status, _now()
        await self._tell(seat, previous)

    async def _tell(self, seat: Seat, previous: int) -> None:
        seconds = (_now() - seat.since) // 1000
        await self._event(
            "onStatus",
            targetUserName=seat.user, status=str(seat.status), statustime=str(seconds),
            since=seat.since, previous=str(previous), previousSeconds=0, mode="manual", pending="",
            cause="",
        )  # fmt: skip
        self.told += 1

    async def _event(self, name: str, **params: Any) -> None:
        self._seq += 1
        text = json.dumps(
            {"jsonrpc": "2.0", "method": name, "params": {"seq": self._seq, **params}}
        )
        for one in list(self._watchers):
            await one.send_str(text)

    async def watch(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=("callseat.v1",))
        await socket.prepare(request)
        self._watchers.append(socket)
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._obey(socket, json.loads(message.data))
        self._watchers.remove(socket)
        return socket

    async def _obey(self, socket: web.WebSocketResponse, asked: dict[str, Any]) -> None:
        answer = {"token": "resume-me"} if asked["method"] == "login" else {}
        await socket.send_str(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": answer}))
        if asked["method"] == "login":
            await self._event(
                "onLoginSuccess", request="200", user="chief", extension="9999", resumed=False
            )
            await self._tell(Seat("chief", "", "9999", "office", 1, _now()), 0)
        elif asked["method"] == "subscribeClientStatus":
            await self._event("onWatch", seats=len(self.seats))
            for seat in self.seats:
                await self._tell(seat, 0)


def staff(number: int, seed: int = 1) -> list[Seat]:
    """So many seats in all statuses, for some time already."""
    chance = random.Random(seed)
    return [
        Seat(
            f"seat{n:04}",
            f"{NAMES[n % len(NAMES)]}{'' if n < len(NAMES) else f' {n}'}",
            str(1000 + n),
            ("front", "back", "night")[n % 3],
            chance.choice(STATUSES),
            _now() - int(chance.expovariate(1 / 150) * 1000),
        )
        for n in range(number)
    ]


@asynccontextmanager
async def served(feed: Feed) -> AsyncIterator[str]:
    """Serve it on a free port of this machine; gives the address for browsers."""
    app = web.Application()
    app.add_routes(
        [
            web.get("/ws", feed.watch),
            web.get("/api/v1/me", _json(lambda: ACCOUNT)),
            web.get("/api/v1/seats/status", _json(lambda: _page([s.shown() for s in feed.seats]))),
            web.get("/api/v1/waiting", _json(lambda: _page(feed.lines))),
            web.get("/api/v1/campaigns", _json(lambda: _page(feed.campaigns))),
            web.get("/api/v1/campaigns/{code}/counts", _json(lambda: feed.counts)),
            *(
                web.get(f"/api/v1/reports/{kind}", _report(feed, kind))
                for kind in ("queues", "groups", "campaigns")
            ),
            *(web.get(path, _shell(file)) for path, file in SHELLS.items()),
            web.static("/assets", FOLDER / "assets"),
        ]
    )
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        host, port = runner.addresses[0][:2]
        feed.address = f"http://{host}:{port}"
        yield feed.address
    finally:
        await asyncio.gather(*(one.close() for one in feed._watchers))
        await runner.cleanup()


def _json(value: Any) -> Any:
    async def answer(_request: web.Request) -> web.Response:
        return web.json_response(value())

    return answer


def _report(feed: Feed, kind: str) -> Any:
    """By half hours, or of the whole day."""

    async def answer(request: web.Request) -> web.Response:
        key = kind if "by" in request.query else f"{kind}-day"
        times = {"from": "", "to": "", "complete_until": ""}
        return web.json_response({**times, "lines": feed.reports.get(key, [])})

    return answer


def _shell(file: str) -> Any:
    async def answer(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(FOLDER / file, headers={"Content-Security-Policy": policy(())})

    return answer


def _page(items: Sequence[Any]) -> dict[str, Any]:
    return {"items": items, "next": None}


def _now() -> int:
    return time.time_ns() // 1_000_000
