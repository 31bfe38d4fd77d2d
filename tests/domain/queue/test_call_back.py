"""Call back in line: the place is kept, the seat is there before the customer is called."""

from __future__ import annotations

from callseat.domain import effects
from callseat.domain.flow.flow import Enqueue
from callseat.domain.inputs import CallBacksOwed, LegAnswered, LegEnded, PlayEnded, Stopping
from callseat.domain.rows import ContactDataRow, ContactRow, PromiseRow, QueueVisitRow
from tests.domain.flow.house import house, press, way
from tests.domain.playbook import Playbook, rows
from tests.domain.scenes import call_in, end_leg, flow_of, leg_of, newest_leg, pick_up, ring
from tests.domain.sight import everybody_goes, heard, statuses

LINE = Enqueue("sales", call_back="2", call_back_sounds=("hello",), retries=1, retry_after=60)


def waits(*callers: str) -> Playbook:
    """All seats are busy, and these callers wait in line."""
    play = house(flows=(flow_of(a=LINE),))
    for user in ("anna", "ben", "cleo"):
        play.ask(user, "doNotDisturb")
    for number, caller in enumerate(callers, 1):
        call_in(play, f"k{number}", caller=caller)
        play.passes(1)
    play.forget()
    return play


def promised() -> Playbook:
    play = waits("13800000001", "13800000002")
    press(play, "2")
    farewell = next(iter(play.world.farewells))
    play.do(PlayEnded(play.now, farewell, "k1"))
    end_leg(play, "k1")
    return play


def dialled(play: Playbook) -> list[str]:
    return [one.number for one in play.everything if isinstance(one, effects.DialOutside)]


def test_the_place_is_kept_and_the_customer_is_called_when_a_seat_is_there() -> None:
    play = promised()
    assert way(play) == "a.call_back"
    assert "k1" not in play.world.legs
    play.ask("anna", "ready")
    ring(play, "anna")
    assert dialled(play) == [], "the seat first"
    assert statuses(play).startswith("anna=RINGING")
    pick_up(play, "anna")
    assert dialled(play) == ["13800000001"]
    assert "anna<music:ringback" in heard(play)
    play.do(LegAnswered(play.now, newest_leg(play)))
    assert "anna<friend friend<anna" in heard(play)
    assert rows(play, QueueVisitRow)[-1].outcome == "answered"
    everybody_goes(play)
    assert play.world.promised == {}
    assert play.world.called_back == {}
    outcomes = {row.caller: row.outcome for row in rows(play, ContactRow)}
    assert outcomes == {"13800000001": "answered", "13800000002": "abandoned"}


def test_a_customer_who_does_not_answer_is_tried_again_and_then_no_more() -> None:
    play = promised()
    end_leg(play, "k2")
    for _ in range(2):
        play.ask("anna", "ready")
        pick_up(play, "anna")
        play.do(LegEnded(play.now, newest_leg(play), sip=480))
        end_leg(play, leg_of(play, "anna"))
        assert "anna" not in statuses(play)
        play.ask("anna", "doNotDisturb")
        play.passes(60)
    assert len(dialled(play)) == 2
    assert play.world.contacts == {}
    assert play.world.promised == {}
    assert rows(play, ContactRow)[-1].cause == "call_back_failed"


def test_a_customer_whose_telephone_rings_too_long() -> None:
    play = promised()
    end_leg(play, "k2")
    play.ask("anna", "ready")
    pick_up(play, "anna")
    play.passes(60)
    assert "anna<music" not in heard(play)
    contact = next(iter(play.world.contacts.values()))
    assert (contact.stage, contact.calls) == ("promised", {})


def test_a_seat_that_hangs_up_while_it_rings_there_costs_the_customer_no_place() -> None:
    play = promised()
    play.ask("anna", "ready")
    pick_up(play, "anna")
    leg = newest_leg(play)
    end_leg(play, leg_of(play, "anna"))
    assert play.world.called_back == {}
    play.do(LegEnded(play.now, leg))
    line = play.world.lines["sales"]
    first = play.world.contacts[line.waiting.first()] if line.waiting else None
    ringing = [s for s in play.world.seats.values() if s.part is not None]
    assert ringing or (first is not None and first.caller == "13800000001")


