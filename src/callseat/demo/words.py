"""The words of the demonstration, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass

from callseat.domain.status import Status
from callseat.domain.world import Stage


@dataclass(frozen=True, slots=True)
class Story:
    """What happens, as sentences; `tokens` are the records' words, those of one's language."""

    calls: str
    over: str
    waits: str
    leaves: str
    offered: str
    answered: str
    not_taken: str
    talked: str
    logged_in: str
    logged_out: str
    tokens: dict[str, str]

    def word(self, token: str) -> str:
        """In this language, if it has one for it."""
        return self.tokens.get(token, token)


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    language: str
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
    open: str
    by_itself: str
    try_it: str
    end: str
    no_asterisk: str
    simulated: str
    kept: str
    not_empty: str
    faults: str
    story: Story

    def status(self, status: Status) -> str:
        return self.statuses[status]


_ZH = Words(
    language="zh",
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
        Stage.PROMISED: "待回呼",
        Stage.ENDED: "结束",
    },
    open="在浏览器中打开 {page} 并登录，例如用 {user}，很快就有客户来电（以下账号只用于本次运行）",
    by_itself="自动工作",
    try_it="在另一个终端里用 {python} 运行下面的程序，就多了一个坐席：",
    end="按 Ctrl-C 结束。",
    no_asterisk="此处无法使用 Asterisk：{trouble}",
    simulated="改用模拟交换机继续演示：来话相同，但没有声音。",
    kept="已保留：{folder}",
    not_empty="{folder} 中有另一次运行的数据：请指定新的文件夹",
    faults="{faults} 个输入处理失败：",
    story=Story(
        calls="{contact} {caller} 呼入 {callee}",
        over="{contact} {caller} 在 {seconds:.1f} 秒后结束：{outcome}",
        waits="{contact} 进入队列 {queue}",
        leaves="{contact} 在 {seconds:.1f} 秒后离开队列 {queue}：{outcome}",
        offered="{contact} 分配给 {user}",
        answered="{contact} 由 {user} 接听",
        not_taken="{contact} 未由 {user} 接听：{outcome}",
        talked="{contact} 与 {user} 通话 {seconds:.1f} 秒，{by}挂机",
        logged_in="{user} 签入",
        logged_out="{user} 签出：{cause}",
        tokens={
            "answered": "接通",
            "abandoned": "放弃",
            "served": "语音导航内完成",
            "rejected": "拒绝",
            "failed": "失败",
            "overflow": "溢出",
            "missed": "未接",
            "refused": "拒接",
            "withdrawn": "主叫放弃",
            "customer": "客户",
            "seat": "坐席",
            "flow": "流程",
            "system": "系统",
            "logout": "注销",
            "connection_lost": "连接丢失",
            "forced": "强制签出",
            "removed": "账号已删除",
            "shutdown": "服务器停止",
        },
    ),
)
_EN = Words(
    language="en",
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
        Stage.PROMISED: "to be called back",
        Stage.ENDED: "ended",
    },
    open="Open {page} in a browser and log in, as {user} say: a customer calls soon"
    " (the accounts are of this run only)",
    by_itself="works by itself",
    try_it="Run this with {python} in another terminal, and there is one seat more:",
    end="Ctrl-C ends it.",
    no_asterisk="no Asterisk can be had here: {trouble}",
    simulated="The demonstration goes on with the simulated switch: the same calls, without sound.",
    kept="kept: {folder}",
    not_empty="{folder} holds the data of another run: name a new folder",
    faults="{faults} inputs failed:",
    story=Story(
        calls="{contact} {caller} calls {callee}",
        over="{contact} {caller} over after {seconds:.1f} s: {outcome}",
        waits="{contact} waits in {queue}",
        leaves="{contact} leaves {queue} after {seconds:.1f} s: {outcome}",
        offered="{contact} offered to {user}",
        answered="{contact} answered by {user}",
        not_taken="{contact} not taken by {user}: {outcome}",
        talked="{contact} talked {seconds:.1f} s with {user}, {by} hung up",
        logged_in="{user} logged in",
        logged_out="{user} logged out: {cause}",
        tokens={},
    ),
)
WORDS = {"zh": _ZH, "en": _EN}
