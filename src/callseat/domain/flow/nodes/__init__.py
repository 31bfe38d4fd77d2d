"""What each kind of node does: one module a kind, and the table of them.

Flows that call, leave and return to each other are the walk's own business.
"""

from __future__ import annotations

from callseat.domain.flow import flow
from callseat.domain.flow.nodes.answer import AnswerBehaviour
from callseat.domain.flow.nodes.attach import AttachBehaviour
from callseat.domain.flow.nodes.behaviour import Behaviour
from callseat.domain.flow.nodes.branch import IfBehaviour
from callseat.domain.flow.nodes.collect import CollectBehaviour
from callseat.domain.flow.nodes.enqueue import EnqueueBehaviour
from callseat.domain.flow.nodes.hang_up import HangUpBehaviour
from callseat.domain.flow.nodes.hours import HoursBehaviour
from callseat.domain.flow.nodes.http import HttpBehaviour
from callseat.domain.flow.nodes.lookup import LookupBehaviour
from callseat.domain.flow.nodes.menu import MenuBehaviour
from callseat.domain.flow.nodes.play import PlayBehaviour
from callseat.domain.flow.nodes.say import SayBehaviour
from callseat.domain.flow.nodes.set_values import SetBehaviour
from callseat.domain.flow.nodes.transfer import TransferBehaviour
from callseat.domain.flow.nodes.voicemail import VoicemailBehaviour

BEHAVIOURS: dict[type[flow.Node], Behaviour] = {
    flow.Answer: AnswerBehaviour(),
    flow.Play: PlayBehaviour(),
    flow.Say: SayBehaviour(),
    flow.Menu: MenuBehaviour(),
    flow.Collect: CollectBehaviour(),
    flow.If: IfBehaviour(),
    flow.Set: SetBehaviour(),
    flow.Hours: HoursBehaviour(),
    flow.Http: HttpBehaviour(),
    flow.Lookup: LookupBehaviour(),
    flow.Attach: AttachBehaviour(),
    flow.Transfer: TransferBehaviour(),
    flow.Voicemail: VoicemailBehaviour(),
    flow.Enqueue: EnqueueBehaviour(),
    flow.HangUp: HangUpBehaviour(),
}
