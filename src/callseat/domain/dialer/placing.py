"""How many numbers are dialled now, and which. Run at the end of each step over the campaigns that
it touched.
"""

from __future__ import annotations

from callseat.domain import effects, legs
from callseat.domain.dialer import attempts, booking, free, leads, preview, windows
from callseat.domain.dialer.campaign import CampaignMode
from callseat.domain.dialer.state import LeadCall, Running, Step
from callseat.domain.effects import HangUpReason
from callseat.domain.inputs import AttemptBooked
from callseat.domain.timer import DialDue, RingOver
from callseat.domain.turn import Turn
from callseat.domain.world import Leg, LegState

WITH_CAP = (CampaignMode.PROGRESSIVE, CampaignMode.PREDICTIVE)
SLOWEST = 15_000  # ms from the answer until a call is settled, detection included


def settle(turn: Turn) -> None:
    """The first in order of priority dials first."""
    world = turn.world
    while turn.dialling:
        codes, turn.dialling = turn.dialling, {}
        touched = [world.campaigns[code] for code in codes if code in world.campaigns]
        for running in sorted(touched, key=_order):
            _settle(turn, running)


def _order(running: Running) -> tuple[int, str]:
    return running.campaign.priority, running.campaign.code


def _settle(turn: Turn, running: Running) -> None:
    campaign = running.campaign
    if (running.dry or not running.works) and len(running.free) > running.unserved:
        free.choose_again(turn, campaign.queue)
    if campaign.mode in WITH_CAP and running.air and turn.world.switch_up:
        _cancel(turn, running, len(running.air) - _most(turn, running))
    if not running.works or turn.at < running.rests_until or not _is_counted(turn, running):
        return
    no_seats = campaign.mode is CampaignMode.NOTIFICATION
    if running.free or running.pacer.busy or no_seats or running.dry:
        leads.ask(turn, running)
    if campaign.mode is CampaignMode.PREVIEW:
        preview.show_all(turn, running)
    else:
        preview.dial_agreed(turn, running)
        _dial_some(turn, running)
    _look_again(turn, running)


def _is_counted(turn: Turn, running: Running) -> bool:
    """Nothing is dialled before it is known what was abandoned in the last 30 days."""
    if not running.counted and not running.counting and turn.at >= running.wakes_at:
        running.counting = turn.new_id("f")
        turn.emit(effects.CountAnswers(running.counting, running.campaign.code))
    return running.counted


def _dial_some(turn: Turn, running: Running) -> None:
    lines = running.campaign.lines - len(running.calls)
    for _ in range(min(_wanted(turn, running), lines)):
        lead = leads.draw(turn, running)
        if lead is None:
            return
        booking.book(turn, running, lead)


def _wanted(turn: Turn, running: Running) -> int:
    seats, unserved = len(running.free), running.unserved
    room = max(0, _most(turn, running) - len(running.air))
    match running.campaign.mode:
        case CampaignMode.PROGRESSIVE:
            return min(seats - unserved, room)
        case CampaignMode.PREDICTIVE:
            return running.pacer.wanted(turn.at, seats, len(running.pacer.busy), unserved, room)
        case _:
            return running.campaign.lines


def _most(turn: Turn, running: Running) -> int:
    """How many may be in the air so that the cap holds, however they end. See `cap`."""
    campaign = running.campaign
    today = windows.day_of(campaign.timezone, turn.at)
    latest = turn.at + campaign.ring_time * 1000 + campaign.connect_within + SLOWEST
    then = windows.day_of(campaign.timezone, latest)
    tomorrow = then if then != today else None
    seats = len(running.free) + len(running.offered)
    return running.cap.room(today, tomorrow, campaign.cap, 0, seats)


def _cancel(turn: Turn, running: Running, many: int) -> None:
    """A free seat was lost: the newest lines that only ring are let go, as many as are too many."""
    for attempt in reversed(list(running.air)) if many > 0 else ():
        call = turn.world.lead_calls[attempt]
        if call.step in (Step.BOOKING, Step.DIALLING) and many > 0:
            many -= 1
            cancel(turn, call)


def cancel(turn: Turn, call: LeadCall) -> None:
    """Its number is not to be dialled any more, or to stop ringing."""
    if call.step is Step.DIALLING:
        hang_up(turn, call, HangUpReason.NORMAL, "cancelled")
        return
    call.cause = "cancelled"  # the answer on its booking is still to come
    running = attempts.running_of(turn, call)
    if running is not None:
        attempts.settled(running, call)


def hang_up(turn: Turn, call: LeadCall, reason: HangUpReason, became: str) -> None:
    turn.cancel_timer(f"ring:{call.id}")
    legs.hang_up(turn, call.id, reason)
    attempts.finish(turn, call, became)


def _look_again(turn: Turn, running: Running) -> None:
    """The pacer knows when its answer may change by itself."""
    if running.campaign.mode is not CampaignMode.PREDICTIVE or running.paces_at > turn.at:
        return
    due = running.pacer.wake(turn.at) if running.leads else None
    if due is not None:
        running.paces_at, code = due, running.campaign.code
        turn.set_timer(f"pace:{code}", (due - turn.at) / 1000, DialDue(code))


def booked(turn: Turn, event: AttemptBooked) -> None:
    """The store's answer. What changed meanwhile is considered: a pause, a lost seat."""
    call = turn.world.lead_calls.get(event.id)
    running = attempts.running_of(turn, call) if call is not None else None
    if call is None or running is None or call.step is not Step.BOOKING:
        return
    if event.refused == "unreachable":
        preview.not_booked(turn, call, "unreachable")
        attempts.forget(turn, call)
        leads.keep(turn, running, call.lead)
    elif event.refused:
        preview.not_booked(turn, call, event.refused)
        attempts.refused(turn, call, event.refused)
    elif not running.works or call.cause == "cancelled":
        preview.not_booked(turn, call, "withdrawn")
        attempts.finish(turn, call, "cancelled")
    elif call.user:
        preview.dial(turn, call)
    else:
        _dial(turn, running, call)


def _dial(turn: Turn, running: Running, call: LeadCall) -> None:
    campaign, trunk = running.campaign, turn.world.directory.trunks[0]
    turn.world.legs[call.id] = Leg(call.id, "", state=LegState.DIALLED)
    call.step = Step.DIALLING
    running.pacer.dialled(call.id, turn.at)
    turn.emit(effects.DialOutside(call.id, trunk, call.number, call.shown))
    turn.set_timer(f"ring:{call.id}", campaign.ring_time, RingOver(call.id))
