"""What a kind of node may do. Each answer names the next node, or None to stay here."""

from __future__ import annotations

from typing import Any

from callseat.domain import effects
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, LegState


class Behaviour:
    """The default: nothing happens at a node but being entered."""

    def enter(self, turn: Turn, contact: Contact, node: Any) -> str | None:
        raise NotImplementedError

    def played(self, turn: Turn, contact: Contact, node: Any) -> str | None:
        """The sounds ended."""
        return None

    def pressed(
        self,
        turn: Turn,
        contact: Contact,
        node: Any,
        digit: str,
    ) -> str | None:
        """A digit came."""
        return None

    def silent(self, turn: Turn, contact: Contact, node: Any) -> str | None:
        """No digit came in time."""
        return None


def answer(turn: Turn, contact: Contact) -> None:
    """Answer the customer's leg, once; a caller who is to hear something must be answered."""
    leg = turn.world.legs[contact.leg]
    if leg.state is not LegState.UP:
        leg.state = LegState.UP
        turn.emit(effects.Answer(leg.id))


def play(turn: Turn, contact: Contact, sounds: tuple[str, ...]) -> None:
    """Play the flow's sounds; `played` follows."""
    answer(turn, contact)
    if contact.walk is not None:
        contact.walk.play = turn.new_id("p")
        turn.emit(effects.Play(contact.walk.play, contact.leg, sounds))


def stop_play(turn: Turn, contact: Contact) -> None:
    """Stop the flow's sounds, if any play."""
    if contact.walk is not None and contact.walk.play:
        turn.emit(effects.StopPlay(contact.walk.play, contact.leg))
        contact.walk.play = ""
