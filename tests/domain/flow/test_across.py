"""Loops over several flows in which nothing takes time."""

from __future__ import annotations

import pytest

from callseat.domain.flow.across import endless
from callseat.domain.flow.flow import (
    Answer,
    Case,
    Flow,
    Goto,
    HangUp,
    If,
    Play,
    Return,
    SubFlow,
)
from tests.domain.scenes import flow_of

TO_MAIN = flow_of("other", x=Goto("main"))
BACK = flow_of("back", x=Return())
SLOW = flow_of("slow", x=Play(("hello",), "y"), y=Return())
DEEP = flow_of("deep", x=SubFlow("back", "y"), y=Return())
GONE = flow_of("gone", x=HangUp())


def told(main: Flow, *others: Flow) -> list[str]:
    return [f"{one.node}: {one.message.rpartition(': ')[2]}" for one in endless(main, others)]


@pytest.mark.parametrize(
    ("main", "others", "ways"),
    [
        (
            flow_of("main", a=Answer("b"), b=Goto("other")),
            (TO_MAIN,),
            ["a: main/a -> main/b -> other/x -> main/a"],
        ),
        (flow_of("main", a=Play(("hello",), "b"), b=Goto("other")), (TO_MAIN,), []),
        (flow_of("main", a=Goto("other")), (), []),
        (
            flow_of("main", a=If((Case("${x}", "", is_="1"),), "b"), b=Goto("c")),
            (flow_of("c", x=Goto("other")), TO_MAIN),
            ["a: main/a -> main/b -> c/x -> other/x -> main/a"],
        ),
        (
            flow_of("main", a=SubFlow("back", "b"), b=Goto("other")),
            (TO_MAIN, BACK),
            ["a: main/a -> main/b -> other/x -> main/a"],
        ),
        (
            flow_of("main", a=SubFlow("deep", "b"), b=Goto("other")),
            (TO_MAIN, BACK, DEEP),
            ["a: main/a -> main/b -> other/x -> main/a"],
        ),
        (flow_of("main", a=SubFlow("slow", "b"), b=Goto("other")), (TO_MAIN, SLOW), []),
        (flow_of("main", a=SubFlow("gone", "b"), b=Goto("other")), (TO_MAIN, GONE), []),
        (
            flow_of("main", a=SubFlow("other")),
            (TO_MAIN,),
            ["a: main/a -> other/x -> main/a"],
        ),
    ],
)
def test_the_way_is_named(main: Flow, others: tuple[Flow, ...], ways: list[str]) -> None:
    assert told(main, *others) == ways


def test_a_flow_that_comes_back_at_once_closes_a_loop_of_others() -> None:
    first = flow_of("first", a=SubFlow("main", "b"), b=Goto("second"))
    second = flow_of("second", x=Goto("first"))
    slow, quick = flow_of("main", p=Play(("hello",), "r"), r=Return()), flow_of("main", r=Return())
    assert told(slow, first, second) == []
    assert told(quick, first, second) == [": first/a -> first/b -> second/x -> first/a"]


def test_the_active_version_of_the_flow_itself_does_not_count() -> None:
    before = flow_of("main", a=Goto("other"))
    assert told(flow_of("main", a=HangUp()), before, TO_MAIN) == []
