"""A number that a campaign dialled rings, answers, ends: until a seat or a flow has the callee."""

from __future__ import annotations

from callseat.domain import contact as contacts
from callseat.domain import effects, journey, legs
from callseat.domain.dial_result import DialReason
from callseat.domain.dialer import attempts, booking, placing
from callseat.domain.dialer.campaign import CampaignMode
from callseat.domain.dialer.state import LeadCall, Running, Step
from callseat.domain.effects import HangUpReason
from callseat.domain.flow import values, walk
from callseat.domain.inputs import MachineHeard
from callseat.domain.queue import waiting
from callseat.domain.timer import DetectionOver
from callseat.domain.turn import Turn
from callseat.domain.world import Contact, Leg, Stage

LATEST = 2000  # ms after the longest detection until it is done without
HEARD = 400  # ms until what is played is heard (measured: 220 while busy); the limit is theirs
GREETING = 62_000  # ms for which the end of a machine's greeting is waited


def answered(turn: Turn, call: LeadCall) -> None:
    """Somebody or something is there."""
    turn.cancel_timer(f"ring:{call.id}")
    running = turn.world.campaigns[call.campaign]
    attempts.answered(turn, call)
    detection = running.campaign.detection
    if detection is None:
        _person(turn, running, call)
        return
    call.step = Step.DETECTING
    message = detection.machine == "message"
    turn.emit(effects.Detect(call.id, detection, until_silence=message))
    longest = detection.total + LATEST + (GREETING if message else 0)
    turn.set_timer(f"detect:{call.id}", longest / 1000, DetectionOver(call.id))


def heard(turn: Turn, call: LeadCall, event: MachineHeard) -> None:
    """The verdict on what answered. Who may be a person is treated as one."""
    if call.step is not Step.DETECTING:
        return
    turn.cancel_timer(f"detect:{call.id}")
    running = turn.world.campaigns[call.campaign]
    call.verdict, call.cause = event.verdict, event.cause
    detection = running.campaign.detection
    if event.verdict != "machine" or (detection is not None and detection.machine == "connect"):
        _person(turn, running, call)
    elif detection is not None and detection.machine == "message":
        _leave_message(turn, running, call)
    else:
        placing.hang_up(turn, call, HangUpReason.NORMAL, "machine")


def _leave_message(turn: Turn, running: Running, call: LeadCall) -> None:
    """The flow speaks to the machine; no seat is needed."""
    flow = turn.world.flows.get(running.campaign.flow)
    if flow is None:
        placing.hang_up(turn, call, HangUpReason.NORMAL, "machine")
        return
    running.pacer.answered(call.id, turn.at, human=False)
    attempts.settled(running, call)
    call.step, call.outcome = Step.TALKING, "machine"
    contact = _contact(turn, running, call)
    _tell_flow(contact, call)
    walk.start(turn, contact, flow)


def _person(turn: Turn, running: Running, call: LeadCall) -> None:
    """Into the flow of the notification, or to the seats."""
    running.pacer.answered(call.id, turn.at, human=True)
    contact = _contact(turn, running, call)
    campaign = running.campaign
    if campaign.mode is CampaignMode.NOTIFICATION:
        _notify(turn, running, contact)
        return
    call.step = Step.WAITING
    if waiting.open_line(turn, campaign.queue) is None:
        abandon(turn, contact)
        return
    left = call.answered_at + campaign.connect_within - HEARD - turn.at
    waiting.join_for(turn, contact, campaign.queue, max(0, left) / 1000)


def _contact(turn: Turn, running: Running, call: LeadCall) -> Contact:
    contact = Contact(
        id=turn.new_id("x"),
        leg=call.id,
        caller=call.shown,
        callee=call.number,
        project=booking.project_of(turn, running.campaign),
        arrived_at=turn.at,
        number=turn.world.serial,
    )
    attempts.describe(contact, call, running.campaign)
    turn.world.legs[call.id].contact = contact.id
    journey.begin(turn, contact)
    turn.save(attempts.row(call))
    return contact


def _notify(turn: Turn, running: Running, contact: Contact) -> None:
    call = turn.world.lead_calls[contact.lead_call]
    flow = turn.world.flows.get(running.campaign.flow)
    attempts.connected(turn, contact, None)
    if flow is None:  # gone since it was dialled
        contacts.end(turn, contact, "system", "unknown_flow")
        return
    contact.msg = ""  # what was chosen is for the flow to say
    _tell_flow(contact, call)
    walk.start(turn, contact, flow)


def _tell_flow(contact: Contact, call: LeadCall) -> None:
    """A flow knows the lead's name and columns as `lead_NAME`, as far as those are names there."""
    for name, text in (("name", call.lead.name), *call.lead.data):
        named = "lead_" + name.lower()
        if values.NAME.fullmatch(named):
            values.put(contact, named, text)


def abandon(turn: Turn, contact: Contact) -> None:
    """No seat came in time: the callee hears what is prescribed, and that is all."""
    running = turn.world.campaigns.get(contact.campaign)
    if contact.stage not in (Stage.FLOW, Stage.WAITING, Stage.OFFERED) or running is None:
        return
    contacts.stop_waiting(turn, contact, "system")
    leg, contact.leg = contact.leg, ""
    sound = running.campaign.abandoned_sound
    legs.farewell(turn, leg, (sound,) if sound else ())
    journey.close(turn, contact, "system", "abandoned")


def ended(turn: Turn, leg: Leg, reason: DialReason) -> None:
    """The leg is gone before a seat or a flow had the callee."""
    call = turn.world.lead_calls[leg.id]
    if call.step is Step.DETECTING:
        turn.cancel_timer(f"detect:{call.id}")
        attempts.finish(turn, call, "failed", "hung_up")  # a person or a machine, who knows
        return
    turn.cancel_timer(f"ring:{call.id}")
    cause = reason.value
    became = attempts.of_cause(cause) if reason is not DialReason.CANCELLED else "failed"
    attempts.finish(turn, call, became, cause)


def ring_over(turn: Turn, call: LeadCall) -> None:
    """It rang long enough."""
    placing.hang_up(turn, call, HangUpReason.NO_ANSWER, "no_answer")


def stop(turn: Turn) -> None:
    """The server stops: what is not talking yet is let go."""
    for call in list(turn.world.lead_calls.values()):
        if call.step is Step.DETECTING:
            placing.hang_up(turn, call, HangUpReason.NORMAL, "failed")
        elif not call.contact:
            if call.step is Step.DIALLING:
                placing.cancel(turn, call)
            else:
                attempts.finish(turn, call, "cancelled")
