"""One client's connection: reads its requests, keeps its limits, writes what it is told."""

from __future__ import annotations

import asyncio
import dataclasses
import secrets
from typing import Any

import structlog
from starlette.websockets import WebSocket

from callseat.domain.commands.command import Command
from callseat.domain.errors import LOGIN_CODES, SENTENCES, Reason
from callseat.domain.inputs import Asked, ConnectionLost
from callseat.domain.notices import OnLoginFail
from callseat.session.answers import Answers, RequestId
from callseat.session.login import Login
from callseat.wire import codec
from callseat.wire.closing import Closing
from callseat.wire.gate import REASONS, Gate, Verdict
from callseat.wire.hub import LOGIN, RESUME, Ask, Hub
from callseat.wire.limits import Bucket
from callseat.wire.line import Line
from callseat.wire.lobby import Stay
from callseat.wire.settings import WireSettings

_log = structlog.get_logger(__name__)
_ENTRIES = (LOGIN, RESUME)  # one of them comes first


@dataclasses.dataclass(frozen=True, slots=True)
class House:
    """What all connections share."""

    hub: Hub
    gate: Gate
    find: codec.Find
    settings: WireSettings


class Connection:
    """From the handshake to the close. `user` is empty unless logged in."""

    def __init__(self, socket: WebSocket, house: House, stay: Stay) -> None:
        self.session = f"s-{secrets.token_hex(8)}"
        self.user = ""
        self._socket = socket
        self._stay = stay
        self._hub = house.hub
        self._gate = house.gate
        self._find = house.find
        self._settings = house.settings
        settings = house.settings
        self._loop = asyncio.get_running_loop()
        self._bucket = Bucket(
            settings.requests_per_second, settings.request_burst, self._loop.time()
        )
        self._answers = Answers()
        self._logging_in = False
        self._bad_requests = self._over_rate = self._login_failures = 0
        self._line = Line(socket, settings.outbox_limit, settings.close_timeout, self._hub.metrics)

    async def run(self, subprotocol: str | None) -> None:
        """Serve the client until it goes or is sent away."""
        try:
            await self._socket.accept(subprotocol)
            self._hub.join(self)
            self._start_deadline()
            await self._serve()
        finally:
            self._leave()

    # --- told by the hub ---------------------------------------------------------------------

    def send(self, text: str) -> None:
        """Have a text sent; a client with too much waiting is cut off."""
        self._line.send(text)

    def end(self, closing: Closing) -> None:
        """Close after all that waits to be sent."""
        self._line.end(closing)

    def opened(self, login: Login) -> None:
        """The login is complete, or goes on here: then with the answers given so far."""
        self._logging_in = False
        self._stay.leave()
        self.user = login.user
        self._answers = login.answers = self._answers.joined_to(login.answers)
        if self._line.gone:
            self._lose()

    def displaced(self) -> None:
        """The login goes on on another connection."""
        self.user = ""
        self.end(Closing.RESUMED)

    def accepted(self, ask: Ask, result: tuple[tuple[str, str], ...]) -> None:
        answer = codec.accepted(ask.request, result)
        self._answers.keep(ask.request, answer)
        self.send(answer)

    def refused(self, ask: Ask, reason: Reason, parameter: str) -> None:
        if ask.name in _ENTRIES and not self.user:
            self._logging_in = False
            self._answers.drop(ask.request)
            self._fail_login(ask.request, reason, ask.name)
        else:
            answer = codec.refused(ask.request, reason, parameter)
            self._answers.keep(ask.request, answer)
            self.send(answer)

    # --- the reader --------------------------------------------------------------------------

    async def _serve(self) -> None:
        try:
            await self._read()
        except Exception:
            _log.exception("connection failed", user=self.user)
            self.end(Closing.INTERNAL)
            await self._read()  # nothing is carried out any more; the close is waited for

    async def _read(self) -> None:
        while (message := await self._socket.receive())["type"] != "websocket.disconnect":
            if not self._line.is_open:
                continue
            text = message.get("text")
            if text is None:
                self.end(Closing.BINARY)
            else:
                await self._take(text)

    async def _take(self, text: str) -> None:
        within_rate = self._bucket.take(self._loop.time())
        try:
            request = codec.read_request(text)
            if not within_rate:
                return self._too_fast(request.id)
            if self._is_repeated(request.id):
                return None
            await self._dispatch(request)
        except codec.Fault as fault:
            self._refuse_fault(fault)
        return None

    def _is_repeated(self, request: RequestId) -> bool:
        answer = self._answers.given(request)
        if answer is not None:
            self.send(answer)
        return answer is not None or self._answers.is_pending(request)

    async def _dispatch(self, request: codec.Request) -> None:
        command = self._find(request.method)
        if not self.user and (command is None or command.NAME not in _ENTRIES):
            raise codec.Fault(Reason.NOT_LOGGED_IN, request.id)
        if command is None:
            raise codec.Fault(Reason.UNKNOWN_COMMAND, request.id)
        params = codec.read_params(command, request)
        if command.NAME in _ENTRIES:
            if self.user or self._logging_in:
                raise codec.Fault(Reason.ALREADY_LOGGED_IN, request.id)
            self._line.keep()
        match command.NAME:
            case "login":
                await self._login(command, request, params)
            case "resume":
                self._resume(command, request, params)
            case _:
                self._submit(command, request, self.user, params)

    async def _login(self, command: Command, request: codec.Request, params: Any) -> None:
        verdict = Verdict.NOT_READY
        if not self._hub.draining:
            verdict = await self._gate.authenticate(params.userName, params.passwd)
        if verdict is Verdict.OK:
            self._logging_in = True
            without_password = dataclasses.replace(params, passwd="")
            self._submit(command, request, params.userName, without_password)
        else:
            self._hub.metrics.commands.labels(LOGIN, REASONS[verdict].value).inc()
            self._fail_login(request.id, REASONS[verdict], LOGIN)

    def _resume(self, command: Command, request: codec.Request, params: Any) -> None:
        login = self._hub.sessions.login(self._hub.tokens.session(params.token))
        if login is None:
            self._hub.metrics.commands.labels(RESUME, Reason.CANNOT_RESUME.value).inc()
            self._fail_login(request.id, Reason.CANNOT_RESUME, RESUME)
            return
        self._logging_in = True
        seq = params.seq if login.after(params.seq) is not None else -1
        self._answers.expect(request.id)
        ask = self._hub.ask(Ask(self.session, request.id, RESUME, login.session, seq))
        known = dataclasses.replace(params, token="", seq=seq)
        now = self._gate.now()
        self._gate.submit(Asked(now, ask, login.session, login.user, RESUME, known))

    def _submit(self, command: Command, request: codec.Request, user: str, params: Any) -> None:
        self._bad_requests = self._over_rate = 0
        self._answers.expect(request.id)
        ask = self._hub.ask(Ask(self.session, request.id, command.NAME))
        self._gate.submit(Asked(self._gate.now(), ask, self.session, user, command.NAME, params))

    def _fail_login(self, request: RequestId, reason: Reason, name: str) -> None:
        sentence = SENTENCES[reason]
        message = f"{sentence.en} {sentence.zh}"
        notice = OnLoginFail(LOGIN_CODES.get(reason, "503"), message, reason.value)
        self.send(codec.refused(request, reason))
        if name == LOGIN:
            # Events are counted per login; this one is outside of any.
            self.send(codec.numbered(codec.Event.of(notice).head, 0))
        if reason is not Reason.NOT_READY:
            self._login_failures += 1
        if self._line.gone:
            self._hub.leave(self.session)
        elif self._login_failures >= self._settings.login_failures:
            self.end(Closing.LOGIN_FAILED)
        else:
            self._start_deadline()

    def _refuse_fault(self, fault: codec.Fault) -> None:
        answer = codec.refused(fault.request, fault.reason, fault.parameter, fault.code)
        if fault.request is not None and self.user:
            self._answers.keep(fault.request, answer)
        self.send(answer)
        self._hub.metrics.commands.labels("unknown", fault.reason.value).inc()
        if fault.reason in {Reason.BAD_REQUEST, Reason.NOT_LOGGED_IN}:
            self._bad_requests += 1
        if self._bad_requests >= self._settings.bad_requests:
            self.end(Closing.BAD_REQUESTS)

    def _too_fast(self, request: RequestId) -> None:
        """Refused and not kept: the same request may be repeated when there is time."""
        self.send(codec.refused(request, Reason.RATE_LIMITED))
        self._over_rate += 1
        if self._over_rate >= self._settings.requests_over_rate:
            self.end(Closing.RATE_LIMITED)

    # --- the end -----------------------------------------------------------------------------

    def _leave(self) -> None:
        self._line.leave()
        self._stay.leave()
        if self.user:
            self._lose()
        elif not self._logging_in:
            self._hub.leave(self.session)

    def _lose(self) -> None:
        """The client is gone. The domain is told, unless it ended the session itself."""
        had_login = self._hub.sessions.login(self.session) is not None
        self._hub.leave(self.session)
        if had_login:
            self._gate.submit(ConnectionLost(self._gate.now(), self.session, self.user))

    def _start_deadline(self) -> None:
        self._line.end_unless(self._settings.login_timeout, Closing.LOGIN_TIMEOUT)
