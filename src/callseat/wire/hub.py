"""All connections together: carries the domain's effects to the clients that they are meant for.

Everything here is done at once and never waits; what is slow is left to the connections' writers.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
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
    Watch,
)
from callseat.domain.errors import Reason
from callseat.domain.notices import OnSessionEnd
from callseat.session.answers import RequestId
from callseat.session.login import Login
from callseat.session.sessions import Sessions
from callseat.session.tokens import Tokens
from callseat.wire import codec
from callseat.wire.closing import Closing, closing_for
from callseat.wire.codec import Event, numbered
from callseat.wire.metrics import Metrics

LOGIN, RESUME = "login", "resume"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that the engine has not answered yet. `name` is the command's.

    For `resume`: the login that is to go on, and the number of the last event that arrived.
    """

    session: str
    request: RequestId
    name: str
    login: str = ""
    seq: int = 0


class Peer(Protocol):
    """A connection, as the hub sees it. None of these waits."""

    session: str

    def send(self, text: str) -> None: ...

    def opened(self, login: Login) -> None: ...

    def displaced(self) -> None: ...

    def accepted(self, ask: Ask, result: tuple[tuple[str, str], ...]) -> None: ...

    def refused(self, ask: Ask, reason: Reason, parameter: str) -> None: ...

    def end(self, closing: Closing) -> None: ...


class Hub:
    """Knows every connection by its session."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.sessions = Sessions()
        self.tokens = Tokens()
        self.draining = False
        self.ended: Callable[[str], None] = lambda _user: None  # told when a user's login is over
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
            case Watch(session, groups):
                self.sessions.watch(session, groups)

    # --- from the connections ----------------------------------------------------------------

    def join(self, peer: Peer) -> None:
        self._peers[peer.session] = peer
        self._empty.clear()
        if self._ended is not None:
            peer.end(self._ended)
        self.metrics.connections.set(len(self._peers))

    def leave(self, session: str) -> None:
        """The connection is gone. Its login, if it has one, waits for its client to come back."""
        self._peers.pop(session, None)
        login = self.sessions.login(session)
        if login is not None:
            login.away = True
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
        logins = list(self.sessions.audience(effect.to))
        if logins:
            self._tell(logins, Event.of(effect.notice))

    def _tell(self, logins: list[Login], event: Event) -> None:
        told = (time.monotonic(), event.head)
        for login in logins:
            seq = login.count(told)
            if not login.away:
                self._peers[login.session].send(numbered(event.head, seq))
        self.metrics.events.labels(event.name).inc(len(logins))

    def _answer(self, effect: Accept | Refuse) -> None:
        ask = self._asks.pop(effect.ask, None)
        if ask is None:
            return
        outcome = "accepted" if isinstance(effect, Accept) else effect.reason.value
        self.metrics.commands.labels(ask.name, outcome).inc()
        peer = self._peers.get(ask.session)
        if peer is None:
            self._keep_answer(ask, effect)
        elif isinstance(effect, Refuse):
            peer.refused(ask, effect.reason, effect.parameter)
        elif ask.name == RESUME:
            self._resume(peer, ask, effect)
        else:
            token = self._give_token(ask.session) if ask.name == LOGIN else ()
            peer.accepted(ask, (*effect.result, *token))

    def _keep_answer(self, ask: Ask, effect: Accept | Refuse) -> None:
        """The client is away. When it comes back it may ask again and gets this."""
        login = self.sessions.login(ask.session)
        if login is not None:
            login.answers.keep(ask.request, codec.answer(ask.request, effect))

    def _give_token(self, session: str) -> tuple[tuple[str, str]]:
        token = secrets.token_urlsafe(32)
        self.tokens.give(session, token)
        return (("token", token),)

    def _resume(self, peer: Peer, ask: Ask, effect: Accept) -> None:
        """The login moves to this connection, with what was told since it broke."""
        login = self.sessions.login(ask.login)
        if login is None:
            peer.refused(ask, Reason.CANNOT_RESUME, "")
            return
        former = self._peers.pop(login.session, None)
        self._peers.pop(peer.session, None)
        if former is not None:  # broken, but nobody has noticed yet
            former.displaced()
            former.session = peer.session
            self._peers[former.session] = former
        peer.session = login.session
        self._peers[login.session] = peer
        login.away = False
        missed = login.after(ask.seq) or ()
        peer.accepted(ask, effect.result)
        for seq, head in missed:
            peer.send(numbered(head, seq))
        peer.opened(login)

    def _open(self, session: str, user: str) -> None:
        peer = self._peers.get(session)
        if peer is None:
            return
        login = self.sessions.open(session, user)
        self.metrics.logins.inc()
        peer.opened(login)

    def _end(self, session: str, cause: str) -> None:
        login = self.sessions.login(session)
        if login is None:
            return
        peer = self._peers.get(session)
        if peer is not None:
            self._tell([login], Event.of(OnSessionEnd(cause)))
            peer.end(closing_for(cause))
        self._close(session)

    def _close(self, session: str) -> None:
        self.tokens.void(session)
        if (login := self.sessions.login(session)) is not None:
            self.sessions.close(session)
            self.ended(login.user)
            self.metrics.logins.dec()
