"""Flow files: what is read, and every fault at once with its line."""

import time
from contextlib import suppress
from dataclasses import MISSING, fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callseat.domain.flow.check import KnownNames
from callseat.domain.flow.flow import (
    Answer,
    Choice,
    Enqueue,
    Flow,
    HangUp,
    Menu,
    NamedNode,
    Node,
    Play,
)
from callseat.store.flow_file import KINDS, MAX_BYTES, FlowErrors, read_flow

KNOWN = KnownNames(frozenset({"welcome", "menu", "all-busy"}), frozenset({"sales", "service"}))
GOOD = """\
code: main
name: 主流程 Main
start: welcome
nodes:
  welcome: {kind: answer, next: hello}
  hello:   {kind: play, sounds: [welcome], next: choose}
  choose:  {kind: menu, sounds: [menu], choices: {"1": sales, 2: service}, wait: 5, tries: 3,
            otherwise: sales}
  sales:   {kind: queue, queue: sales, priority: 1, overflow: busy}
  service: {kind: queue, queue: service}
  busy:    {kind: play, sounds: [all-busy], next: bye}
  bye:     {kind: hangup}
"""


def errors(text):
    with pytest.raises(FlowErrors) as refused:
        read_flow(text, KNOWN)
    return [str(error) for error in refused.value.errors]


def test_a_whole_file():
    choices = (Choice("1", "sales"), Choice("2", "service"))
    assert read_flow(GOOD, KNOWN) == Flow(
        "main",
        "主流程 Main",
        "welcome",
        (
            NamedNode("welcome", Answer("hello")),
            NamedNode("hello", Play(("welcome",), "choose")),
            NamedNode("choose", Menu(choices, ("menu",), 5, 3, "sales")),
            NamedNode("sales", Enqueue("sales", 1, "busy")),
            NamedNode("service", Enqueue("service")),
            NamedNode("busy", Play(("all-busy",), "bye")),
            NamedNode("bye", HangUp()),
        ),
    )


def test_every_kind_can_be_written():
    assert set(KINDS.values()) == set(Node.__args__)


FAULTY = """\
code: ma in
extra: 1
name: no
start: welcome
nodes:
  welcome: {kind: answer, next: hello, colour: red}
  hello:   {kind: play, sounds: [welkom], next: choose}
  choose:
    kind: menu
    sounds: [menu]
    choices:
      1: sales
      "2": nowhere
      A: sales
    wait: soon
    tries: 30
    otherwise: strange
  strange: {kind: dance, next: loop1}
  sales:   {kind: queue, queue: support, priority: 11, overflow: 2024-01-01}
  loop1:   {kind: play, sounds: [menu], next: loop2}
  loop2:   {kind: play, sounds: [menu], next: loop1}
  lonely:  {kind: hangup}
  lonely:  {kind: hangup}
  silent:  {kind: play, next: sales}
  a: {kind: answer, next: b}
  b: {kind: answer, next: a}
  on: {kind: hangup}
"""

FAULTS = [
    "line 1: code: 1 to 32 letters, digits, _ or - are allowed",
    'line 2: unknown field "extra": a flow has code, name, start, failed, hung_up, nodes',
    'line 3: name is read by YAML as a truth value: write "no" in quotes',
    'line 6: node "welcome": unknown field "colour": this kind has kind, next',
    'line 7: node "hello": there is no sound "welkom"',
    'line 13: node "choose": choices.2 leads to "nowhere", which is no node',
    'line 14: node "choose": "A" is no key of a telephone: use one of 0-9, * or #',
    'line 15: node "choose": wait must be a whole number without quotes',
    'line 16: node "choose": tries must be from 1 to 9',
    'line 18: node "strange": unknown kind "dance": use ' + ", ".join(KINDS),
    'line 19: node "sales": overflow is read by YAML as a date: write "2024-01-01" in quotes',
    'line 19: node "sales": priority must be from 0 to 9',
    'line 19: node "sales": there is no queue "support"',
    'line 20: node "loop1": a loop without exit: loop1 -> loop2 -> loop1',
    'line 22: node "lonely": no way leads from the start to "lonely"',
    'line 23: "lonely" is there twice',
    'line 24: node "silent": "sounds" is missing',
    'line 24: node "silent": no way leads from the start to "silent"',
    'line 25: node "a": a loop in which nothing takes time: a -> b -> a',
    'line 25: node "a": no way leads from the start to "a"',
    'line 26: node "b": no way leads from the start to "b"',
    'line 27: a key is read by YAML as a truth value: write "on" in quotes',
]


