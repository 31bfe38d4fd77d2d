"""The walk through a flow, and what each kind of node does."""

from __future__ import annotations

from callseat.domain.directory import Project
from callseat.domain.flow.flow import Answer, Choice, Enqueue, HangUp, Menu, Node, Play
from callseat.domain.inputs import DigitPressed, DirectoryLoaded, PlayEnded, TimerFired
from callseat.domain.timer import MenuSilence
from tests.domain.playbook import Playbook, a_directory
from tests.domain.scenes import call_in, contact_of, end_leg, flow_of, opened, talking

PROJECTS = (Project("P1", "Sales", ("4001",), "straight", recorded=False),)


def called(**nodes: Node) -> Playbook:
    """A customer at k1 has entered this flow."""
    play = opened(projects=PROJECTS, flows=(flow_of(**nodes),))
    call_in(play)
    return play


def node_of(play: Playbook) -> str:
    walk = play.world.contacts[contact_of(play)].walk
    assert walk is not None
    return walk.node


def sounds_end(play: Playbook, *, completed: bool = True) -> None:
    walk = play.world.contacts[contact_of(play)].walk
    assert walk is not None
    play.do(PlayEnded(play.now, walk.play, "k1", completed))


def press(play: Playbook, digit: str) -> None:
    play.do(DigitPressed(play.now, "k1", digit))


MENU = Menu((Choice("1", "sales"), Choice("2", "hello")), ("menu",), 5, 2, "sales")
NODES: dict[str, Node] = {
    "menu": MENU,
    "sales": Enqueue("sales"),
    "hello": Play(("hello",), "bye"),
    "bye": HangUp(),
}


def test_answer_play_and_hang_up() -> None:
    play = called(welcome=Answer("hello"), hello=Play(("hello", "menu"), "bye"), bye=HangUp())
    play.wants("""
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s
        Answer leg=k1
        Play play=p-B-3 leg=k1 sounds=('hello', 'menu')
    """)
    sounds_end(play)
    play.wants("""
        HangUp leg=k1
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s ended_at=+0s outcome=served released_by=flow cause=normal
    """)


def test_hang_up_without_an_answer() -> None:
    play = called(bye=HangUp())
    play.wants("""
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s
        HangUp leg=k1
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s ended_at=+0s outcome=served released_by=flow cause=normal
    """)


def test_a_digit_before_the_sounds_end_cuts_them_short() -> None:
    play = called(**NODES)
    play.forget()
    press(play, "2")
    play.wants("""
        StopPlay play=p-B-3 leg=k1
        Play play=p-B-4 leg=k1 sounds=('hello',)
    """)


def test_a_digit_after_the_sounds() -> None:
    play = called(**NODES)
    play.forget()
    sounds_end(play)
    play.passes(4)
    press(play, "2")
    play.wants("""
        SetTimer menu:x-B-2 +5s
        CancelTimer key=menu:x-B-2
        Play play=p-B-4 leg=k1 sounds=('hello',)
    """)
    assert play.timers == {}


def test_a_wrong_digit_says_the_menu_again_and_then_goes_on_otherwise() -> None:
    play = called(**NODES)
    play.forget()
    press(play, "9")
    play.wants("""
        StopPlay play=p-B-3 leg=k1
        Play play=p-B-4 leg=k1 sounds=('menu',)
    """)
    press(play, "#")
    play.wants("""
        StopPlay play=p-B-4 leg=k1
        Save QueueVisitRow visit_id=v-B-5 contact_id=x-B-2 queue=sales priority=0 joined_at=+0s
        StartMusic leg=k1
        QueueSeats queue=sales: OnQueue callers=13800138000 queued=(QueuedCaller(contactId='x-B-2', caller='13800138000', queue='sales', since=1700000000000),)
    """)


def test_silence_says_the_menu_again_and_then_goes_on_otherwise() -> None:
    play = called(**NODES)
    sounds_end(play)
    play.forget()
    play.passes(5)
    play.wants("""
        Play play=p-B-4 leg=k1 sounds=('menu',)
    """)
    sounds_end(play)
    play.passes(5)
    assert node_of(play) == "sales"