def test_a_seat_that_refuses_costs_the_customer_nothing() -> None:
    play = promised()
    play.ask("anna", "ready")
    ring(play, "anna")
    play.ask("anna", "refuse")
    assert dialled(play) == []
    line = play.world.lines["sales"]
    assert play.world.contacts[line.waiting.first()].caller == "13800000001"


def test_no_call_back_for_who_hides_the_number_or_is_promised_one() -> None:
    play = waits("", "13800000002", "13800000002", "0044123456789")
    for leg in ("k1", "k2", "k3", "k4"):
        press(play, "2", leg)
    assert list(play.world.promised) == ["13800000002"]
    for leg in ("k1", "k3", "k4"):
        assert play.world.legs[leg].music, "waits on"


def test_the_server_stops() -> None:
    play = promised()
    play.do(Stopping(play.now))
    everybody_goes(play)
    assert play.world.promised == {}


def test_a_consultation_about_the_customer_does_not_touch_the_promise() -> None:
    play = house(flows=(flow_of(a=LINE), flow_of("back", x=LINE)))
    call_in(play, caller="13800000001")
    pick_up(play, "anna")
    play.ask("anna", "callSeat", "1002")
    pick_up(play, "ben")
    play.ask("anna", "fetchHold")
    play.ask("cleo", "doNotDisturb")
    play.ask("anna", "doNotDisturb")
    play.ask("anna", "gotoFlow", "back")
    press(play, "2")
    end_leg(play, "k1")
    play.ask("cleo", "ready")
    pick_up(play, "cleo")
    play.ask("ben", "hangUp")
    end_leg(play, leg_of(play, "ben"))
    assert list(play.world.promised) == ["13800000001"]
    play.do(LegAnswered(play.now, newest_leg(play)))
    assert "cleo<friend friend<cleo" in heard(play)
    everybody_goes(play)


def owed(play: Playbook) -> dict[str, PromiseRow]:
    """The promises as the store would have them, by customer."""
    return {row.caller: row for row in rows(play, PromiseRow)}


def restarted(before: Playbook) -> Playbook:
    """The next server, with the same flows, which takes over what is owed."""
    play = house(flows=(flow_of(a=LINE),))
    promises = tuple(row for row in owed(before).values() if row.state == "owed")
    data = (ContactDataRow(promises[0].contact_id, "order", "7"),) if promises else ()
    play.now = before.now
    play.do(CallBacksOwed(play.now, promises, data))
    return play


def test_a_promise_outlives_the_server_with_its_place_and_its_data() -> None:
    before = promised()
    call_in(before, "k3", caller="13800000003")
    before.do(Stopping(before.now))
    assert owed(before)["13800000001"].state == "owed"
    play = restarted(before)
    for user in ("anna", "ben", "cleo"):
        play.ask(user, "doNotDisturb")
    assert not play.world.lines["sales"].waiting, "its turn comes by its timer"
    play.passes(1)
    call_in(play, "k9", caller="13800000009")
    play.ask("anna", "ready")
    pick_up(play, "anna")
    assert dialled(play) == ["13800000001"], "before the one who came later"
    play.do(LegAnswered(play.now, newest_leg(play)))
    contact = play.world.contacts[owed(before)["13800000001"].contact_id]
    assert contact.data == {"order": "7"}
    assert owed(play)["13800000001"].state == "over"
    everybody_goes(play)
    assert play.world.promised == {}


def test_a_promise_whose_customer_rests_rests_in_the_next_server_too() -> None:
    before = promised()
    end_leg(before, "k2")
    before.ask("anna", "ready")
    pick_up(before, "anna")
    before.do(LegEnded(before.now, newest_leg(before), sip=480))
    end_leg(before, leg_of(before, "anna"))
    row = owed(before)["13800000001"]
    assert (row.left, row.due_at) == (0, before.now + 60_000)
    play = restarted(before)
    play.passes(59)
    assert "anna" not in statuses(play)
    play.passes(1)
    assert statuses(play).startswith("anna=RINGING")


def test_a_promise_in_a_line_that_is_gone_is_given_up_and_told() -> None:
    before = promised()
    play = house(queues=(), flows=())
    play.do(CallBacksOwed(play.now, tuple(owed(before).values())))
    play.passes(1)
    assert owed(play)["13800000001"].state == "over"
    assert rows(play, ContactRow)[-1].cause == "call_back_failed"
    assert play.world.contacts == {}
    assert play.world.callers_in == {}
