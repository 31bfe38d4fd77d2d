"""A seat is gone for good, and what it holds goes back to where it came from."""

from __future__ import annotations

from callseat.domain.flow.flow import Enqueue, Play, Transfer
from callseat.domain.inputs import ConnectionLost, DirectoryLoaded, TimerFired
from callseat.domain.rows import ContactRow, QueueVisitRow
from callseat.domain.status import Status
from tests.domain import scenes
from tests.domain.flow.house import house, way
from tests.domain.playbook import Playbook, a_directory, rows
from tests.domain.scenes import FRIEND, TEAM, call_in, flow_of, hang_up_phone, pick_up, ring
from tests.domain.sight import everybody_goes, heard, statuses, told


def goes_for_good(play: Playbook, user: str = "anna") -> None:
    """The connection is lost, and the grace is over."""
    play.do(ConnectionLost(play.now, f"session-{user}", user))
    key = f"grace:{user}"
    play.do(TimerFired(play.now, key, play.timers.pop(key)[1]))


def test_the_customer_is_offered_to_another_seat_of_its_line() -> None:
    play = scenes.on_hold_and_on_the_hook()
    goes_for_good(play)
    assert told(play)[0] == "anna OnOffTalk 1 system seat_gone"
    assert play.world.seats["anna"].base is Status.OFFLINE
    assert statuses(play) == "anna=OFFLINE ben=RINGING"
    pick_up(play, "ben")
    assert heard(play) == "ben<k1 k1<ben"
    everybody_goes(play)
    assert [row.outcome for row in rows(play, QueueVisitRow) if row.left_at] == ["answered"] * 2


def test_at_the_head_by_the_time_that_it_has_waited() -> None:
    play = scenes.on_hold_and_on_the_hook()
    for user in ("ben", "cleo"):
        play.ask(user, "doNotDisturb")
    call_in(play, "k2", caller="13900000002")
    play.passes(5)
    goes_for_good(play)
    line = play.world.lines["sales"]
    assert [play.world.contacts[one].leg for one in line.waiting] == ["k1", "k2"]
    assert heard(play) == "k1<music:default k2<music:default"
    everybody_goes(play)


def test_the_phone_is_waited_for() -> None:
    play = scenes.in_consultation()
    goes_for_good(play)
    assert heard(play) == "anna<ben ben<anna k1<music:default"
    hang_up_phone(play, "anna")
    assert statuses(play) == "anna=OFFLINE ben=TALKING cleo=RINGING"
    everybody_goes(play)


def test_a_held_seat_that_was_only_forced_out_can_come_back_to_its_call() -> None:
    play = scenes.on_hold_and_on_the_hook()
    play.ask("vera", "forceOut", "anna")
    assert statuses(play) == "anna=HOLDING"
    play.ask("anna", "fetchHold")
    pick_up(play, "anna")
    assert heard(play) == "anna<k1 k1<anna"
    everybody_goes(play)


def test_an_account_that_is_removed() -> None:
    play = scenes.on_hold_and_on_the_hook()
    rest = tuple(account for account in TEAM if account.user != "anna")
    play.do(DirectoryLoaded(play.now, a_directory(accounts=rest)))
    assert "anna" not in play.world.seats
    assert statuses(play) == "ben=RINGING"
    everybody_goes(play)


def test_one_that_came_from_no_line_is_over() -> None:
    play = house(flows=(flow_of(a=Transfer(seat="anna")),))
    call_in(play)
    ring(play, "anna")
    pick_up(play, "anna")
    play.ask("anna", "requestHold")
    hang_up_phone(play, "anna")
    goes_for_good(play)
    row = rows(play, ContactRow)[-1]
    assert (row.outcome, row.released_by, row.cause) == ("answered", "system", "seat_gone")
    everybody_goes(play)


def test_one_whom_the_seat_called_is_over() -> None:
    play = scenes.talking_outside()
    play.ask("anna", "requestHold")
    hang_up_phone(play, "anna")
    goes_for_good(play)
    assert rows(play, ContactRow)[-1].cause == "seat_gone"
    everybody_goes(play)


def test_a_line_that_is_gone_leads_on_in_the_flow() -> None:
    flow = flow_of(a=Enqueue("sales", overflow="b"), b=Play(("hello",)))
    play = house(flows=(flow,))
    call_in(play)
    pick_up(play, "anna")
    play.ask("anna", "requestHold")
    hang_up_phone(play, "anna")
    play.do(DirectoryLoaded(play.now, a_directory(accounts=TEAM, queues=(), flows=(flow,))))
    goes_for_good(play)
    assert way(play) == "a.answered a.overflow"
    everybody_goes(play)


def test_others_in_the_call_go_on_without_the_seat() -> None:
    play = scenes.in_conference()
    play.ask("anna", "requestHold")
    hang_up_phone(play, "anna")
    goes_for_good(play)
    assert heard(play) == "ben<k1 k1<ben"
    everybody_goes(play)


def test_who_talked_outside_on_hold_with_the_customer_is_let_go() -> None:
    play = scenes.in_consultation_outside()
    play.ask("anna", "requestSlic", FRIEND)
    play.ask("anna", "requestHold")
    hang_up_phone(play, "anna")
    goes_for_good(play)
    assert statuses(play) == "anna=OFFLINE ben=RINGING"
    everybody_goes(play)
