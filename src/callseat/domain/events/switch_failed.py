"""The switch could not do what it was told. What hangs on it is ended or goes on without it."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain import effects, recording
from callseat.domain.events import leg_ended, play_ended
from callseat.domain.inputs import LegEnded, PlayEnded, SwitchFailed
from callseat.domain.turn import Turn
from callseat.domain.world import LegState

GONE = "not_found"


def run(turn: Turn, event: SwitchFailed) -> None:
    effect, at = event.effect, event.at
    turn.log("switch_failed", detail=f"{type(effect).__name__} {event.reason}")
    match effect:
        case effects.DialPhone():
            leg_ended.end_leg(turn, LegEnded(at, effect.leg, q850=41), "switch_failed")
        case effects.HangUp() if event.reason == GONE:
            leg_ended.end_leg(turn, LegEnded(at, effect.leg))
        case effects.Play():
            play_ended.run(turn, PlayEnded(at, effect.play, effect.leg, completed=False))
        case effects.Record():
            recording.complete(turn, effect.recording, 0)
        case effects.Answer() | effects.Join() if event.reason == GONE:
            _ask_to_go(turn, effect.leg)
        case effects.Answer() | effects.Join():
            _give_up(turn, effect.leg)
        case effects.OpenCall():
            _give_up(turn, effect.beside)
        case _:
            return


def _ask_to_go(turn: Turn, leg_id: str) -> None:
    """It hung up at this moment: its end is on its way. If not, this brings it about."""
    leg = turn.world.legs.get(leg_id)
    if leg is not None and leg.state is not LegState.ENDING:
        turn.emit(effects.HangUp(leg_id))


def _give_up(turn: Turn, leg_id: str) -> None:
    """A leg that can not be joined is of no use: the contact ends, rather than in silence."""
    leg = turn.world.legs.get(leg_id)
    contact = turn.world.contacts.get(leg.contact) if leg else None
    if contact is not None:
        contacts.end(turn, contact, "system", "switch_failed")
