"""The driver: a `Switch` on Asterisk.

Down: effects become requests (`perform`), in order within a lane, without waiting for one another.
Up: events become inputs (`translate`). What Asterisk refuses comes back as SwitchFailed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import structlog

from callseat.clock import Clock
from callseat.domain import effects, inputs
from callseat.domain.inputs import SwitchEvent
from callseat.switch import cause
from callseat.switch.asterisk.ami import AmiClient, AmiFailure, AmiRefused, AmiSettings
from callseat.switch.asterisk.ari import generated as ari
from callseat.switch.asterisk.ari.client import AriClient
from callseat.switch.asterisk.ari.errors import AriError, AriFailure
from callseat.switch.asterisk.ari.messages import AnyEvent
from callseat.switch.asterisk.ari.operation import Operation
from callseat.switch.asterisk.ari.settings import AriSettings
from callseat.switch.asterisk.ari.setup import Snapshot
from callseat.switch.asterisk.entrances import Entrances
from callseat.switch.asterisk.folders import Folders
from callseat.switch.asterisk.lanes import Lanes
from callseat.switch.asterisk.managed import BY_MANAGER, Managed
from callseat.switch.asterisk.messages import TONE, Messages, sound_a_tone
from callseat.switch.asterisk.news import News
from callseat.switch.asterisk.orders import JoinBoth, Order, joined_in_pairs
from callseat.switch.asterisk.perform import (
    Applications,
    NotDialableError,
    Sounds,
    UnknownSoundError,
    dial,
    hear_of,
    hear_on,
    request_for,
)
from callseat.switch.asterisk.plant import Provisioner
from callseat.switch.asterisk.recordings import Recordings
from callseat.switch.asterisk.refusals import reason_of
from callseat.switch.asterisk.translate import (
    OURS,
    Plays,
    arrived,
    is_made,
    is_phone,
    play_ended,
    translate,
)
from callseat.switch.asterisk.whispers import Whispers
from callseat.switch.asterisk.words import Words
from callseat.switch.driver import Deliver, Plant
from callseat.switch.failure import Failure
from callseat.switch.speech import Speaker

log = structlog.get_logger(__name__)

MANAGER_WITHIN = 15.0  # seconds in which the manager connection comes back
GONE = 404
NO_SUCH_PHONE = (400, 500)  # of an originate
MAKING = (effects.DialPhone, effects.DialOutside, effects.Tap)


def _ignored(future: asyncio.Future[Any]) -> None:
    if not future.cancelled():
        future.exception()  # looked at: nobody else will


class AsteriskSwitch:
    """One Asterisk, wherever it runs; `runtime` is who starts it."""

    def __init__(  # noqa: PLR0913 - the parts that it joins
        self,
        ari_settings: AriSettings,
        ami_settings: AmiSettings,
        clock: Clock,
        *,
        folders: Folders,
        speaker: Speaker | None = None,
        replaced: Callable[[], None] = lambda: None,
    ) -> None:
        self._ari = AriClient(ari_settings, self)
        self._ami = AmiClient(ami_settings)
        self._applications = Applications(ari_settings.application, ari_settings.outside)
        self._clock = clock
        self._deliver: Deliver = lambda _event: None
        self._recordings = Recordings(folders.monitor, folders.recordings, self._recorded)
        self._messages = Messages(folders.spool, folders.messages, self._message_recorded)
        self._managed = Managed(self._ami, self._recordings, self._failed)
        self._words = Words(speaker)
        self._provisioner = Provisioner(ari_settings.application)
        self._replaced = replaced
        self._lanes = Lanes()
        self._entrances = Entrances()
        self._plays = Plays()
        self._whispers = Whispers()
        self._plant = Plant()
        self._sounds: dict[str, str] = {}
        self._news = News()
        self._made: set[str] = set()  # legs that we made
        self._waiting: list[AnyEvent] | None = []  # events that came before the snapshot
        self.reached = False  # whether Asterisk is there, perhaps without knowing its phones yet
        self._tasks: set[asyncio.Task[None]] = set()
        self._provisioning = asyncio.Lock()

    @property
    def port(self) -> int:
        """Where Asterisk is to dial, known after `start`."""
        return self._ari.port

    @property
    def up(self) -> bool:
        """Whether Asterisk is there and was told everything."""
        return self._waiting is None

    async def start(self, deliver: Deliver) -> None:
        """Listen for Asterisk, which connects to us. Raises OSError if the port is taken."""
        self._deliver = deliver
        await self._ari.start()
        await self._ami.start()

    async def provision(self, plant: Plant) -> None:
        """Make Asterisk know exactly this plant, now or as soon as it is there."""
        known = {phone.extension for phone in plant.phones}
        self._plant, self._sounds = plant, dict(plant.sounds)
        if self.up:
            await self._tell_plant()
        # Of one that was taken away Asterisk does not always say that it is gone.
        for extension in self._news.taken_away(known):
            self._deliver(inputs.PhoneReachable(self._clock(), extension, reachable=False))

    async def give_no_more_orders(self) -> None:
        """The end is near: what was begun by the manager interface is broken off."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._ami.stop()

    async def stop(self) -> None:
        await self.give_no_more_orders()
        for part in (self._words, self._recordings, self._messages, self._ari):
            await part.stop()

    # --- down --------------------------------------------------------------------------------

    def perform(self, wanted: Sequence[Order]) -> None:
        for order in joined_in_pairs(wanted):
            self._perform(order)

    def _perform(self, effect: Order) -> None:
        if isinstance(effect, BY_MANAGER):
            self._start(self._managed.perform(effect))
            return
        lane = self._lanes.of(effect)
        if self._entrances.must_wait(effect, lane):
            return
        sounds = self._words.sounds(effect, self._sounds)
        if sounds is None and isinstance(effect, effects.Play | effects.PlayToCall):
            self._entrances.begin(effect.play, lane)
            self._start(self._speak(effect))
            return
        try:
            request = self._request(effect, sounds or {})
        except UnknownSoundError as error:
            log.error("unknown sound", sound=str(error))
            self._play_failed(effect)
        except NotDialableError:
            self._fail_soon(effect, Failure.REFUSED)
        else:
            if self._is_new(effect):
                self._submit(effect, request, lane)

    def _request(self, effect: Order, sounds: Sounds) -> Operation[Any]:
        if isinstance(effect, effects.RecordMessage):
            return self._messages.begin(effect)
        return request_for(effect, self._applications, sounds)

    async def _speak(self, effect: effects.Play | effects.PlayToCall) -> None:
        """The words of a play are spoken; then what came after it in its lane has its turn."""
        spoken = await self._words.speak(effect)
        waiting = self._entrances.over(effect.play)
        if not spoken:
            self._play_failed(effect)
        self.perform([effect, *waiting] if spoken else waiting)

    def _is_new(self, effect: Order) -> bool:
        """Whether no id is given twice. Asterisk would not refuse that of a playback; that of a leg
        it would, and say so again of the next leg that cannot be made (docs/asterisk.md).
        """
        match effect:
            case effects.Play() | effects.PlayToCall():
                if self._plays.is_known(effect.play):
                    self._fail_soon(effect, Failure.CONFLICT)
                    return False
                self._plays.begin(effect)
            case effects.DialPhone() | effects.DialOutside() | effects.Tap():
                if effect.leg in self._made:
                    self._fail_soon(effect, Failure.CONFLICT)
                    return False
                self._made.add(effect.leg)
            case effects.StopPlay() | effects.StopCallPlay():
                self._plays.stop(effect.play)
        return True

    def _submit(self, effect: Order, request: Operation[Any], lane: str) -> None:
        if isinstance(effect, effects.CloseCall):
            self._lanes.forget(effect.call)
        if isinstance(effect, effects.DialOutside):
            self._entrances.begin(effect.leg, lane)
        for one in (*self._before(effect), *self._whispers.around(effect, request)):
            done = partial(self._answered, effect) if one is request else _ignored
            self._ari.submit(one, lane).add_done_callback(done)

    def _before(self, effect: Order) -> tuple[Operation[Any], ...]:
        """Asked first. Asterisk does what it is told of one channel in order: the tone, then the
        recording. If there is no call to play to, the play itself will say so.
        """
        match effect:
            case effects.RecordMessage() if tone := self._sounds.get(TONE):
                return (sound_a_tone(effect.leg, tone),)
            case effects.PlayToCall():
                return (hear_of(effect, self._applications.main),)
            case effects.Detect():
                return (hear_on(effect, self._applications.outside),)
            case _:
                return ()

    def _answered(self, effect: Order, future: asyncio.Future[Any]) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is not None and isinstance(effect, MAKING):
            self._made.discard(effect.leg)
            self.perform(self._entrances.over(effect.leg))
            self._lanes.forget(effect.leg)
        if isinstance(error, AriError):
            self._refused(effect, error)
        elif error is not None:
            self._failed(effect, Failure.NOT_CONNECTED)
        elif isinstance(effect, effects.CloseCall):
            self._call_closed(effect.call)

    def _call_closed(self, call: str) -> None:
        """Of what was played there Asterisk may tell no end any more."""
        for play in self._plays.in_call(call):
            if given := self._plays.end(play, self._clock(), completed=False):
                self._deliver(given)

    def _entered(self, leg: str) -> None:
        """A leg that we made takes orders: those that waited, joins above all, then it is dialled.

        So it is in its call before it can be heard.
        """
        self.perform(self._entrances.over(leg))
        lane = self._lanes.of(effects.HangUp(leg))
        self._ari.submit(dial(leg), lane).add_done_callback(partial(self._dialled, leg))

    def _dialled(self, leg: str, future: asyncio.Future[Any]) -> None:
        """A leg that was made and cannot be dialled ends, as one that nobody answers."""
        error = None if future.cancelled() else future.exception()
        if isinstance(error, AriError) and error.status != GONE:
            self._perform(effects.HangUp(leg, effects.HangUpReason.FAILURE))

    def _refused(self, effect: Order, error: AriError) -> None:
        if isinstance(effect, effects.Play | effects.PlayToCall):
            self._plays.end(effect.play, self._clock())
        if isinstance(effect, effects.RecordMessage):
            self._messages.cancel(effect)
        if isinstance(effect, JoinBoth):
            for one in effect.singly:  # now it shows which of the two is to blame
                self._perform(one)
        elif isinstance(effect, effects.DialPhone) and error.status in NO_SUCH_PHONE:
            # Asterisk makes no channel to a phone that is not there: the leg ends unrung.
            at, absent = self._clock(), cause.ABSENT
            self._deliver(inputs.LegEnded(at, effect.leg, absent.q850, absent.sip))
        else:
            self._failed(effect, reason_of(effect, error.status))

    def _play_failed(self, effect: Order) -> None:
        if isinstance(effect, effects.Play | effects.PlayToCall):
            given = play_ended(effect, self._clock(), completed=False)
            asyncio.get_running_loop().call_soon(self._deliver, given)

    def _fail_soon(self, effect: Order, reason: Failure) -> None:
        """Not in the same breath: the engine is in the middle of a step when it performs."""
        asyncio.get_running_loop().call_soon(self._failed, effect, reason)

    def _failed(self, effect: Order, reason: Failure) -> None:
        log.info("switch refused", effect=type(effect).__name__, reason=reason)
        for one in effect.singly if isinstance(effect, JoinBoth) else (effect,):
            self._deliver(inputs.SwitchFailed(self._clock(), one, reason))

    def _recorded(self, name: str, duration_ms: int) -> None:
        self._deliver(inputs.RecordingEnded(self._clock(), name, duration_ms))

    def _message_recorded(self, name: str, duration_ms: int, error: str) -> None:
        self._deliver(inputs.MessageRecorded(self._clock(), name, duration_ms, error))

    # --- up ----------------------------------------------------------------------------------

    def connected(self, snapshot: Snapshot) -> None:
        """Asterisk is there: tell it the plant, then the domain what there is."""
        self.reached = True
        self._start(self._take_stock(snapshot))

    def event(self, event: AnyEvent) -> None:
        if self._waiting is not None:
            self._waiting.append(event)
            return
        if isinstance(event, ari.StasisStart) and is_made(event):
            self._entered(event.channel.id)
        self._messages.event(event)
        given = translate(self._plays, event, self._clock())
        if isinstance(given, inputs.LegEnded):
            self._lanes.forget(given.leg)
            self._whispers.forget(given.leg)
            self._made.discard(given.leg)
            self._recordings.leg_ended(given.leg)
            self._messages.leg_ended(given.leg)
        if given is not None and self._news.is_new(given):
            self._deliver(given)

    def lost(self) -> None:
        was_up, self._waiting, self.reached = self.up, [], False
        self.perform(self._entrances.all_over())  # to be told that it is not connected
        if was_up:
            self._deliver(inputs.SwitchLost(self._clock()))

    def asterisk_ended(self) -> None:
        """The program is gone, and with it every call."""
        self._recordings.only(())
        self._messages.only(())

    def replaced(self) -> None:
        """Another server took this Asterisk over."""
        self.lost()
        self._replaced()

    async def _take_stock(self, snapshot: Snapshot) -> None:
        self._provisioner.forget()
        try:
            await self._tell_plant()
            endpoints = await self._ari.request(ari.endpoints_list_by_tech("PJSIP"))
        except AriFailure as failure:
            log.error("provisioning failed", cause=str(failure))
            return
        at = self._clock()
        legs = tuple(channel.id for channel in snapshot.channels)
        calls = tuple(bridge.id for bridge in snapshot.bridges)
        online = (one.resource for one in endpoints if one.state == "online")
        phones = tuple(filter(is_phone, online))
        self._news.only_reachable(phones)
        self._deliver(inputs.SwitchSnapshot(at, legs, calls, phones))
        self._recordings.only(legs)
        self._messages.only(legs)
        self._made.intersection_update(legs)
        waiting, self._waiting = self._waiting or [], None
        for given in self._strangers(snapshot, at):
            self._deliver(given)
        for event in waiting:
            self.event(event)
        await self._ask_phones(endpoints)

    async def _ask_phones(self, endpoints: Sequence[ari.Endpoint]) -> None:
        """After a restart Asterisk would ask each phone only in the course of half a minute."""
        silent = [one.resource for one in endpoints if one.state != "online"]
        try:
            async with asyncio.timeout(MANAGER_WITHIN):
                await self._ami.ready.wait()
            for phone in filter(is_phone, silent):
                with suppress(AmiRefused):  # taken away meanwhile
                    await self._ami.qualify(phone)
        except (AmiFailure, TimeoutError) as failure:
            log.warning("phones not asked", cause=repr(failure))

    def _strangers(self, snapshot: Snapshot, at: int) -> list[SwitchEvent]:
        """Calls from outside that are in our application: the domain knows which are new."""
        ours = dict.fromkeys(snapshot.application.channel_ids)
        return [
            arrived(channel, at)
            for channel in snapshot.channels
            if channel.id in ours and not channel.id.startswith(OURS)
        ]

    async def _tell_plant(self) -> None:
        async with self._provisioning:
            await self._provisioner.bring_about(self._plant, self._ari.request)

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
