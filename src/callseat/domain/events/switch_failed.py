"""The switch could not do what it was told. What hangs on it is ended or goes on without it."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain import effects, recording
from callseat.domain.events import leg_ended, play_ended
from callseat.domain.inputs import LegEnded, PlayEnded, SwitchFailed
from callseat.domain.turn import Turn

GONE = "not_found"


def run(turn: Turn, event: SwitchFailed) -> None:
    effect, at = event.effect, event.at
    turn.log("switch_failed", detail=f"{type(effect).__name__} {event.reason}")
    match effect:
        case effects.DialPhone():
            leg_ended.end_leg(turn, LegEnded(at, effect.leg, q850=41))
        case effects.HangUp() if event.reason == GONE:
            leg_ended.end_leg(turn, LegEnded(at, effect.leg))
        case effects.Play():
            play_ended.run(turn, PlayEnded(at, effect.play, effect.leg, completed=False))
        case effects.Record():
            recording.complete(turn, effect.recording, 0)
        case effects.Answer() | effects.Join():
            _give_up(turn, effect.leg)
        case effects.OpenCall():
            for contact in [c for c in turn.world.contacts.values() if c.call == effect.call]:
                _give_up(turn, contact.leg)
        case _:
            return


def _give_up(turn: Turn, leg_id: str) -> None:
    """A leg that can not be joined is of no use: the contact ends, rather than in silence."""
    leg = turn.world.legs.get(leg_id)
    contact = turn.world.contacts.get(leg.contact) if leg else None
    if contact is not None:
        contacts.end(turn, contact, "system", "switch_failed")
