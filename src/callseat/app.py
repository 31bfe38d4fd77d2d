"""The composition root: the only file that knows every layer, and puts them together.

store -> directory -> engine <- wire <- clients
                        |
                      switch -> Asterisk
"""

from __future__ import annotations

import asyncio
import fcntl
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import AsyncExitStack, suppress
from os import strerror
from zoneinfo import ZoneInfo

import structlog

from callseat import sounds
from callseat.admin.application import build_api, mount
from callseat.admin.key import token_key
from callseat.admin.services import Services
from callseat.admin.tokens import BadTokenError, Tokens, looks_like_token
from callseat.browser_phones import BrowserPhones
from callseat.clock import Clock, steady_clock
from callseat.config import Settings
from callseat.domain import commands
from callseat.domain.directory import OutboundRules, Rules
from callseat.domain.inputs import (
    Asked,
    ConnectionLost,
    DirectoryLoaded,
    Draining,
    Started,
    Stopping,
    SwitchEvent,
    Told,
)
from callseat.domain.queue import call_back
from callseat.domain.rows import Row
from callseat.domain.text import Text
from callseat.engine import Engine
from callseat.fetch.fetcher import FetchSettings
from callseat.outside import Outside
from callseat.store.directory import DirectoryStore
from callseat.store.directory.things import BUILT_IN, PhoneRecord, SoundRecord
from callseat.store.errors import DirectoryError, StoreError
from callseat.store.leads.dialling import Dialling
from callseat.store.passwords import PasswordSettings
from callseat.store.promises import call_backs_owed
from callseat.store.sounds.library import SoundLibrary
from callseat.store.store import Store, open_store
from callseat.store.voicemail import FOLDER, Voicemails
from callseat.switch.driver import Phone, Plant, Switch, Trunk
from callseat.switch.house import SwitchHouse, make_house
from callseat.switch.speech import Speaker, find_program
from callseat.wire.connection import House
from callseat.wire.gate import Verdict
from callseat.wire.hub import Hub
from callseat.wire.metrics import Metrics
from callseat.wire.server import WireServer
from callseat.wire.settings import WireSettings

log = structlog.get_logger(__name__)

LOOK_EVERY = 1.0  # seconds between looks at the directory's revision
Progress = Callable[[Text], None]


class InUseError(Exception):
    """What this server needs is held by another: its data folder, or a port."""