def test_the_menu_counts_its_tries_anew_when_it_is_entered_again() -> None:
    again = {"menu": Menu((Choice("9", "menu"),), ("menu",), 5, 2, "bye"), "bye": HangUp()}
    play = called(**again)
    for _ in range(3):
        press(play, "5")
        press(play, "9")
        assert node_of(play) == "menu"


def test_the_sounds_of_an_earlier_node_that_end_late_are_nothing() -> None:
    play = called(**NODES)
    walk = play.world.contacts[contact_of(play)].walk
    assert walk is not None
    first = walk.play
    press(play, "9")
    play.forget()
    play.do(PlayEnded(play.now, first, "k1", completed=False))
    play.wants("")
    press(play, "2")
    play.forget()
    play.do(PlayEnded(play.now, first, "k1"))
    play.do(PlayEnded(play.now, "", "k1"))
    play.wants("")
    assert node_of(play) == "hello"


def test_silence_that_fires_just_after_the_digit_is_nothing() -> None:
    play = called(**NODES)
    sounds_end(play)
    press(play, "9")
    play.forget()
    contact = contact_of(play)
    play.do(TimerFired(play.now, f"menu:{contact}", MenuSilence(contact)))
    play.wants("")


def test_sounds_that_cannot_be_played_are_passed_over() -> None:
    play = called(hello=Play(("hello",), "bye"), bye=HangUp())
    play.forget()
    sounds_end(play, completed=False)
    assert play.world.contacts
    play.passes(0.3)
    assert play.world.contacts == {}


def test_sounds_broken_off_by_the_hang_up_lead_nowhere() -> None:
    play = called(hello=Play(("hello",), "line"), line=Enqueue("sales"))
    sounds_end(play, completed=False)
    end_leg(play, "k1")
    play.forget()
    play.passes(1)
    play.wants("")


def test_keys_during_a_play_are_nothing() -> None:
    play = called(hello=Play(("hello",), "bye"), bye=HangUp())
    play.forget()
    press(play, "1")
    play.wants("")


def test_sounds_that_end_after_the_caller_left_or_in_a_call_are_nothing() -> None:
    play = called(**NODES)
    end_leg(play, "k1")
    play.forget()
    play.do(PlayEnded(play.now, "p-B-3", "k1"))
    play.wants("")
    play = talking("anna")
    play.do(PlayEnded(play.now, "p-B-3", "k1"))
    play.wants("")


def test_the_caller_hangs_up_in_the_menu() -> None:
    play = called(**NODES)
    sounds_end(play)
    play.forget()
    end_leg(play, "k1")
    play.wants("""
        CancelTimer key=menu:x-B-2
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s ended_at=+0s outcome=served released_by=customer cause=normal
    """)
    assert play.timers == {}


def test_an_unknown_queue_goes_on_along_the_overflow() -> None:
    play = called(wait=Enqueue("gone", 0, "hello"), hello=Play(("hello",)))
    assert node_of(play) == "hello"


def test_an_unknown_node_ends_the_call_and_says_why() -> None:
    play = called(hello=Play(("hello",), "nowhere"))
    play.forget()
    sounds_end(play)
    play.wants("""
        HangUp leg=k1
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s ended_at=+0s outcome=failed released_by=flow cause=flow_failed
    """)


def test_a_flow_that_goes_round_without_waiting_is_stopped() -> None:
    play = called(a=Answer("b"), b=Answer("a"))
    play.wants("""
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s
        Answer leg=k1
        HangUp leg=k1
        Save ContactRow contact_id=x-B-2 project=P1 caller=13800138000 callee=4001 arrived_at=+0s ended_at=+0s outcome=failed released_by=flow cause=flow_failed
    """)


def test_a_flow_that_is_changed_does_not_disturb_who_walks_it() -> None:
    play = called(**NODES)
    play.do(DirectoryLoaded(play.now, a_directory(flows=())))
    press(play, "2")
    assert node_of(play) == "hello"
    play.forget()
    call_in(play, "k2")
    assert "unallocated" in str(play.effects)
