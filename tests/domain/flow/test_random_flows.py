"""The check's verdict agrees with the walk, on random flows; and no text harms the reader.

A flow that is accepted is walked by a caller who does this and that: at every moment somebody is
waited for, no walk is broken off by the last resort, and nothing is left when the caller is gone.
CALLSEAT_TEST_FLOWS sets how many; a failing one repeats by its seed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from random import Random

import pytest

from callseat.domain import contact as contacts
from callseat.domain.effects import CancelTimer, Save, SetTimer
from callseat.domain.flow import walk
from callseat.domain.flow.check import check_flow
from callseat.domain.flow.flow import Flow
from callseat.domain.inputs import (
    CallArrived,
    DigitPressed,
    DirectoryLoaded,
    Fetched,
    Input,
    LegAnswered,
    LegEnded,
    LookedUp,
    MessageRecorded,
    PlayEnded,
    Started,
    SwitchSnapshot,
    TimerFired,
)
from callseat.domain.rows import ContactRow
from callseat.domain.step import step
from callseat.domain.timer import Timer
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, LegState, Stage, World
from callseat.store.flow_file import FlowErrors, read_flow
from tests.domain.flow.house import CALENDARS, PROJECTS
from tests.domain.flow.random_flows import KNOWN, a_flow, inner, mended, written
from tests.domain.playbook import a_directory
from tests.domain.scenes import TEAM

pytestmark = pytest.mark.timeout(3600)  # of many flows
FLOWS = int(os.environ.get("CALLSEAT_TEST_FLOWS", "3000"))
DEEDS = 60


class Walker:
    """A house in which one caller after the other walks a flow."""

    def __init__(self) -> None:
        self.world, self.now = World(), 1_700_000_000_000
        self.timers: dict[str, tuple[int, Timer]] = {}
        self.cause = ""
        directory = a_directory(
            accounts=TEAM, calendars=CALENDARS, projects=PROJECTS, trunks=("city",), flows=()
        )
        self.do(Started(self.now, "B"))
        self.do(DirectoryLoaded(self.now, directory))
        self.do(SwitchSnapshot(self.now, (), (), ("1001",)))

    def do(self, given: Input) -> None:
        for effect in step(self.world, given):
            match effect:
                case SetTimer(key, due, timer):
                    self.timers[key] = (due, timer)
                case CancelTimer(key):
                    self.timers.pop(key, None)
                case Save(ContactRow(cause=cause)):
                    self.cause = cause or self.cause

    def walk(self, flows: tuple[Flow, ...], random: Random) -> None:
        world = self.world
        world.flows = {flow.code: flow for flow in flows} | {"straight": flows[0]}
        self.cause = ""
        self.do(CallArrived(self.now, "k1", "city", "13800138000", "4001"))
        for _ in range(DEEDS):
            contact = next(iter(world.contacts.values()), None)
            if contact is None or contact.stage is Stage.TALKING:
                break
            self.something(contact, random)
        self.go_home()
        assert self.cause != "flow_failed"

    def something(self, contact: Contact, random: Random) -> None:
        """Whoever is waited for does something; nobody may be waited for who is not there."""
        walk, now = contact.walk, self.now
        leg = self.world.legs.get(contact.leg)
        if leg is not None and leg.state is LegState.UP and random.random() < 0.1:
            self.do(LegEnded(now, leg.id))
        elif leg is not None and leg.state is LegState.UP and random.random() < 0.3:
            self.do(DigitPressed(now, leg.id, random.choice("012*#")))
        elif walk is not None and walk.play:
            self.do(PlayEnded(now, walk.play, contact.leg, random.random() < 0.9))
        elif walk is not None and walk.dialled:
            kind = random.choice((LegAnswered, LegEnded))
            self.do(kind(now, walk.dialled))
        elif walk is not None and walk.asked and random.random() < 0.8:
            self.answer(walk.asked, random)
        else:
            self.waits(contact, random)

    def answer(self, asked: str, random: Random) -> None:
        status, error = random.choice(((200, ""), (500, ""), (0, "timeout")))
        if asked in self.world.messages:
            self.do(MessageRecorded(self.now, asked, 3000, error))
        elif random.random() < 0.5:
            self.do(Fetched(self.now, asked, status, (), error))
        else:
            self.do(LookedUp(self.now, asked, contacts=random.randint(0, 1), error=error))

    def waits(self, contact: Contact, random: Random) -> None:
        in_line = contact.stage in (Stage.WAITING, Stage.OFFERED, Stage.PROMISED)
        assert self.timers or in_line, "nobody is waited for"
        if self.timers:
            key, (due, timer) = min(self.timers.items(), key=lambda item: item[1][0])
            del self.timers[key]
            self.now = max(self.now, due)
            self.do(TimerFired(self.now, key, timer))
        elif random.random() < 0.5 and contact.leg:
            self.do(DigitPressed(self.now, contact.leg, "1"))

    def go_home(self) -> None:
        world = self.world
        for leg in list(world.legs):
            self.do(LegEnded(self.now, leg))
        for _ in range(DEEDS):
            for asked in list(world.asked):
                self.do(Fetched(self.now, asked, 200))
            for contact in list(world.contacts.values()):
                self.give_up(contact)
        for name in list(world.messages):
            self.do(MessageRecorded(self.now, name, 0))
        self.timers.clear()
        world.farewells.clear()
        assert not world.contacts
        assert not world.asked
        assert not world.transfers
        assert not world.legs

    def give_up(self, contact: Contact) -> None:
        """Who is promised a call is not called any more: the line is closed over it."""
        if contact.promise is not None:
            contacts.end(Turn(self.world, self.now), contact, "system", "shutdown")


def test_accepted_flows_neither_hang_nor_crash_nor_run_in_circles() -> None:
    walker, accepted = Walker(), 0
    for seed in range(FLOWS):
        random = Random(seed)
        flow, faults = mended(a_flow(random), random)
        if faults:
            continue
        flows = (flow, inner(random))
        accepted += 1
        try:
            walker.walk(flows, random)
        except Exception as error:
            raise AssertionError(f"flow {seed}: {error!r}\n{written(flows[0])}") from error
    print(f"{accepted} of {FLOWS} flows were accepted and walked")
    assert accepted > FLOWS / 2, "else little is shown"


def test_flows_that_go_round_in_no_time_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other way round: those that the walk breaks off have been refused."""
    monkeypatch.setattr(walk, "MOST_STEPS", 200)  # none of these flows has so many nodes
    walker = Walker()
    seen = 0
    for seed in range(FLOWS):
        random = Random(seed)
        flow = a_flow(random)
        faults = [one.message for one in check_flow(flow, KNOWN)]
        if not any("nothing takes time" in one for one in faults):
            continue
        with suppress(AssertionError):
            walker.walk((flow, inner(random)), random)
        seen += walker.cause == "flow_failed"
        if walker.world.contacts:  # it asks servers for ever
            walker = Walker()
    assert seen, "some of them do go round"


def test_written_flows_are_read_as_they_were_and_spoilt_ones_told_of() -> None:
    for seed in range(FLOWS // 10):
        random = Random(seed)
        flow = a_flow(random)
        text = written(flow)
        with suppress(FlowErrors):
            assert read_flow(text, KNOWN).nodes == flow.nodes
        for _ in range(3):
            with suppress(FlowErrors):  # anything else fails the test
                read_flow(spoilt(text, random), KNOWN)


def spoilt(text: str, random: Random) -> str:
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(text))
        piece = random.choice(
            ('"', "{", "]", ": ", "\n", "&a ", "*a", "~", "\t", "é", "- ", "!", "%")
        )
        text = text[:at] + piece + text[at + random.randint(0, 3) :]
    return text
