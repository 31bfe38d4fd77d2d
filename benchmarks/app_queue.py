"""The reference for waiting lines: `Queue()` of Asterisk with as many members as we have seats."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.plain import Dialplan, PlainAsterisk

NOT_RECORDED, RECORDED = "4001", "4002"
LINES = {NOT_RECORDED: "desk", RECORDED: "tape"}
LINE = """
[{name}]
strategy = leastrecent
timeout = 20
retry = 1
wrapuptime = 0
ringinuse = no
musicclass = default
{recording}
{members}
"""
# Queue() starts MixMonitor on the caller's leg when a member answers, as we do.
RECORDING = "monitor-format = wav\n"


def queue_asterisk(phones: Sequence[tuple[str, str]]) -> PlainAsterisk:
    """Two lines with the same members, one of them recorded."""
    members = "\n".join(f"member => PJSIP/{extension}" for extension, _ in phones)
    lines = "".join(
        LINE.format(name=name, members=members, recording=RECORDING * (number == RECORDED))
        for number, name in LINES.items()
    )
    extensions = "".join(
        f"exten => {number},1,Answer()\n same => n,Queue({name})\n same => n,Hangup()\n"
        for number, name in LINES.items()
    )
    modules = ("bridge_simple.so", "app_queue.so")
    files = {"queues.conf": f"[general]\npersistentmembers = no\n{lines}"}
    return PlainAsterisk(Dialplan(extensions, modules, tuple(phones), files))
