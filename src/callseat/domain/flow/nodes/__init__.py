"""What each kind of node does: one module a kind, and the table of them."""

from __future__ import annotations

from callseat.domain.flow import flow
from callseat.domain.flow.nodes.answer import AnswerBehaviour
from callseat.domain.flow.nodes.behaviour import Behaviour
from callseat.domain.flow.nodes.enqueue import EnqueueBehaviour
from callseat.domain.flow.nodes.hang_up import HangUpBehaviour
from callseat.domain.flow.nodes.menu import MenuBehaviour
from callseat.domain.flow.nodes.play import PlayBehaviour

BEHAVIOURS: dict[type[flow.Node], Behaviour] = {
    flow.Answer: AnswerBehaviour(),
    flow.Play: PlayBehaviour(),
    flow.Menu: MenuBehaviour(),
    flow.Enqueue: EnqueueBehaviour(),
    flow.HangUp: HangUpBehaviour(),
}
