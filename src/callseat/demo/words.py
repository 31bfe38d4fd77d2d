"""The words of the views, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain.status import Status
from callseat.domain.world import Stage


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    seats: str
    seat_columns: tuple[str, ...]
    lines: str
    line_columns: tuple[str, ...]
    calls: str
    call_columns: tuple[str, ...]
    totals: str
    statuses: tuple[str, ...]
    """By Status."""
    stages: dict[Stage, str]
    connect: str
    by_itself: str
    try_it: str
    end: str

    def status(self, status: Status) -> str:
        return self.statuses[status]


_ZH = Words(
    seats="坐席",
    seat_columns=("坐席", "分机", "状态", "开始", "时长", "已接"),
    lines="队列",
    line_columns=("队列", "排队", "最长等待", "已接", "放弃"),
    calls="通话",
    call_columns=("主叫", "阶段", "队列", "坐席", "秒"),
    totals="已结束 {calls} 通：接通 {answered}，放弃 {abandoned}",
    statuses=(
        "签出",
        "空闲",
        "振铃",
        "拨号",
        "小休",
        "通话",
        "保持",
        "会议",
        "事务处理",
        "质检",
        "示忙",
        "话机离线",
    ),
    stages={
        Stage.FLOW: "语音导航",
        Stage.WAITING: "排队",
        Stage.OFFERED: "振铃",
        Stage.TALKING: "通话",
        Stage.ENDED: "结束",
    },
    connect="连接地址 {address}（以下账号只用于本次运行）",
    by_itself="自动工作",
    try_it="在另一个终端里运行下面的程序，就多了一个坐席：",
    end="按 Ctrl-C 结束。",
)
_EN = Words(
    seats="Seats",
    seat_columns=("Seat", "Phone", "Status", "Since", "Time", "Answered"),
    lines="Lines",
    line_columns=("Line", "Waiting", "Longest wait", "Answered", "Abandoned"),
    calls="Calls",
    call_columns=("Caller", "Stage", "Line", "Seat", "Seconds"),
    totals="{calls} calls over: {answered} answered, {abandoned} abandoned",
    statuses=(
        "offline",
        "idle",
        "ringing",
        "dialing",
        "rest",
        "talking",
        "holding",
        "conference",
        "work",
        "monitoring",
        "busy",
        "unreachable",
    ),
    stages={
        Stage.FLOW: "in the flow",
        Stage.WAITING: "waiting",
        Stage.OFFERED: "ringing",
        Stage.TALKING: "talking",
        Stage.ENDED: "ended",
    },
    connect="Connect to {address} (the accounts are of this run only)",
    by_itself="works by itself",
    try_it="Run this in another terminal, and there is one seat more:",
    end="Ctrl-C ends it.",
)
WORDS = {"zh": _ZH, "en": _EN}
