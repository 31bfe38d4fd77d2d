"""Messages that callers leave: noted when they are complete, and told to the seats of the box."""

from __future__ import annotations

from callseat.domain import effects, part
from callseat.domain.flow.state import Message
from callseat.domain.inputs import MessageRecorded
from callseat.domain.notices import OnVoicemail
from callseat.domain.rows import VoicemailRow
from callseat.domain.turn import Turn
from callseat.domain.world import Contact


def begin(turn: Turn, contact: Contact, name: str, box: str) -> None:
    """A message is being recorded; it stays one if the caller hangs up."""
    shown = part.shown_caller(contact)
    turn.world.messages[name] = Message(contact.id, contact.customer, shown, box)


def complete(turn: Turn, event: MessageRecorded) -> None:
    """An empty one, or one that failed, is none."""
    message = turn.world.messages.pop(event.name, None)
    if message is None or event.error or not event.duration_ms:
        return
    turn.save(
        VoicemailRow(
            event.name, message.contact, message.caller, message.box, turn.at, event.duration_ms
        )
    )
    seconds = str(round(event.duration_ms / 1000))
    members = turn.world.members.get(message.box)
    for user in members if members is not None else (message.box,):
        if user in turn.world.seats:
            notice = OnVoicemail(message.box, message.shown, event.name, seconds, message.contact)
            turn.notify(effects.Seat(user), notice)
