"""The node `http`: a server is asked, and values are read from its answer."""

from __future__ import annotations

import json
from urllib.parse import quote

from callseat.domain import effects
from callseat.domain.flow import values
from callseat.domain.flow.flow import Http
from callseat.domain.flow.nodes.behaviour import Answered, Behaviour, ask
from callseat.domain.inputs import Fetched
from callseat.domain.turn import Turn
from callseat.domain.world import Contact

MARGIN = 5  # seconds beyond the time limit: after them no answer comes any more


class HttpBehaviour(Behaviour):
    def enter(self, turn: Turn, contact: Contact, node: Http) -> str | None:
        fetch = effects.Fetch(
            id=turn.new_id("f"),
            method=node.method,
            url=values.fill(contact, node.url, lambda text: quote(text, safe="")),
            headers=tuple(
                (one.name, _line(values.fill(contact, one.text))) for one in node.headers
            ),
            body=values.fill(contact, node.body, lambda text: json.dumps(text)[1:-1]),
            timeout=node.timeout,
        )
        ask(turn, contact, fetch.id, node.timeout + MARGIN)
        turn.emit(fetch)
        return None

    def answered(self, turn: Turn, contact: Contact, node: Http, answer: Answered) -> str | None:
        if not isinstance(answer, Fetched) or answer.error or not 200 <= answer.status < 300:
            return "failed"
        found = dict(answer.values)
        for one in node.read:
            values.put(contact, one.name, found.get(one.text, ""))
        return "next"


def _line(text: str) -> str:
    """What a header may hold: one line."""
    return "".join(letter for letter in text if letter.isprintable())
