"""What came of a talk, as the seat says: in the call or after it, required or not."""

from __future__ import annotations

from typing import Any

import pytest

from callseat.domain.dialer.campaign import Disposition, RetryRule
from callseat.domain.directory import Project
from callseat.domain.effects import Accept, Refuse
from callseat.domain.notices import OnAnswer
from callseat.domain.status import Status
from tests.domain.dialer.house import House, a_campaign
from tests.domain.playbook import START
from tests.domain.scenes import call_in, end_leg, leg_of

CODES = (
    Disposition("sold", success=True),
    Disposition("later", final=False),
    Disposition("call", final=False, call_back=True),
)
HOUR = 3_600_000


def house(*, required: bool = False, wrap_up: int = 10, **changes: Any) -> House:
    project = Project(
        "P1",
        "Sales",
        ("4001",),
        "straight",
        wrap_up,
        caller_id="4001",
        dispositions=CODES,
        disposition_required=required,
    )
    campaign = a_campaign(retries=(RetryRule("later", 1, 900),))
    return House(campaign, projects=(project,), **({"leads": 1} | changes))


def talking(**changes: Any) -> tuple[House, str]:
    play = house(**changes)
    play.auto("anna")
    return play, play.talks()


def answer(play: House) -> Accept | Refuse:
    return next(e for e in reversed(play.everything) if isinstance(e, Accept | Refuse))


def test_said_in_the_call() -> None:
    play, leg = talking()
    play.ask("anna", "setDisposition", "later", "busy now")
    play.hangs_up(leg)
    assert play.states() == ["waiting"]
    assert play.lead(1).due_at == play.now + 900_000
    assert play.store.leads["L1"].outcome == "later"
    (row,) = play.store.dispositions
    assert (row.code, row.note, row.user, row.project) == ("later", "busy now", "anna", "P1")


def test_said_in_the_wrap_up_the_last_word_counts() -> None:
    play, leg = talking()
    play.hangs_up(leg)
    assert play.store.outcomes() == {"L1": "answered"}
    play.ask("anna", "setDisposition", "later")
    assert play.states() == ["waiting"]
    play.ask("anna", "setDisposition", "sold")
    assert play.store.outcomes() == {"L1": "sold"}
    assert len(play.store.dispositions) == 2


@pytest.mark.parametrize(("mine", "user"), [("1", "anna"), ("", "")])
def test_a_call_back_is_agreed(mine: str, user: str) -> None:
    play, leg = talking()
    play.ask("anna", "setDisposition", "call", "", str(START + HOUR), mine)
    play.hangs_up(leg)
    assert (play.lead(1).due_at, play.lead(1).user) == (START + HOUR, user)
    assert play.states() == ["waiting"]


@pytest.mark.parametrize(
    "written", ["2023-11-15T00:00:00+00:00", "2023-11-15T00:00:00", "2023-11-15T08:00:00+08:00"]
)
def test_a_time_is_written_in_iso_without_a_zone_it_is_the_campaigns(written: str) -> None:
    play, leg = talking()
    play.ask("anna", "setDisposition", "call", "", written)
    play.hangs_up(leg)
    assert play.lead(1).due_at == 1_700_006_400_000


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        (("bought",), "unknown_disposition"),
        (("call",), "time_required"),
        (("call", "", "1"), "time_past"),
        (("call", "", "tomorrow"), "bad_parameter"),
        (("call", "", "9" * 30), "bad_parameter"),
        (("sold", "x" * 5000), "bad_parameter"),
    ],
)
def test_what_is_refused(params: tuple[str, ...], reason: str) -> None:
    play, _ = talking()
    play.ask("anna", "setDisposition", *params)
    refused = answer(play)
    assert isinstance(refused, Refuse)
    assert refused.reason == reason


def test_without_a_talk_there_is_nothing_to_say() -> None:
    play = house()
    play.auto("anna")
    play.ask("anna", "setDisposition", "sold")
    refused = answer(play)
    assert isinstance(refused, Refuse)
    assert refused.reason == "no_call"


@pytest.mark.parametrize("wrap_up", [0, 10])
def test_a_required_one_holds_the_seat_in_work(wrap_up: int) -> None:
    play, leg = talking(required=True, wrap_up=wrap_up)
    play.hangs_up(leg)
    play.passes(3600)
    anna = play.world.seats["anna"]
    for command in ("workFree", "ready"):
        play.ask("anna", command)
        refused = answer(play)
        assert isinstance(refused, Refuse)
        assert refused.reason == "disposition_required"
    assert anna.base is Status.WORK
    play.ask("anna", "setDisposition", "sold")
    play.passes(0)
    assert anna.base is Status.IDLE


def test_a_rest_is_no_way_around_a_required_one() -> None:
    play, leg = talking(required=True)
    (told,) = (e.notice for e in play.everything if isinstance(getattr(e, "notice", 0), OnAnswer))
    assert told.dispositionRequired
    play.hangs_up(leg)
    play.ask("anna", "requestRest")
    anna = play.world.seats["anna"]
    assert anna.base is Status.REST
    play.ask("anna", "cancelRest")
    assert anna.base is Status.WORK
    play.ask("anna", "setDisposition", "sold")
    play.passes(10)
    assert anna.base is Status.IDLE


def test_a_required_one_said_early_leaves_the_wrap_up_its_time() -> None:
    play, leg = talking(required=True)
    play.hangs_up(leg)
    play.passes(4)
    play.ask("anna", "setDisposition", "sold")
    play.passes(5.9)
    assert play.world.seats["anna"].base is Status.WORK
    play.passes(0.1)
    assert play.world.seats["anna"].base is Status.IDLE


def test_callers_have_dispositions_too() -> None:
    play = house(leads=0)
    play.log_in("anna")
    call_in(play)
    play.seat_answers("anna")
    play.ask("anna", "setDisposition", "sold")
    end_leg(play, "k1")
    end_leg(play, leg_of(play, "anna"))
    assert [row.code for row in play.store.dispositions] == ["sold"]