def test_every_fault_is_told_with_its_line():
    assert errors(FAULTY) == FAULTS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["line 1: the file is empty"]),
        ("# nothing\n", ["line 1: the file is empty"]),
        ("a: b: c", ["line 1: this is not YAML: mapping values are not allowed"]),
        ("a: 1\n\tb: 2", ["line 2: this is not YAML"]),
        ("a: \0", ["line 1: this is not YAML: "]),
        ("x: &a 1\ny: *a", ['line 2: "*a" refers to another part, which is not allowed']),
        ("- 1", ["line 1: "] * 4),
        ("x: " + "[" * 50_000, ["line 1: the file is nested too deeply"]),
        ("#" * MAX_BYTES + "#", ["line 1: the file is larger than 256 KiB"]),
        ("a: !!python/object/apply:os.system [ls]", ["line 1: "] * 4),
    ],
)
def test_what_is_no_flow_at_all(text, told):
    found = errors(text)
    assert len(found) == len(told)
    for error, beginning in zip(found, told, strict=True):
        assert error.startswith(beginning)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{kind: menu, sounds: [menu], choices: {*: bye}}", "put *, #"),
        ("{kind: menu, sounds: [menu], choices: {}}", "choices has no entry"),
        ("{kind: menu, sounds: [menu], choices: [1]}", 'must be "name: value" entries'),
        ("{kind: menu, sounds: [menu], choices: {1: bye, '1': bye}}", '"1" is there twice'),
        ("{kind: menu, sounds: [menu], choices: {1: no}}", "choices 1 is read by YAML as a truth"),
        ("{kind: play, sounds: menu}", "sounds must be a list"),
        ("{kind: play, sounds: []}", "sounds must be a list"),
        ("{kind: play, sounds: [1.5]}", 'as a fraction: write "1.5" in quotes'),
        ("{kind: play, sounds: [menu], next: ~}", 'as nothing: write "~" in quotes'),
        ("{kind: play, sounds: [menu], next: }", "next is empty"),
        ("{kind: queue, queue: sales, priority: '1'}", "must be a whole number"),
        ("{kind: queue, queue: sales, priority: 010}", "must be a whole number"),
        ("{kind: queue, queue: sales, priority: 1_0}", "must be a whole number"),
        ("{kind: queue, queue: sales, priority: 99999999999999999999}", "must be a whole number"),
        ("{kind: [queue]}", "unknown kind (not a text)"),
        ("{next: bye}", '"kind" is missing'),
        ("[menu]", 'must be "name: value" entries'),
        ("", 'must be "name: value" entries'),
    ],
)
def test_faults_of_one_node(written, told):
    found = errors(f"code: c\nstart: a\nnodes:\n  a: {written}\n  bye: {{kind: hangup}}\n")
    assert any(told in error and error.startswith("line 4: ") for error in found)


def test_keys_and_names_are_taken_as_written():
    flow = read_flow(
        'code: 007\nname: 08:30\nstart: "no"\nnodes:\n  "no":\n    kind: menu\n'
        '    sounds: [menu]\n    choices: {0: "", "*": "", "#": ""}\n',
        KNOWN,
    )
    assert (flow.code, flow.name, flow.start) == ("007", "08:30", "no")
    assert [choice.digit for choice in flow.nodes[0].node.choices] == ["0", "*", "#"]


def test_a_large_file_takes_bounded_time():
    lines = [f"  n{n}: {{kind: play, sounds: [menu], next: n{n + 1}}}\n" for n in range(5000)]
    text = "code: c\nstart: n0\nnodes:\n" + "".join(lines) + "  n5000: {kind: hangup}\n"
    began = time.process_time()
    assert len(read_flow(text, KNOWN).nodes) == 5001
    assert time.process_time() - began < 30


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from([*GOOD.splitlines(keepends=True), "  x: {", "- ", "\t", "*x: &x\n"])
    ).map("".join)
)
def test_no_text_does_anything_but_be_read_or_refused(text):
    # Anything else than a flow or FlowErrors fails the test.
    with suppress(FlowErrors):
        assert read_flow(text, KNOWN).nodes


def test_defaults_are_those_of_the_dataclass():
    flow = read_flow(
        "code: c\nstart: a\nnodes:\n  a: {kind: menu, say: hello, choices: {1: ''}}\n", KNOWN
    )
    defaults = {f.name: f.default for f in fields(Menu) if f.default is not MISSING}
    del defaults["say"]
    assert {name: getattr(flow.nodes[0].node, name) for name in defaults} == defaults
