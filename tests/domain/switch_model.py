"""What a switch would make of the orders: who is joined where, hears music, is muted.

It refuses orders that make no sense, so that a transcript or a random day shows them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from callseat.domain import effects, hearing
from callseat.domain.effects import Effect
from callseat.domain.world import LegState, World


@dataclass
class SwitchModel:
    calls: dict[str, None] = field(default_factory=dict)
    joined: dict[str, tuple[str, bool]] = field(default_factory=dict)  # leg -> call, muted
    music: dict[str, str] = field(default_factory=dict)
    muted: dict[str, None] = field(default_factory=dict)
    ending: dict[str, None] = field(default_factory=dict)
    plays: dict[str, str] = field(default_factory=dict)  # play -> call

    def perform(self, effect: Effect) -> None:
        match effect:
            case effects.OpenCall(call):
                assert call not in self.calls, effect
                self.calls[call] = None
            case effects.CloseCall(call):
                assert call in self.calls, effect
                del self.calls[call]
                self.joined = {leg: at for leg, at in self.joined.items() if at[0] != call}
            case effects.Join(leg, call, muted):
                assert call in self.calls, effect
                assert self.joined.get(leg) != (call, muted), effect
                self.joined[leg] = (call, muted)
            case effects.Leave(leg, call):
                assert self.joined.pop(leg, ("", False))[0] == call, effect
            case _:
                self._leg(effect)

    def _leg(self, effect: Effect) -> None:
        match effect:
            case effects.StartMusic(leg, music):
                assert leg not in self.music, effect
                self.music[leg] = music
            case effects.StopMusic(leg):
                assert leg in self.music, effect
                del self.music[leg]
            case effects.Mute(leg):
                assert leg not in self.muted, effect
                self.muted[leg] = None
            case effects.Unmute(leg):
                assert leg in self.muted, effect
                del self.muted[leg]
            case effects.HangUp(leg):
                assert leg not in self.ending, effect
                self.ending[leg] = None
            case effects.PlayToCall(play, call):
                assert call in self.calls, effect
                self.plays[play] = call

    def gone(self, leg: str) -> None:
        """The leg hung up."""
        for of_legs in (self.joined, self.music, self.muted, self.ending):
            of_legs.pop(leg, None)

    def agrees(self, world: World) -> None:
        """The world believes what the switch does, and everybody is where they should be."""
        believed = {
            leg: (call.id, muted)
            for call in world.calls.values()
            for leg, muted in call.inside.items()
        }
        in_calls = {leg: at for leg, at in self.joined.items() if at[0] in world.calls}
        there = {leg for leg in self.joined if leg not in self.ending}
        assert {k: v for k, v in believed.items() if k in there} == {
            k: v for k, v in in_calls.items() if k in there
        }
        assert {leg.id: leg.music for leg in world.legs.values() if leg.music} == self.music
        muted = {seat.leg: None for seat in world.seats.values() if seat.muted and seat.leg}
        assert {m for m in muted if _up(world, m)} == {m for m in self.muted if _up(world, m)}
        for call in world.calls.values():
            wanted = hearing.inside(world, call)
            assert {leg: m for leg, m in call.inside.items() if leg in there} == wanted, call
            lonely = hearing.lonely(world, call)
            assert not lonely or world.legs[lonely].music, call


def _up(world: World, leg: str) -> bool:
    return leg in world.legs and world.legs[leg].state is LegState.UP