class Callseat:
    """One server: one world, one switch, one store, one listening port."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        saved: Callable[[Row], None] = lambda _row: None,
    ) -> None:
        """`saved` is told of every row that goes to the records."""
        self.settings = settings
        self.saved = saved
        self.clock: Clock = clock or steady_clock()
        self.ready = False
        self.hub = Hub(Metrics())
        self.store: Store
        self.engine: Engine
        self.switch: Switch
        self.sounds: SoundLibrary
        self.wire: WireServer
        self.tokens: Tokens
        self.browser_phones = BrowserPhones(self._provision)
        self.hub.ended = self._login_ended
        self._house: SwitchHouse
        self._revision = -1
        self._loading = asyncio.Lock()
        self._stops = AsyncExitStack()  # how to stop what runs, the last started first
        self._library = sounds.library(settings.language)

    # --- the gate that the wire needs ----------------------------------------------------------

    def now(self) -> int:
        return self.clock()

    async def authenticate(self, user: str, password: str) -> Verdict:
        if not self.ready:
            return Verdict.NOT_READY
        if looks_like_token(password):
            return Verdict.OK if await self.bearer(password) == user else Verdict.WRONG
        return await self.check_password(user, password)

    async def check_password(self, user: str, password: str) -> Verdict:
        """No token will do, else one could be renewed for ever."""
        if not self.ready:
            return Verdict.NOT_READY
        verdict = await self.store.passwords.authenticate(user, password, self.clock())
        return Verdict(verdict.value)

    async def bearer(self, token: str) -> str:
        """The user of a good access token who may log in; empty for any other text."""
        try:
            claims = self.tokens.read(token)
            credential = await self.store.directory.accounts.credential(claims.user)
        except (BadTokenError, StoreError):
            return ""
        if credential is None or credential.disabled:
            return ""
        same = self.tokens.mark(credential.password_hash) == claims.password_mark
        return claims.user if same else ""

    def submit(self, event: Asked | ConnectionLost) -> None:
        self.engine.put(event)

    def health(self) -> Mapping[str, str]:
        """Each part by name: "ok", or what is wrong with it."""
        problem = self.store.writer.status().problem
        bugs = self.engine.bugs
        return {
            "switch": "ok" if self.engine.world.switch_up else "not connected",
            "store": problem or "ok",
            "engine": "ok" if self.ready else "starting",
            "faults": "ok" if not bugs else f"{bugs} inputs failed; see the log",
        }

    @property
    def address(self) -> str:
        """Where clients connect, once the server listens."""
        server = self.settings.server
        scheme = "wss" if server.certificate else "ws"
        host = f"[{server.host}]" if ":" in server.host else server.host
        return f"{scheme}://{host}:{self.wire.port}/ws"

    # --- life ------------------------------------------------------------------------------------

    async def start(self, progress: Progress = lambda _step: None) -> None:
        """Everything up, in an order in which what fails is told before a call could suffer.

        Raises InUseError, StoreError, or an error of the switch's runtime, each with a sentence
        for the operator; nothing is left running then.
        """
        try:
            await self._start(progress)
        except BaseException:
            await self._stops.aclose()
            raise
        self.ready = True
        progress(Text("ready", "就绪"))

    async def _start(self, progress: Progress) -> None:
        settings, stops = self.settings, self._stops
        self._take_data_folder()
        progress(Text("database", "数据库"))
        self.store = await open_store(
            settings.store.url, settings.data, passwords=_password_settings(settings)
        )
        stops.push_async_callback(self.store.close)
        self.tokens = Tokens(token_key(settings.data))
        self.sounds = SoundLibrary(settings.data / "sounds", self._library, self.store.directory)
        self._house = make_house(settings.switch, settings.data, self.clock, _speaker(settings))
        self.switch = self._house.switch
        outside = Outside(
            _fetch_settings(settings),
            self.clock,
            self._heard,
            self.store.records.caller,
            Dialling(self.store.engine),
        )
        stops.push_async_callback(outside.stop)
        self.engine = Engine(self.clock, self.switch, self.hub, self.store.writer, outside)
        self.engine.observer = lambda _name, seconds: self.hub.metrics.observe_step(seconds)
        self.engine.saved = self.saved
        stops.callback(self.engine.stop)
        stops.push_async_callback(self._house.stop)
        await self._listen()
        self.engine.put(Started(self.clock(), secrets.token_hex(4), rules_of(settings)))
        await add_sounds(self.store.directory, self._library)
        await self.sounds.sweep()
        await self._load_directory()
        self.engine.put(await call_backs_owed(self.store.engine, self.clock()))
        progress(Text("switch", "交换机"))
        await self._house.start(self._heard, progress)
        watching = asyncio.create_task(self._watch_directory())
        stops.callback(watching.cancel)

    async def _listen(self) -> None:
        server = self.settings.server
        self.wire = WireServer(
            House(self.hub, self, commands.find, _wire_settings(self.settings)), self.health
        )
        mount(self.wire.app, build_api(self._services(), server.origins))
        try:
            await self.wire.start()
        except OSError as error:
            raise InUseError(
                f"Clients cannot be served at {server.host} port {server.port} "
                f"({strerror(error.errno or 0)}): stop the program that holds the port, or set "
                "another one in [server] of the settings."
            ) from error
        self._stops.push_async_callback(self.wire.stop)

    def _services(self) -> Services:
        """What the REST API works with."""
        return Services(
            engine=self.store.engine,
            directory=self.store.directory,
            pages=self.store.pages,
            records=self.store.records,
            tokens=self.tokens,
            recordings=self.settings.data / "recordings",
            sounds=self.sounds,
            voicemail=Voicemails(self.store.engine, self.settings.data / FOLDER),
            authenticate=self.check_password,
            browser_phone=self.browser_phones.open,
            world=lambda: self.engine.world,
            now=self.clock,
            zone=ZoneInfo(self.settings.timezone),
            save=self.store.writer.save,
            changed=self._directory_changed,
        )

    async def drain(self) -> None:
        """Take no new calls and logins, and wait until those that are here have ended.

        Who is promised a call back, and is not called now, does not keep the server from stopping.
        """
        self.engine.put(Draining(self.clock()))
        self.wire.drain()
        while any(not call_back.sleeps(one) for one in self.engine.world.contacts.values()):
            await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """End what still runs; nothing that was told to a client is lost."""
        self.ready = False
        self.engine.put(Stopping(self.clock()))
        await self._stops.aclose()

    def _heard(self, event: SwitchEvent | Told) -> None:
        self.engine.put(event)

    def _take_data_folder(self) -> None:
        folder = self.settings.data
        folder.mkdir(parents=True, exist_ok=True)
        lock = self._stops.enter_context((folder / "lock").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InUseError(f"Another Callseat server works in {folder}; stop it first.") from None

    # --- the directory ---------------------------------------------------------------------------

    async def _watch_directory(self) -> None:
        """What is changed by the command line or another process acts without a restart."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self._look_at_directory()

    async def _look_at_directory(self) -> None:
        try:
            async with self._loading:
                if await self.store.directory.revision() != self._revision:
                    await self._load_directory()
        except StoreError as error:
            log.warning("directory not readable", cause=str(error))
        except Exception:
            # A mistake of ours; whoever watches goes on, and tries again.
            log.exception("directory not loaded")

    async def _directory_changed(self) -> None:
        """What was changed here acts before the change is answered."""
        if self.ready:
            await self._look_at_directory()

    async def _load_directory(self) -> None:
        store = self.store.directory
        revision = await store.revision()
        directory = await store.load()
        await self.switch.provision(await self._plant())
        self.hub.load(directory)
        self.engine.put(DirectoryLoaded(self.clock(), directory))
        self._revision = revision

    async def _provision(self) -> None:
        """What changed of the phones alone."""
        async with self._loading:
            await self.switch.provision(await self._plant())

    def _login_ended(self, user: str) -> None:
        if self.ready:
            self.browser_phones.ended(user)

    async def _plant(self) -> Plant:
        store = self.store.directory
        phones = tuple(map(self._phone, await store.phones()))
        trunks = tuple(
            Trunk(
                code=trunk.code,
                host=trunk.host,
                port=trunk.port,
                hosts=trunk.inbound_hosts,
                user=trunk.user,
                secret=trunk.secret,
                dtmf=trunk.dtmf,
            )
            for trunk in await store.trunks.every()
            if trunk.enabled
        )
        files = tuple(
            (sound.code, str(self.sounds.path(sound))) for sound in await store.sounds.every()
        )
        return Plant(phones, trunks, files)

    def _phone(self, desk: PhoneRecord) -> Phone:
        secret = self.browser_phones.secret(desk.extension)
        return Phone(desk.extension, secret or desk.secret, browser=secret is not None)


