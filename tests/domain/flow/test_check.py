"""The check of flows, on flows made in code: faults by node and field."""

from callseat.domain.flow.check import (
    Fault,
    KnownNames,
    Unread,
    check_flow,
    names_of,
)
from callseat.domain.flow.flow import (
    Answer,
    Choice,
    Enqueue,
    Flow,
    Goto,
    HangUp,
    Menu,
    NamedNode,
    Node,
    Play,
    Return,
    SubFlow,
)
from callseat.domain.flow.nodes import BEHAVIOURS
from callseat.domain.flow.ways import TABLE

KNOWN = KnownNames(frozenset({"hi"}), frozenset({"sales"}))


def flow(start="a", **nodes):
    return Flow("f", "", start, tuple(NamedNode(name, node) for name, node in nodes.items()))


def faults(start="a", **nodes):
    return check_flow(flow(start, **nodes), KNOWN)


def messages(**nodes):
    return [fault.message for fault in faults(**nodes)]


def test_a_whole_flow_is_without_fault():
    menu = Menu((Choice("1", "d"), Choice("#", "c")), ("hi",), otherwise="c")
    assert (
        faults(a=Answer("b"), b=Play(("hi",), "c"), c=menu, d=Enqueue("sales", 9, "e"), e=HangUp())
        == ()
    )


def test_every_kind_is_checked():
    assert set(TABLE) == set(Node.__args__)
    assert set(BEHAVIOURS) == {*TABLE} - {SubFlow, Return, Goto}, "the walk's own"


def test_names_that_do_not_exist():
    menu = Menu((Choice("1", "x"), Choice("12", "")), ("ho",), otherwise="y")
    assert faults("a", a=menu) == (
        Fault("a", "sounds", 'there is no sound "ho"'),
        Fault("a", "choices.12", '"12" is no key of a telephone: use one of 0-9, * or #'),
        Fault("a", "choices.1", 'choices.1 leads to "x", which is no node'),
        Fault("a", "otherwise", 'otherwise leads to "y", which is no node'),
    )
    assert faults("a", a=Enqueue("nothing")) == (
        Fault("a", "queue", 'there is no queue "nothing"'),
    )
    assert faults("b", a=HangUp()) == (Fault("", "start", 'start leads to "b", which is no node'),)


def test_numbers_out_of_range():
    assert messages(a=Enqueue("sales", 10)) == ["priority must be from 0 to 9"]
    assert messages(a=Enqueue("sales", -1)) == ["priority must be from 0 to 9"]
    menu = Menu((Choice("1", ""),), ("hi",), wait=0, tries=10)
    assert messages(a=menu) == ["wait must be from 1 to 60", "tries must be from 1 to 9"]


def test_nodes_no_way_leads_to():
    assert faults(a=HangUp(), b=Play(("hi",), "a")) == (
        Fault("b", "", 'no way leads from the start to "b"'),
    )


def test_a_loop_in_no_time():
    assert messages(a=Answer("b"), b=Answer("a")) == [
        "a loop in which nothing takes time: a -> b -> a",
        "a loop without exit: a -> b -> a",
    ]
    assert messages(a=Answer("a"))[0] == "a loop in which nothing takes time: a -> a"


def test_a_loop_of_plays_or_menus_that_nothing_leaves():
    assert messages(a=Answer("b"), b=Play(("hi",), "c"), c=Play(("hi",), "b")) == [
        "a loop without exit: b -> c -> b"
    ]
    menu = Menu((Choice("1", "b"),), ("hi",), otherwise="b")
    assert messages(a=menu, b=Play(("hi",), "a")) == ["a loop without exit: a -> b -> a"]


def test_two_loops_are_both_told():
    menu = Menu((Choice("1", "b"), Choice("2", "c")), ("hi",), otherwise="b")
    nodes = {"a": menu, "b": Play(("hi",), "b"), "c": Play(("hi",), "c")}
    assert messages(**nodes) == ["a loop without exit: b -> b", "a loop without exit: c -> c"]


def test_loops_with_an_exit_are_fine():
    assert faults(a=Play(("hi",), "b"), b=Menu((Choice("1", ""),), ("hi",), otherwise="a")) == ()
    assert faults(a=Play(("hi",), "b"), b=Enqueue("sales", overflow="a")) == ()


def test_a_node_that_could_not_be_read_hides_no_others_and_blames_none():
    nodes = flow(a=Play(("hi",), "x"), b=Play(("hi",), "b"), c=HangUp())
    found = check_flow(nodes, KNOWN, {"x": Unread(("b", "dance"))})
    assert [fault.message for fault in found] == [
        'no way leads from the start to "c"',
        "a loop without exit: b -> b",
    ]


def test_thousands_of_nodes_are_checked_at_once():
    chain = {f"n{n}": Play(("hi",), f"n{n + 1}") for n in range(5000)}
    assert check_flow(flow("n0", **chain, n5000=HangUp()), KNOWN) == ()


def test_what_a_flow_names():
    used = flow(a=Play(("hi", "ho"), "b"), b=Enqueue("sales"))
    assert names_of(used, "sounds") == {"hi", "ho"}
    assert names_of(used, "queues") == {"sales"}
