"""A seat sees the lead, then dials or skips; and call backs that it agreed."""

from __future__ import annotations

from callseat.domain.dialer.campaign import CampaignMode, CampaignState
from callseat.domain.effects import Refuse
from callseat.domain.notices import OnDialSuccess, OnPreview, OnPreviewEnd, OnRing
from tests.domain.dialer.house import House, a_campaign, a_lead, notices

PREVIEW = a_campaign(mode=CampaignMode.PREVIEW, ring_time=25)


def shown(leads: int = 2) -> House:
    play = House(PREVIEW, leads=leads)
    play.auto("anna")
    play.forget()
    return play


def dialled() -> House:
    """anna's phone is there, and the lead's rings."""
    play = shown()
    play.ask("anna", "dialPreview")
    play.seat_answers("anna")
    play.rings(play.leg())
    return play


def test_a_free_seat_sees_the_next_lead() -> None:
    play = shown()
    (told,) = notices(play, OnPreview)
    assert (told.campaign, told.lead, told.number) == ("spring", "L1", "13900000001")
    assert told.data == '{"city": "Wuhan"}'
    assert not play.dialled()


def test_it_dials_with_its_own_phone_first() -> None:
    play = shown()
    play.ask("anna", "dialPreview")
    assert play.store.attempts
    assert not play.dialled()
    assert play.world.seats["anna"].leg
    play.seat_answers("anna")
    assert list(play.dialled().values()) == ["13900000001"]
    (ring,) = notices(play, OnRing)
    assert (ring.iCallType, ring.lead, ring.project_no) == ("2", "L1", "P1")
    assert ring.caller == "13900000001"  # as when the campaign dials
    assert notices(play, OnPreviewEnd)[0].cause == "dialled"


def test_the_talk_and_its_outcome() -> None:
    play = dialled()
    play.answers(play.leg())
    assert len(notices(play, OnDialSuccess)) == 1
    play.now += 9000
    play.hangs_up(play.leg())
    assert play.outcomes() == ["answered"]
    (row,) = play.store.attempts.values()
    assert (row.user, row.day) == ("anna", "")
    assert play.store.outcomes() == {"L1": "answered"}
    play.passes(10)
    assert [told.lead for told in notices(play, OnPreview)] == ["L1", "L2"]


def test_it_rings_as_long_as_the_campaign_says() -> None:
    play = dialled()
    play.passes(25)
    assert play.outcomes() == ["no_answer"]


def test_the_seat_gives_up() -> None:
    play = dialled()
    play.ask("anna", "hangUp")
    assert play.outcomes() == ["cancelled"]
    assert play.states()[0] == "waiting"


def test_its_own_phone_does_not_come_so_nobody_was_called() -> None:
    play = shown()
    play.ask("anna", "dialPreview")
    play.ends(play.world.seats["anna"].leg, sip=480)
    assert play.outcomes() == ["cancelled"]
    assert play.lead(1).attempts == 0


def test_it_skips() -> None:
    play = shown()
    play.ask("anna", "skipPreview")
    assert play.store.outcomes() == {"L1": "skipped"}
    assert [told.lead for told in notices(play, OnPreview)] == ["L1", "L2"]
    assert notices(play, OnPreviewEnd)[0].cause == "skipped"


def test_who_is_not_free_any_more_sees_it_no_more() -> None:
    for command in ("manualCall", "doNotDisturb", "logout"):
        play = shown()
        play.ask("anna", command)
        assert notices(play, OnPreviewEnd)[0].cause == "withdrawn"
        assert play.states()[0] == "waiting"


def test_a_pause_takes_it_away() -> None:
    play = shown()
    play.edit(a_campaign(mode=CampaignMode.PREVIEW, state=CampaignState.PAUSED))
    assert notices(play, OnPreviewEnd)[0].cause == "withdrawn"
    assert play.states() == ["waiting", "waiting"]


def test_what_must_not_be_called_is_told() -> None:
    play = shown()
    play.store.do_not_call.add("13900000001")
    play.ask("anna", "dialPreview")
    assert notices(play, OnPreviewEnd)[0].cause == "do_not_call"
    assert play.store.outcomes() == {"L1": "do_not_call"}
    assert [told.lead for told in notices(play, OnPreview)] == ["L1", "L2"]


def test_without_a_lead_there_is_nothing_to_dial() -> None:
    play = House(PREVIEW)
    play.auto("anna")
    for command in ("dialPreview", "skipPreview"):
        play.ask("anna", command)
        assert isinstance(play.effects[-1], Refuse)
        assert play.effects[-1].reason == "no_preview"


def test_a_call_back_waits_for_its_seat_which_dials_it_itself() -> None:
    play = House()
    play.store.add("spring", a_lead(1, user="ben"))
    play.auto("anna")
    play.passes(20)
    assert not play.dialled()
    play.auto("ben")
    assert play.world.seats["ben"].leg
    play.seat_answers("ben")
    play.answers(play.leg())
    play.hangs_up(play.leg(), "ben")
    assert play.outcomes() == ["answered"]
    assert play.store.attempts[next(iter(play.store.attempts))].user == "ben"


def test_whose_seat_is_gone_is_called_back_by_any() -> None:
    play = House()
    play.store.add("spring", a_lead(1, user="zoe"))
    play.auto("anna")
    assert list(play.dialled().values()) == ["13900000001"]
