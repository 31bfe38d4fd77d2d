"""The seat's tables are complete, and its status is derived in one order."""

from __future__ import annotations

from itertools import product

import pytest

from callseat.domain.directory import Account
from callseat.domain.seat import status_of
from callseat.domain.seat_table import ACTIVITY, BASE, ON_THE_PHONE, PENDING, Choice, Happening
from callseat.domain.status import Status
from callseat.domain.world import Activity, Seat


def test_every_choice_is_answered_in_every_state() -> None:
    chosen = (Status.IDLE, Status.BUSY, Status.WORK, Status.REST)
    assert set(BASE) == set(product(chosen, Choice))
    assert set(BASE.values()) == set(chosen)
    assert set(PENDING) == set(product((None, Status.BUSY, Status.WORK), Choice))
    assert set(PENDING.values()) == {None, Status.BUSY, Status.WORK}


def test_every_activity_is_reached_and_left() -> None:
    busy = {activity for activity in Activity if activity is not Activity.NONE}
    assert set(ON_THE_PHONE) == busy
    assert {target for target in ACTIVITY.values() if target is not Activity.NONE} == busy
    assert {state for state, why in ACTIVITY if why is Happening.RELEASED} == busy
    assert all(ACTIVITY[state, Happening.RELEASED] is Activity.NONE for state in busy)


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
