"""Which ready seat gets the next caller: the four strategies."""

from __future__ import annotations

from callseat.domain.directory import Account, Directory, Queue, Skill, Strategy
from callseat.domain.inputs import DirectoryLoaded
from tests.domain.playbook import Playbook, a_directory
from tests.domain.scenes import (
    call_in,
    contact_of,
    end_leg,
    hang_up_phone,
    leg_of,
    offered_to,
    opened,
    pick_up,
)

LEVELS = {"anna": 5, "ben": 9, "cleo": 5}


def directory_with(strategy: Strategy) -> Directory:
    accounts = tuple(
        Account(user, extension=str(1001 + at), skills=(Skill("sales", level),))
        for at, (user, level) in enumerate(LEVELS.items())
    )
    queue = Queue("sales", strategy=strategy, announce_every=0)
    return a_directory(accounts=accounts, queues=(queue,))


def house(strategy: Strategy, *users: str) -> Playbook:
    play = Playbook(directory_with(strategy))
    play.log_in(*users)
    return play


def serve(play: Playbook, leg: str) -> str:
    """A call comes, is answered and over, wrap-up too; who got it?"""
    call_in(play, leg)
    (user,) = offered_to(play)
    pick_up(play, user)
    play.passes(1)
    end_leg(play, leg)
    hang_up_phone(play, user)
    play.ask(user, "workFree")
    play.passes(1)
    return user


def served(play: Playbook, calls: int) -> list[str]:
    return [serve(play, f"k{number}") for number in range(calls)]


def test_longest_idle_is_who_has_waited_longest_since_the_last_call() -> None:
    play = house(Strategy.LONGEST_IDLE, "cleo", "anna", "ben")
    assert served(play, 5) == ["cleo", "anna", "ben", "cleo", "anna"]


def test_longest_idle_begins_anew_after_busy() -> None:
    play = house(Strategy.LONGEST_IDLE, "anna", "ben")
    play.ask("anna", "doNotDisturb")
    play.ask("anna", "ready")
    assert served(play, 2) == ["ben", "anna"]


def test_longest_idle_is_kept_over_a_takeover_of_the_login() -> None:
    play = house(Strategy.LONGEST_IDLE, "anna", "ben")
    play.world.seats["anna"].session = "session-old"
    play.ask("anna", "login", "anna", "")
    assert served(play, 1) == ["anna"]


def test_level_first_is_the_best_then_the_longest_idle() -> None:
    play = house(Strategy.LEVEL_FIRST, "anna", "ben", "cleo")
    assert served(play, 2) == ["ben", "ben"]
    play.ask("ben", "doNotDisturb")
    assert served(play, 3) == ["anna", "cleo", "anna"]


def test_least_calls_is_who_answered_fewest_in_this_session() -> None:
    play = house(Strategy.LEAST_CALLS, "anna")
    assert served(play, 2) == ["anna", "anna"]
    play.log_in("ben")
    assert served(play, 3) == ["ben", "ben", "anna"]
    play.ask("anna", "logout")
    play.log_in("anna")
    assert served(play, 1) == ["anna"]


def test_round_robin_is_who_was_offered_a_call_longest_ago() -> None:
    play = house(Strategy.ROUND_ROBIN, "cleo", "anna", "ben")
    assert served(play, 4) == ["cleo", "anna", "ben", "cleo"]
    play.ask("anna", "doNotDisturb")
    play.ask("anna", "ready")
    assert served(play, 1) == ["anna"], "busy meanwhile does not lose the turn"


def test_a_changed_strategy_orders_the_ready_seats_anew() -> None:
    play = house(Strategy.LONGEST_IDLE, "anna", "ben")
    play.do(DirectoryLoaded(play.now, directory_with(Strategy.LEVEL_FIRST)))
    assert served(play, 1) == ["ben"]


def test_a_new_queue_has_the_seats_that_were_to_serve_it() -> None:
    play = house(Strategy.LONGEST_IDLE, "anna")
    full = directory_with(Strategy.LONGEST_IDLE)
    play.do(DirectoryLoaded(play.now, a_directory(accounts=full.accounts, queues=())))
    assert play.world.lines == {}
    play.do(DirectoryLoaded(play.now, full))
    assert served(play, 1) == ["anna"]


def test_the_caller_is_offered_to_the_next_when_the_first_does_not_answer() -> None:
    play = opened("anna", "ben")
    call_in(play)
    assert offered_to(play) == ["anna"]
    play.passes(20)
    assert play.world.legs[leg_of(play, "ben")].contact == contact_of(play)
