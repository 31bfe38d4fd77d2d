"""All connections together: carries the domain's effects to the clients that they are meant for.

Everything here is done at once and never waits; what is slow is left to the connections' writers.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Protocol

from callseat.domain.directory import Directory
from callseat.domain.effects import (
    Accept,
    ClientEffect,
    EndSession,
    Notify,
    OpenSession,
    Refuse,
)
from callseat.domain.errors import Reason
from callseat.domain.notices import OnSessionEnd
from callseat.session.answers import RequestId
from callseat.session.sessions import Sessions
from callseat.wire.closing import Closing, closing_for
from callseat.wire.codec import Event, numbered
from callseat.wire.metrics import Metrics


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that the engine has not answered yet. `name` is the command's."""

    session: str
    request: RequestId
    name: str


class Peer(Protocol):
    """A connection, as the hub sees it. None of these waits."""

    session: str

    def send(self, text: str) -> None: ...

    def opened(self, user: str) -> None: ...

    def accepted(self, ask: Ask, result: tuple[tuple[str, str], ...]) -> None: ...

    def refused(self, ask: Ask, reason: Reason, parameter: str) -> None: ...

    def end(self, closing: Closing) -> None: ...


class Hub:
    """Knows every connection by its session."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.sessions = Sessions()
        self.draining = False
        self._peers: dict[str, Peer] = {}
        self._asks: dict[str, Ask] = {}
        self._serial = 0
        self._ended: Closing | None = None
        self._empty = asyncio.Event()
        self._empty.set()

    # --- from the engine ---------------------------------------------------------------------

    def load(self, directory: Directory) -> None:
        """Take over a directory; to be called whenever the domain gets one."""
        self.sessions.load(directory)

    def perform(self, effect: ClientEffect) -> None:
        """Carry out one effect. Never waits, never fails for a client's sake."""
        match effect:
            case Notify():
                self._notify(effect)
            case Accept() | Refuse():
                self._answer(effect)
            case OpenSession(session, user):
                self._open(session, user)
            case EndSession(session, cause):
                self._end(session, cause)

    # --- from the connections ----------------------------------------------------------------

    def join(self, peer: Peer) -> None:
        self._peers[peer.session] = peer
        self._empty.clear()
        if self._ended is not None:
            peer.end(self._ended)
        self.metrics.connections.set(len(self._peers))

    def leave(self, session: str) -> None:
        """The connection is gone, and so is its login."""
        self._peers.pop(session, None)
        self._close(session)
        self.metrics.connections.set(len(self._peers))
        if not self._peers:
            self._empty.set()

    def ask(self, ask: Ask) -> str:
        """Note who is to be answered; the name of the request toward the engine."""
        self._serial += 1
        name = f"{ask.session}.{self._serial}"
        self._asks[name] = ask
        return name

    def end_all(self, closing: Closing) -> None:
        """Say good-bye to every client, now and from now on.

        Those logged in hear onSessionEnd first.
        """
        self._ended = closing
        for session, peer in list(self._peers.items()):
            self._end(session, closing.token)
            peer.end(closing)

    async def emptied(self) -> None:
        """Wait until no client is connected."""
        await self._empty.wait()

    # -----------------------------------------------------------------------------------------

    def _notify(self, effect: Notify) -> None:
        event = Event.of(effect.notice)
        told = 0
        for login in self.sessions.audience(effect.to):
            self._peers[login.session].send(numbered(event.head, login.count(event.head)))
            told += 1
        self.metrics.events.labels(event.name).inc(told)

    def _answer(self, effect: Accept | Refuse) -> None:
        ask = self._asks.pop(effect.ask, None)
        if ask is None:
            return
        peer = self._peers.get(ask.session)
        outcome = "accepted" if isinstance(effect, Accept) else effect.reason.value
        self.metrics.commands.labels(ask.name, outcome).inc()
        if peer is None:
            return
        if isinstance(effect, Accept):
            peer.accepted(ask, effect.result)
        else:
            peer.refused(ask, effect.reason, effect.parameter)

    def _open(self, session: str, user: str) -> None:
        peer = self._peers.get(session)
        if peer is None:
            return
        self.sessions.open(session, user)
        self.metrics.logins.inc()
        peer.opened(user)

    def _end(self, session: str, cause: str) -> None:
        login = self.sessions.login(session)
        peer = self._peers.get(session)
        if login is None or peer is None:
            return
        event = Event.of(OnSessionEnd(cause))
        peer.send(numbered(event.head, login.count(event.head)))
        self.metrics.events.labels(event.name).inc()
        self._close(session)
        peer.end(closing_for(cause))

    def _close(self, session: str) -> None:
        if self.sessions.login(session) is not None:
            self.sessions.close(session)
            self.metrics.logins.dec()
