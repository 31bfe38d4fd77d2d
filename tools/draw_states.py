"""Draw the tables of states as Mermaid diagrams, in English and Chinese, into docs/states.

With --check: write nothing, fail if a page is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from callseat.domain.glossary import STATUSES
from callseat.domain.part_table import PART, PartHappening
from callseat.domain.rest.room import STAGES, RestHappening, RestStage
from callseat.domain.seat_table import BASE, PENDING, Choice
from callseat.domain.status import Status
from callseat.domain.text import Text
from callseat.domain.world import PartState

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "zh")

State = Status | PartState | RestStage | None
Table = Mapping[Any, State]  # by (state, happening or choice)

TITLE = Text("The states of a seat", "座席的状态")
INTRO = Text(
    "Drawn by `tools/draw_states.py` from the tables in `src/callseat/domain/part_table.py`, "
    "`seat_table.py` and `rest/room.py`. "
    "What clients see is: offline; else what the telephone does; else unreachable, while the phone "
    "is not registered; else what the agent chose. "
    "What the telephone does follows from the seat's parts of calls (`activity.py`): the active "
    "one, else those on hold; a talk of three or more is a conference, a supervisor on a seat's "
    "line is monitoring.",
    "由 `tools/draw_states.py` 根据 `src/callseat/domain/part_table.py`、`seat_table.py` 和 "
    "`rest/room.py` 中的状态表绘制。"
    "客户端看到的状态依次为：签出；电话正在进行的状态；话机未注册时为话机离线；座席自己选择的状态。"
    "电话正在进行的状态由座席参与的各路通话推出（`activity.py`）：先看当前通话，再看被保持的通话；"
    "三方及以上为会议，班长监听时为质检。",
)
SECTIONS: tuple[tuple[Text, Table], ...] = (
    (Text("A seat's part of a call, one of several", "座席参与的一路通话（可有多路）"), PART),
    (Text("What the agent or a supervisor chose, between calls", "空闲期间座席或班长的选择"), BASE),
    (Text("What the agent chose in a call, for its end", "通话中的选择，通话结束时生效"), PENDING),
    (Text("The way into a rest and out of it", "小休的申请与结束"), STAGES),
)
PARTS: dict[PartState, Text] = {
    PartState.RINGING: Text("ringing", "振铃"),
    PartState.DIALING: Text("dialing", "拨号"),
    PartState.TALKING: Text("talking", "通话"),
    PartState.HELD: Text("on hold", "保持"),
}
STARTS = (PartState.DIALING,)  # beside the first state of a table
NOTHING = Text("nothing pending", "无待生效状态")
RESTS: dict[RestStage, Text] = {
    RestStage.NONE: Text("no rest", "无小休"),
    RestStage.WAITING: Text("waiting in line", "排队等待"),
    RestStage.GRANTED: Text("granted, in a call", "已批准，通话中"),
    RestStage.RESTING: Text("resting", "小休中"),
    RestStage.OVERTIME: Text("resting in overtime", "超假"),
}
# Two tables: an enumeration of words finds its own words only among its own.
PART_ARROWS: dict[PartHappening, Text] = {
    PartHappening.ANSWERED: Text("answered", "应答"),
    PartHappening.HELD: Text("held", "保持"),
    PartHappening.FETCHED: Text("fetched", "取回"),
    PartHappening.ENDED: Text("ended", "结束"),
}
ARROWS: dict[Choice | RestHappening, Text] = {
    Choice.READY: Text("ready", "示闲"),
    Choice.BUSY: Text("busy", "示忙"),
    Choice.WORK: Text("work", "事务处理"),
    Choice.END_WORK: Text("end work", "结束事务处理"),
    RestHappening.ASKED: Text("requestRest", "请求小休"),
    RestHappening.PLACED: Text("a place is free", "有空余名额"),
    RestHappening.BEGAN: Text("no call, or its end", "无通话或通话结束"),
    RestHappening.OVERRAN: Text("the allowance is over", "超过允许时长"),
    RestHappening.ENDED: Text("cancelRest, forced, or logout", "销假、被强制或签出"),
}


def page(language: str) -> str:
    """One page with a diagram for each table."""
    lines = [f"# {said(TITLE, language)}", "", said(INTRO, language)]
    for heading, table in SECTIONS:
        lines += ["", f"## {said(heading, language)}", "", *diagram(table, language)]
    return "\n".join(lines) + "\n"


def diagram(table: Table, language: str) -> list[str]:
    """A Mermaid state diagram; what leads to the same place shares an arrow."""
    states = list(dict.fromkeys(state for state, _ in table))
    arrows: dict[tuple[State, State], list[str]] = {}
    for (state, why), target in table.items():
        if target != state:
            words = PART_ARROWS[why] if isinstance(why, PartHappening) else ARROWS[why]
            arrows.setdefault((state, target), []).append(said(words, language))
    return [
        "```mermaid",
        "stateDiagram-v2",
        *(f'    state "{label(state, language)}" as {name(state)}' for state in states),
        *(f"    [*] --> {name(one)}" for one in states if one in (states[0], *STARTS)),
        *(f"    {name(a)} --> {name(b)}: {' / '.join(why)}" for (a, b), why in arrows.items()),
        "```",
    ]


def name(state: State) -> str:
    """The state's name in the diagram's source; the end has none."""
    if state is PartState.OVER:
        return "[*]"
    return state.name.lower() if isinstance(state, Enum) else "nothing"


def label(state: State, language: str) -> str:
    if state is None:
        return said(NOTHING, language)
    if isinstance(state, RestStage):
        return said(RESTS[state], language)
    if isinstance(state, PartState):
        return said(PARTS[state], language)
    return f"{int(state)} {said(STATUSES[state], language)}"


def said(text: Text, language: str) -> str:
    return text.en if language == "en" else text.zh


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    stale = 0
    for language in LANGUAGES:
        path, text = ROOT / f"docs/states/seat.{language}.md", page(language)
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        stale += 1
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
