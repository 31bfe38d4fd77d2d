"""What a kind of node may do. Each answers the branch by which it is left, or None to stay."""

from __future__ import annotations

from typing import Any

from callseat.domain import effects
from callseat.domain.flow import values
from callseat.domain.flow.flow import Collect, Menu
from callseat.domain.flow.state import FlowWalk
from callseat.domain.inputs import Fetched, LookedUp, MessageRecorded
from callseat.domain.timer import AnswerDue, MenuSilence
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, LegState

Answered = Fetched | LookedUp | MessageRecorded | None


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

    def answered(self, turn: Turn, contact: Contact, node: Any, answer: Answered) -> str | None:
        """Who was asked answers; None: nobody did in time."""
        return None


def walk_of(contact: Contact) -> FlowWalk:
    if contact.walk is None:
        raise LookupError(f"{contact.id} walks in no flow")
    return contact.walk


def answer(turn: Turn, contact: Contact) -> None:
    """Answer the customer's leg, once; a caller who is to hear something must be answered."""
    leg = turn.world.legs[contact.leg]
    if leg.state is not LegState.UP:
        leg.state = LegState.UP
        turn.emit(effects.Answer(leg.id))


def play(turn: Turn, contact: Contact, sounds: tuple[str | effects.Speech, ...]) -> None:
    """Play the flow's sounds; `played` follows."""
    answer(turn, contact)
    if contact.walk is not None:
        contact.walk.play = turn.new_id("p")
        turn.emit(effects.Play(contact.walk.play, contact.leg, sounds))


def spoken(contact: Contact, text: str, language: str) -> tuple[effects.Speech, ...]:
    """The text with its values, to be spoken in the language, or the walk's; () if it is empty."""
    filled = values.fill(contact, text).strip()
    said = effects.Speech(filled, language or contact.values["language"])
    return (said,) if filled else ()


def prompt(turn: Turn, contact: Contact, node: Menu | Collect) -> None:
    """What the node has to be heard, then a digit is waited for."""
    heard: tuple[str | effects.Speech, ...] = node.sounds
    heard += spoken(contact, node.say, node.language)
    if heard:
        play(turn, contact, heard)
    else:
        answer(turn, contact)
        listen(turn, contact, node.wait)


def stop_play(turn: Turn, contact: Contact) -> None:
    """Stop the flow's sounds, if any play."""
    if contact.walk is not None and contact.walk.play:
        turn.emit(effects.StopPlay(contact.walk.play, contact.leg))
        contact.walk.play = ""


def listen(turn: Turn, contact: Contact, seconds: int) -> None:
    """Wait for a digit; `silent` follows if none comes."""
    walk_of(contact).listening = True
    turn.set_timer(f"menu:{contact.id}", seconds, MenuSilence(contact.id))


def stop_listening(turn: Turn, contact: Contact) -> None:
    if walk_of(contact).listening:
        walk_of(contact).listening = False
        turn.cancel_timer(f"menu:{contact.id}")


def ask(turn: Turn, contact: Contact, asked: str, seconds: int) -> None:
    """Somebody is asked under this id: `answered` follows, after so many seconds at the latest."""
    walk_of(contact).asked = asked
    turn.world.asked[asked] = contact.id
    turn.set_timer(f"ask:{asked}", seconds, AnswerDue(asked))
