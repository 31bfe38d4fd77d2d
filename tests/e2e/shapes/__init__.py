"""Shapes of a call that changes hands, each played by a cast (tests/support/cast.py)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.e2e.shapes import meetings, transfers
from tests.support.cast import Cast

Shape = Callable[[Cast], Awaitable[None]]

SHAPES: tuple[Shape, ...] = (
    transfers.transferred,
    transfers.transfer_refused,
    transfers.transfer_not_answered,
    transfers.transfer_given_up,
    transfers.chain_of_three,
    transfers.there_and_back,
    transfers.left_while_it_rings,
    transfers.consultation_completed,
    transfers.consultation_given_up,
    transfers.consultation_refused,
    transfers.consultation_swapped,
    transfers.consultation_joined,
    meetings.conference_left_by_the_first,
    meetings.conference_left_by_the_second,
    meetings.conference_left_by_the_customer,
    meetings.conference_of_four,
    meetings.held_in_a_conference,
    meetings.held_and_fetched,
    transfers.turned_out,
    transfers.turned_out_to_a_busy_number,
    transfers.outside_consultation_completed,
    transfers.outside_consultation_ended_by_the_consulted,
    meetings.intercepted,
    meetings.intercepted_and_passed_on,
    meetings.barged_in_and_left,
    meetings.barged_in_then_intercepted,
    meetings.barged_in_and_the_first_leaves,
    meetings.listened_and_whispered_to,
    meetings.paused_then_transferred,
    meetings.paused_by_one_and_resumed_by_the_next,
    transfers.taken_out_of_turn_then_transferred,
    transfers.called_out_then_transferred,
)
