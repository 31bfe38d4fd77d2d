"""No rest while a line that the group serves answers too few in time."""

from __future__ import annotations

from callseat.domain.directory import Account, Group, Queue, Skill
from callseat.domain.inputs import DirectoryLoaded, TimerFired
from callseat.domain.status import Status
from callseat.domain.timer import LevelDue
from tests.domain.playbook import START, Playbook, a_directory
from tests.domain.scenes import call_in, end_leg, hang_up_phone, offered_to, opened, pick_up

FLOOR = (Group("g1", rest_quota=5, rest_allowance=60, rest_floor=50),)
QUEUES = (Queue("sales", announce_every=0, service_level=20),)


def house(**changes: object) -> Playbook:
    return opened("anna", "ben", **({"groups": FLOOR, "queues": QUEUES} | changes))


def answer(play: Playbook, leg: str, after: float) -> None:
    """A caller is answered so many seconds after the arrival."""
    call_in(play, leg)
    (user,) = offered_to(play)
    play.now += round(after * 1000)
    pick_up(play, user)
    end_leg(play, leg)
    hang_up_phone(play, user)
    if play.world.seats[user].base is Status.WORK:
        play.ask(user, "ready")


def give_up(play: Playbook, leg: str, after: float) -> None:
    """A caller gives up so many seconds after the arrival; nobody is there."""
    for user in ("anna", "ben"):
        play.ask(user, "doNotDisturb")
    call_in(play, leg)
    play.now += round(after * 1000)
    end_leg(play, leg)
    for user in ("anna", "ben"):
        play.ask(user, "ready")


def may_rest(play: Playbook) -> bool:
    play.ask("ben", "requestRest")
    rests = play.world.seats["ben"].base is Status.REST
    play.ask("ben", "cancelRest")
    return rests


def test_nobody_called_everybody_may_rest() -> None:
    assert may_rest(house())


def test_callers_answered_too_late_hold_rests_back_until_the_level_is_better() -> None:
    play = house()
    answer(play, "k1", 20.001)
    play.forget()
    play.ask("ben", "requestRest")
    play.wants("""
        Accept ask=q4 result=(('state', 'waiting'), ('position', '1'), ('expected', '-1'))
        SetTimer level:sales +880s
        Seat user=ben: OnRest state=waiting position=1 allowance=60 expected=-1
    """)
    answer(play, "k2", 20)
    assert play.world.seats["ben"].base is Status.REST, "one of two is not fewer than 50 percent"


def test_who_gave_up_late_counts_and_who_gave_up_early_does_not() -> None:
    play = house()
    give_up(play, "k1", 20)
    assert may_rest(play)
    give_up(play, "k2", 20.001)
    assert not may_rest(play)


def test_a_caller_of_another_line_holds_nobody_back() -> None:
    accounts = (
        Account("anna", extension="1001", group="g1", skills=(Skill("sales"),)),
        Account("ben", extension="1002", group="g2"),
    )
    groups = (*FLOOR, Group("g2", rest_floor=50))
    play = house(accounts=accounts, groups=groups)
    answer(play, "k1", 60)
    assert may_rest(play)


def test_after_a_quarter_of_an_hour_it_is_forgotten() -> None:
    play = house()
    answer(play, "k1", 30)
    play.ask("ben", "requestRest")
    play.forget()
    play.passes(880 - (play.now - START) / 1000 - 0.001)
    assert play.world.seats["ben"].base is not Status.REST
    play.passes(0.001)
    assert play.world.seats["ben"].base is Status.REST
    assert list(play.timers) == ["rest:ben"]


def test_a_floor_that_is_lowered_acts_at_once() -> None:
    play = house()
    answer(play, "k1", 30)
    play.ask("ben", "requestRest")
    play.do(DirectoryLoaded(play.now, a_directory(groups=(Group("g1"),), queues=QUEUES)))
    assert play.world.seats["ben"].base is Status.REST


def test_a_line_that_is_removed_holds_nobody_back() -> None:
    play = house()
    answer(play, "k1", 30)
    play.ask("ben", "requestRest")
    play.do(DirectoryLoaded(play.now, a_directory(groups=FLOOR, queues=())))
    assert play.world.seats["ben"].base is Status.REST
    play.forget()
    play.do(TimerFired(play.now, "level:sales", LevelDue("sales")))
    play.wants("")


def test_who_withdrew_is_not_granted_when_the_level_is_better() -> None:
    play = house()
    answer(play, "k1", 30)
    play.ask("ben", "requestRest")
    play.ask("ben", "cancelRest")
    play.passes(1000)
    assert play.world.seats["ben"].base is Status.IDLE
    assert play.world.lines["sales"].held == {}
    assert play.timers == {}
