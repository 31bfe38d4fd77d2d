"""Walks that try every legal pair of acts, found by walking the pure domain.

A pair is two acts of which the second follows the first at once; it is legal if the domain admits
it within two acts of one of the bases below. A command that comes into being, or becomes legal
somewhere, is in the walks by itself. Walks are long so that a few of them cover many pairs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from callseat.domain.world import LegState, PartState
from tests.hearing.acts import ACTS, COMMANDS, OUTSIDE, Act
from tests.hearing.model import House

CALLS = (Act("customer calls", "customer"),)
TALK = (*CALLS, Act("answerCall", "first"))
CONFERENCE = (*TALK, Act("requestSlic", "first", "second"), Act("answerCall", "second"))
BASES: dict[str, tuple[Act, ...]] = {
    "nobody calls": (),
    "a caller waits": (*CALLS, Act("refuse", "first")),
    "talk": TALK,
    "consultation": (*TALK, Act("callSeat", "first", "second"), Act("answerCall", "second")),
    "conference": CONFERENCE,
    "consultation outside": (*TALK, Act("callOut", "first"), Act("answers", "outside")),
    "own call outside": (Act("callOut", "first"), Act("answers", "outside")),
    "supervised": (*TALK, Act("listenSlic", "supervisor", "first")),
    "muted": (*TALK, Act("muteOn", "first")),
    "announcement": (*TALK, Act("playFile", "first")),
    "recording paused": (*TALK, Act("pauseRecording", "first")),
    "conference with announcement": (*CONFERENCE, Act("playConfFile", "first")),
}
LONGEST = 24
"""Acts in a walk: what fails early in it hides little of what comes later."""
BRIDGE = 3
"""Acts at most from one pair to the next."""
RINGING = 5
"""Acts while a seat rings: longer, and its ringing time of 30 s might be over."""
Pair = tuple[str, str]


@dataclass
class Place:
    """A situation, the acts that lead on from it, and the commands that are refused there."""

    house: House
    on: dict[Act, Any] = field(default_factory=dict)
    refused: dict[Act, str] = field(default_factory=dict)
    looked: bool = False

    @property
    def rings(self) -> bool:
        parts = [part for seat in self.house.world.seats.values() for part in seat.parts.values()]
        return any(part.state is PartState.RINGING for part in parts)


@dataclass(frozen=True)
class Point:
    """One act of a walk, and what the pure domain says of the moment after it."""

    act: Act
    situation: Any
    heard: dict[str, tuple[str, ...]]
    refused: dict[Act, str]

    @property
    def asker(self) -> str:
        """Who tries what is refused: who acted, or the first seat."""
        return self.act.who if self.act.is_command else "first"


class Map:
    """The places that were reached so far; it grows as it is looked at."""

    def __init__(self) -> None:
        self.places: dict[Any, Place] = {}
        house = House()
        self.start = self._know(house)

    def _know(self, house: House) -> Any:
        situation = house.view.situation()
        if situation not in self.places:
            self.places[situation] = Place(house)
        return situation

    def at(self, situation: Any) -> Place:
        """The place, with all that leads on from it."""
        place = self.places[situation]
        if not place.looked:
            place.looked = True
            self._look(place)
        return place

    def _look(self, place: Place) -> None:
        house = place.house.copy()
        for act in ACTS:
            if not is_possible(place.house, act):
                continue
            if reason := house.do(act):
                place.refused[act] = reason  # and nothing has changed
            else:
                place.on[act] = self._know(house)
                house = place.house.copy()

    def follow(self, acts: tuple[Act, ...]) -> Any:
        situation = self.start
        for act in acts:
            situation = self.at(situation).on[act]
        return situation


def is_possible(house: House, act: Act) -> bool:
    """Whether it can be tried: any command, but there is one outside party; telephones as is."""
    legs, world = house.view.legs, house.world
    if act.is_command:
        return act.name not in OUTSIDE or "outside" not in legs
    state = world.legs[legs[act.who]].state if act.who in legs else None
    match act.name:
        case "customer calls":
            return state is None
        case "announces":
            attempt = world.attempts.get(legs.get(act.who, ""))
            return attempt is not None and not attempt.early
        case "answers" | "is busy":
            return state is LegState.RINGING
        case _:
            return state is LegState.UP


@dataclass
class Plan:
    """`pairs` are the legal ones, `walks` cover them all; `never` are commands refused always."""

    pairs: dict[Pair, tuple[Act, ...]]
    walks: list[list[Point]]
    never: dict[Pair, None]


@cache
def plan() -> Plan:
    """Made once in a process."""
    chart = Map()
    pairs = _pairs(chart)
    walks = [walk_of(acts) for acts in _covering(chart, dict(pairs))]
    never = {
        (point.act.label, act.label): None
        for walk in walks
        for point in walk
        for act in point.refused
        if act.who == point.asker and (point.act.label, act.label) not in pairs
    }
    return Plan(pairs, walks, never)


def _pairs(chart: Map) -> dict[Pair, tuple[Act, ...]]:
    """Every legal pair, and the acts that lead to it."""
    found: dict[Pair, tuple[Act, ...]] = {}
    for base in BASES.values():
        at = chart.at(chart.follow(base))
        for first, between in at.on.items():
            for second in chart.at(between).on:
                found.setdefault((first.label, second.label), (*base, first, second))
    return found


def _covering(chart: Map, left: dict[Pair, tuple[Act, ...]]) -> Iterator[tuple[Act, ...]]:
    """Greedy: go on to where a pair is left, by a short way; if there is none, begin anew."""
    while left:
        walk = list(next(iter(left.values())))
        _tick(left, walk)
        here = chart.follow(tuple(walk))
        ringing = 0
        while len(walk) < LONGEST and ringing < RINGING:
            more = _onward(chart, here, walk[-1], left)
            if not more:
                break
            walk += more
            _tick(left, walk[-len(more) - 1 :])
            for act in more:
                here = chart.at(here).on[act]
                ringing = ringing + 1 if chart.places[here].rings else 0
        yield tuple(walk)


def _tick(left: dict[Pair, tuple[Act, ...]], walk: list[Act]) -> None:
    for first, second in itertools.pairwise(walk):
        left.pop((first.label, second.label), None)


def _onward(chart: Map, here: Any, last: Act, left: dict[Pair, tuple[Act, ...]]) -> list[Act]:
    """The shortest way to a pair that is left, over places that were looked at before."""
    ways: list[tuple[Any, list[Act]]] = [(here, [])]
    known = {here: None}
    for at, way in ways:
        before = way[-1] if way else last
        for act in chart.at(at).on:
            if (before.label, act.label) in left:
                return [*way, act]
        if len(way) < BRIDGE:
            for act, then in chart.at(at).on.items():
                if then not in known and chart.places[then].looked:
                    known[then] = None
                    ways.append((then, [*way, act]))
    return []


def walk_of(acts: Iterable[Act]) -> list[Point]:
    """Through a house of its own, from the start: no shortcut over a place that looks the same."""
    house, points = House(), []
    for act in acts:
        reason = house.do(act)
        assert not reason, f"{act} is refused {reason} after {[str(one.act) for one in points]}"
        points.append(Point(act, house.view.situation(), house.view.heard(), _refused(house)))
    return points


def _refused(house: House) -> dict[Act, str]:
    """Every command that is refused here, and why."""
    refused: dict[Act, str] = {}
    twin = house.copy()
    for act in COMMANDS:
        if is_possible(house, act):
            if reason := twin.do(act):
                refused[act] = reason
            else:
                twin = house.copy()
    return refused
