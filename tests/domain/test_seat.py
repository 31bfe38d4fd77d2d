"""The seat's tables are complete, and its status is derived in one order."""

from __future__ import annotations

from itertools import product

import pytest

from callseat.domain.activity import ON_THE_PHONE
from callseat.domain.directory import Account
from callseat.domain.part_table import PART, PartHappening
from callseat.domain.seat import status_of
from callseat.domain.seat_table import BASE, PENDING, Choice
from callseat.domain.status import Status
from callseat.domain.world import Activity, PartState, Seat


def test_every_choice_is_answered_in_every_state() -> None:
    chosen = (Status.IDLE, Status.BUSY, Status.WORK, Status.REST)
    assert set(BASE) == set(product(chosen, Choice))
    assert set(BASE.values()) == set(chosen)
    assert set(PENDING) == set(product((None, Status.BUSY, Status.WORK), Choice))
    assert set(PENDING.values()) == {None, Status.BUSY, Status.WORK}


def test_every_activity_has_a_status() -> None:
    assert set(ON_THE_PHONE) == {one for one in Activity if one is not Activity.NONE}


def test_every_state_of_a_part_is_reached_and_ends() -> None:
    living = {state for state in PartState if state is not PartState.OVER}
    assert {state for state, _ in PART} == living
    assert {state for state, why in PART if why is PartHappening.ENDED} == living
    begun = {PartState.RINGING, PartState.DIALING}
    assert set(PART.values()) | begun == set(PartState)


@pytest.mark.parametrize(
    ("base", "activity", "reachable", "status"),
    [
        (Status.OFFLINE, Activity.NONE, True, Status.OFFLINE),
        (Status.OFFLINE, Activity.TALKING, True, Status.OFFLINE),
        (Status.BUSY, Activity.RINGING, True, Status.RINGING),
        (Status.IDLE, Activity.TALKING, False, Status.TALKING),
        (Status.WORK, Activity.NONE, False, Status.UNREACHABLE),
        (Status.WORK, Activity.NONE, True, Status.WORK),
    ],
)
def test_status_is_offline_else_telephone_else_unreachable_else_the_choice(
    base: Status, activity: Activity, reachable: bool, status: Status
) -> None:
    seat = Seat(Account("anna"), base, activity, reachable=reachable)
    assert status_of(seat) is status
