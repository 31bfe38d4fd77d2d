"""Predictive dialling in the domain: more lines than seats only as far as the cap allows."""

from __future__ import annotations

import pytest

from callseat.domain.dialer.campaign import CampaignMode
from callseat.domain.effects import CountAnswers
from callseat.domain.inputs import AnswersCounted
from tests.domain.dialer.house import House, a_campaign

TODAY, TOMORROW = "2023-11-14", "2023-11-15"


def house(answered: int, abandoned: int, cap: int = 300, mode: str = "predictive") -> House:
    """The day's calls so far, as the store counts them; the campaign is counted when it begins."""
    play = House(a_campaign(mode=CampaignMode(mode), cap=cap), leads=50)
    running = play.world.campaigns["spring"]
    running.cap.load([(TODAY, answered, abandoned)])
    return play


def test_nothing_is_dialled_before_the_days_are_counted() -> None:
    play = House(a_campaign(mode=CampaignMode.PREDICTIVE), leads=5)
    running = play.world.campaigns["spring"]
    running.counted = False
    play.store.away = True
    play.auto("anna")
    assert any(isinstance(effect, CountAnswers) for effect in play.everything)
    assert not play.dialled()
    play.store.away = False
    play.passes(6)
    assert play.dialled()
    play.do(AnswersCounted(play.now, "stale", "spring", (("2023-11-14", 1, 1),)))
    assert TODAY not in running.cap.days


@pytest.mark.parametrize(
    ("answered", "abandoned", "cap", "most"),
    [(0, 0, 300, 3), (0, 0, 0, 3), (100, 0, 0, 3), (100, 3, 300, 3), (100, 0, 300, 6)],
)
def test_how_many_may_ring_over_three_seats(
    answered: int, abandoned: int, cap: int, most: int
) -> None:
    play = house(answered, abandoned, cap)
    play.auto("anna", "ben", "cleo")
    assert 3 <= len(play.dialled()) <= most


def test_a_day_over_its_cap_dials_as_a_progressive_one() -> None:
    play = house(10, 9)
    play.auto("anna", "ben")
    assert len(play.dialled()) == 2


def test_calls_that_may_be_answered_tomorrow_must_fit_into_tomorrow_too() -> None:
    play = house(1000, 0)
    play.passes(1.75 * 3600)  # 23:58:20
    play.auto("anna", "ben")
    lavish = len(play.dialled())
    play = house(1000, 0)
    play.passes(1.775 * 3600)  # 23:59:50
    play.auto("anna", "ben")
    assert len(play.dialled()) == 2 <= lavish


def test_settled_calls_are_counted_on_their_day() -> None:
    play = house(0, 0)
    play.auto("anna")
    play.talks()
    day = play.world.campaigns["spring"].cap.days[TODAY]
    assert (day.answered, day.abandoned) == (1, 0)


def test_the_pacer_is_told_how_long_a_seat_is_busy() -> None:
    play = house(0, 0)
    play.auto("anna")
    pacer = play.world.campaigns["spring"].pacer
    leg = play.talks()
    assert list(pacer.busy) == ["anna"]
    play.now += 60_000
    play.hangs_up(leg)
    assert list(pacer.busy) == ["anna"]
    play.passes(10)
    assert not pacer.busy
