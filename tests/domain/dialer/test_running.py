"""Campaigns begin, pause, change and end while calls go on; leads are held and given back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callseat.domain.dialer.campaign import CampaignState
from callseat.domain.directory import Calendar, Queue, Span
from callseat.domain.effects import BookAttempt
from callseat.domain.inputs import Draining, Stopping, SwitchLost, SwitchSnapshot
from callseat.domain.rows import LeadRow
from tests.domain.dialer.house import House, a_campaign, a_lead
from tests.domain.playbook import rows

PAUSED = a_campaign(state=CampaignState.PAUSED)
# The house begins at 22:13 UTC on a Tuesday, which is 06:13 on Wednesday in Shanghai.
BY_DAY = Calendar("day", week=tuple(Span(day, "06:00", "20:00") for day in range(7)))
ALL = ("1001", "1002", "1003")


def at_work(leads: int = 5) -> House:
    """anna waits for the first lead, whose telephone rings."""
    play = House(leads=leads)
    play.auto("anna")
    play.rings(play.leg())
    play.forget()
    return play


@pytest.mark.parametrize("state", [CampaignState.DRAFT, CampaignState.PAUSED])
def test_only_a_running_one_dials(state: CampaignState) -> None:
    play = House(a_campaign(state=state), leads=1)
    play.auto("anna")
    assert not play.dialled()
    play.edit(a_campaign())
    assert len(play.dialled()) == 1


@pytest.mark.parametrize("state", [CampaignState.PAUSED, CampaignState.FINISHED])
def test_a_pause_gives_back_what_is_in_hand_and_what_rings_goes_on(state: CampaignState) -> None:
    play = at_work()
    assert play.states() == ["dialling", *["held"] * 4]
    play.edit(a_campaign(state=state))
    assert play.states() == ["dialling", *["waiting"] * 4]
    leg = play.talks()
    play.hangs_up(leg)
    play.passes(60)
    assert play.outcomes() == ["answered"]
    play.edit(a_campaign())
    assert len(play.dialled()) == 2


def test_a_pause_while_it_is_booked_dials_nothing() -> None:
    play = House(leads=2)
    play.auto("anna")
    answer, play.store.book = play.store.book, lambda asked, at: None
    play.ends(play.leg(), 17)
    (asked,) = [e for e in play.everything if isinstance(e, BookAttempt) and e.lead == "L2"]
    play.edit(PAUSED)
    play.do(answer(asked, play.now))
    assert len(play.dialled()) == 1
    assert play.outcomes() == ["busy", "cancelled"]
    assert play.states() == ["done", "waiting"]


def test_a_removed_campaign_is_forgotten_with_its_last_call() -> None:
    play = at_work()
    play.edit()
    assert play.states() == ["dialling", *["waiting"] * 4]
    play.ends(play.leg(), 17)
    assert play.outcomes() == ["busy"]
    play.edit()
    assert not play.world.campaigns


def test_its_line_is_removed() -> None:
    play = at_work()
    play.edit(a_campaign(), queues=(Queue("other"),))
    assert play.outcomes() == ["cancelled"]
    assert play.states() == ["waiting"] * 5


def test_an_edit_holds_from_the_next_attempt_on() -> None:
    play = at_work()
    play.edit(a_campaign(caller="4009", ring_time=5))
    play.ends(play.leg(), 17)
    play.rings(play.leg())
    play.passes(5)
    assert play.outcomes()[1] == "no_answer"


def test_the_switch_is_away() -> None:
    play = at_work()
    play.do(SwitchLost(play.now))
    assert play.states() == ["dialling", *["waiting"] * 4]
    play.do(SwitchSnapshot(play.now, (), (), ALL))
    assert play.outcomes()[0] == "failed"
    assert len(play.dialled()) == 2


def test_the_server_drains_and_stops() -> None:
    play = at_work()
    play.do(Draining(play.now))
    play.ends(play.leg(), 17)
    assert len(play.dialled()) == 1
    play = at_work()
    play.do(Stopping(play.now))
    assert play.outcomes() == ["cancelled"]
    assert play.states() == ["waiting"] * 5


def test_the_store_is_away_for_a_while() -> None:
    play = House(leads=1)
    play.store.away = True
    play.auto("anna")
    play.passes(20)
    assert not play.dialled()
    play.store.away = False
    play.passes(20)
    assert len(play.dialled()) == 1


def test_the_store_is_away_when_it_is_to_be_booked() -> None:
    play = House(leads=2)
    play.auto("anna")
    play.store.away = True
    play.ends(play.leg(), 17)
    play.passes(12)
    booked = [effect for effect in play.everything if isinstance(effect, BookAttempt)]
    assert len(booked) == 4
    play.store.away = False
    play.passes(6)
    assert list(play.dialled().values()) == ["13900000001", "13900000002"]


@pytest.mark.parametrize("why", ["do_not_call", "too_many_today"])
def test_the_store_forbids_a_number(why: str) -> None:
    play = House(a_campaign(most_a_day=0 if why == "too_many_today" else 3), leads=1)
    play.store.do_not_call.add("13900000001")
    if why == "too_many_today":
        play.store.do_not_call.clear()
    play.auto("anna")
    assert not play.dialled()
    (row,) = rows(play, LeadRow)
    expected = ("waiting", "") if why == "too_many_today" else ("done", "do_not_call")
    assert (row.state, row.outcome) == expected
    assert row.due_at == (1_700_006_400_000 if why == "too_many_today" else 0)  # midnight


@pytest.mark.parametrize("number", ["110", "*72", "12", "008613900000001#", "not a number"])
def test_such_numbers_are_never_dialled(number: str) -> None:
    play = House()
    play.store.add("spring", a_lead(1, number=number))
    play.auto("anna")
    assert not play.dialled()
    assert play.store.outcomes()["L1"] in ("number_invalid", "number_forbidden")
    assert not play.store.attempts


def test_numbers_are_called_by_the_clock_on_their_wall() -> None:
    play = House(a_campaign(calendar="day"), calendars=(BY_DAY,))
    night = a_lead(1, timezone="Europe/Berlin")
    play.store.add("spring", night, a_lead(2, timezone="Asia/Shanghai"))
    play.auto("anna")
    assert list(play.dialled().values()) == ["13900000002"]
    assert play.states()[0] == "waiting"
    play.ends(play.leg(), 17)
    play.passes(6 * 3600)
    assert list(play.dialled().values()) == ["13900000002"]
    play.passes(1 * 3600)  # 06:00 in Berlin, an hour ahead of UTC
    assert list(play.dialled().values()) == ["13900000002", "13900000001"]


def test_new_leads_are_found_by_and_by() -> None:
    play = House()
    play.auto("anna")
    play.passes(60)
    play.store.add("spring", a_lead(1))
    play.passes(15)
    assert len(play.dialled()) == 1


def test_of_two_campaigns_the_first_in_priority_has_the_seats() -> None:
    first, second = a_campaign(code="spring", priority=1), a_campaign(code="winter", priority=0)
    play = House(first, second, leads=3)
    winter = replace(a_lead(8), id="W1")
    play.store.add("winter", winter)
    play.auto("anna")
    assert list(play.dialled().values()) == [winter.number]
    play.ends(play.leg(), 17)
    assert list(play.dialled().values()) == [winter.number, "13900000001"]
