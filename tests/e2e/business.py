"""The hotline of the end-to-end tests: its numbers, lines and people."""

from __future__ import annotations

from callseat.domain.directory import Project, Queue, Skill
from tests.support.office import Business

SALES, MENU, SHORT, TWO_LINES, PLACES, QUICK, URGENT, OWED = (
    "4001",
    "4002",
    "4003",
    "4004",
    "4005",
    "4006",
    "4007",
    "4008",
)
WRAP_UP = 1


def _flow(code: str, start: str, nodes: str) -> str:
    return f"code: {code}\nname: {code}\nstart: {start}\nnodes:\n{nodes}"


FLOWS = (
    _flow(
        "sales",
        "hello",
        "  hello: {kind: play, sounds: [welcome], next: line}\n"
        "  line: {kind: queue, queue: sales}\n",
    ),
    _flow(
        "menu",
        "choose",
        '  choose: {kind: menu, sounds: [menu], choices: {"1": sales, "2": quick}, wait: 3,\n'
        "           tries: 3, otherwise: bye}\n"
        "  sales: {kind: queue, queue: sales}\n"
        "  quick: {kind: queue, queue: quick}\n"
        "  bye: {kind: hangup}\n",
    ),
    _flow(
        "short",
        "line",
        "  line: {kind: queue, queue: short, overflow: sorry}\n"
        "  sorry: {kind: play, sounds: [goodbye], next: bye}\n"
        "  bye: {kind: hangup}\n",
    ),
    _flow("two-lines", "line", "  line: {kind: queue, queue: first}\n"),
    _flow("places", "line", "  line: {kind: queue, queue: places}\n"),
    _flow("quick", "line", "  line: {kind: queue, queue: quick}\n"),
    _flow("urgent", "line", "  line: {kind: queue, queue: quick, priority: 5}\n"),
    _flow("owed", "line", '  line: {kind: queue, queue: quick, call_back: "1"}\n'),
)
QUEUES = (
    Queue("sales", announce_every=0),
    Queue("quick", announce_every=0, ring_time=2),
    Queue("short", announce_every=0, max_wait=2),
    Queue("first", announce_every=0, max_wait=1, overflow_queue="sales"),
    Queue("places", announce_every=2),
)
PROJECTS = (
    Project("P1", "Sales", (SALES,), "sales", wrap_up=WRAP_UP),
    Project("P2", "Menu", (MENU,), "menu"),
    Project("P3", "Short", (SHORT,), "short"),
    Project("P4", "Two lines", (TWO_LINES,), "two-lines"),
    Project("P5", "Places", (PLACES,), "places"),
    Project("P6", "Quick", (QUICK,), "quick", recorded=False),
    Project("P7", "Urgent", (URGENT,), "urgent"),
    Project("P8", "Called back", (OWED,), "owed", caller_id=OWED),
)
BOTH = (Skill("sales"), Skill("quick"))
PEOPLE = {"anna": BOTH, "bo": BOTH, "cai": (Skill("quick"),), "dora": (), "eve": (), "zoe": ()}
HOTLINE = Business(QUEUES, PROJECTS, FLOWS, PEOPLE, supervisors=("zoe",))
