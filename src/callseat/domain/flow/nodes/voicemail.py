"""The node `voicemail`: sounds, then a message is recorded."""

from __future__ import annotations

from datetime import UTC, datetime

from callseat.domain import effects, voicemail
from callseat.domain.flow.flow import Voicemail
from callseat.domain.flow.nodes.behaviour import Answered, Behaviour, answer, ask, play
from callseat.domain.inputs import MessageRecorded
from callseat.domain.turn import Turn
from callseat.domain.world import Contact

MARGIN = 10  # seconds beyond the longest: after them no message comes any more


class VoicemailBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Voicemail) -> str | None:
        if node.sounds:
            play(turn, contact, node.sounds)
        else:
            answer(turn, contact)
            self._record(turn, contact, node)
        return None

    def played(self, turn: Turn, contact: Contact, node: Voicemail) -> str | None:
        self._record(turn, contact, node)
        return None

    def answered(
        self, turn: Turn, contact: Contact, node: Voicemail, answer: Answered
    ) -> str | None:
        recorded = isinstance(answer, MessageRecorded) and not answer.error
        return "next" if recorded else "failed"

    def _record(self, turn: Turn, contact: Contact, node: Voicemail) -> None:
        day = datetime.fromtimestamp(turn.at / 1000, UTC).strftime("%Y/%m/%d")
        name = f"{day}/{turn.new_id('m')}.wav"
        voicemail.begin(turn, contact, name, node.box)
        ask(turn, contact, name, node.longest + MARGIN)
        turn.emit(effects.RecordMessage(name, contact.leg, node.longest, node.silence))