async def add_sounds(directory: DirectoryStore, codes: Iterable[str]) -> None:
    """Our own prompts are in every directory."""
    there = [sound.code for sound in await directory.sounds.every()]
    for code in codes:
        if code not in there:
            # Another process may add the same at this moment.
            with suppress(DirectoryError):
                await directory.sounds.add(SoundRecord(code, code, BUILT_IN))


def rules_of(settings: Settings) -> Rules:
    """What the domain obeys, from the settings."""
    outbound = OutboundRules(**dict(settings.outbound))
    return Rules(**dict(settings.rules), outbound=outbound)


def _speaker(settings: Settings) -> Speaker | None:
    program = find_program()
    if program is None:
        return None
    return Speaker(program, settings.data / "speech", settings.speech.cache * 1024 * 1024)


def _fetch_settings(settings: Settings) -> FetchSettings:
    http = settings.http
    secrets = {name: secret.get_secret_value() for name, secret in http.secrets.items()}
    return FetchSettings(http.hosts, tuple(map(str, http.networks)), secrets, http.at_once)


def _password_settings(settings: Settings) -> PasswordSettings:
    store = settings.store
    return PasswordSettings(failures=store.login_failures, locked_ms=store.lock_time * 1000)


def _wire_settings(settings: Settings) -> WireSettings:
    server, switch = settings.server, settings.switch
    real = switch.kind == "asterisk"
    return WireSettings(
        host=server.host,
        port=server.port,
        certificate=server.certificate,
        private_key=server.certificate_key,
        origins=server.origins,
        frame_ancestors=server.frame_ancestors,
        sip_address=f"ws://127.0.0.1:{switch.http_port}/ws" if real else "",
        **dict(settings.clients),
    )
