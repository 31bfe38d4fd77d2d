"""What a line of a report tells: the columns in their order, with their headings in both languages.

docs/howto/reports.md defines each; names are stable, headings are for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic

from callseat.domain.status import Status
from callseat.store.reports.report import CampaignLine, FlowLine, GroupLine, L, QueueLine, SeatLine
from callseat.store.reports.span import Span


class Kind(StrEnum):
    """How a value is to be shown. MOMENT and DURATION are in milliseconds, SHARE is from 0 to 1,
    COUNTS are counts by names.
    """

    TEXT = "text"
    MOMENT = "moment"
    COUNT = "count"
    DURATION = "duration"
    SHARE = "share"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Column(Generic[L]):
    """One value of a line. `main` ones are in the table that people see."""

    name: str
    kind: Kind
    zh: str
    en: str
    value: Callable[[L], Any]
    main: bool = True

    def heading(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


_STATUSES = {
    Status.IDLE: ("空闲", "Idle", True),
    Status.RINGING: ("振铃", "Ringing", True),
    Status.DIALING: ("拨号", "Dialling", False),
    Status.REST: ("小休", "Rest", True),
    Status.TALKING: ("通话", "Talking", False),
    Status.HOLDING: ("保持", "Holding", False),
    Status.CONFERENCE: ("会议", "Conference", False),
    Status.WORK: ("事务处理", "Work", True),
    Status.MONITORING: ("质检", "Monitoring", False),
    Status.BUSY: ("示忙", "Busy", True),
    Status.UNREACHABLE: ("话机离线", "Unreachable", False),
}


def _count(name: str, zh: str, en: str, *, main: bool = True) -> Column[Any]:
    return Column(name, Kind.COUNT, zh, en, lambda line: getattr(line.tally, name), main)


def _time(name: str, zh: str, en: str) -> Column[Any]:
    return Column(f"{name}_ms", Kind.DURATION, zh, en, lambda line: getattr(line.tally, name))


def _share(name: str, zh: str, en: str) -> Column[Any]:
    return Column(name, Kind.SHARE, zh, en, lambda line: getattr(line.tally, name))


def _text(name: str, zh: str, en: str) -> Column[Any]:
    return Column(name, Kind.TEXT, zh, en, lambda line: getattr(line, name))


def _of_status(status: Status, zh: str, en: str, *, main: bool) -> tuple[Column[Any], Column[Any]]:
    name = status.name.lower()
    return (
        Column(
            f"{name}_count",
            Kind.COUNT,
            f"{zh}状态次数",
            f"{en} (times)",
            lambda line: line.tally.counts[status],
            main=False,
        ),
        Column(
            f"{name}_ms",
            Kind.DURATION,
            f"{zh}时长",
            en,
            lambda line: line.tally.times[status],
            main,
        ),
    )


_BUCKET: tuple[Column[Any], ...] = (
    Column("from", Kind.MOMENT, "起", "From", lambda line: line.began),
    Column("to", Kind.MOMENT, "止", "To", lambda line: line.ended, main=False),
)
_TALLY: tuple[Column[Any], ...] = (
    _time("logged_in", "签入时长", "Logged in"),
    *(
        column
        for status, (zh, en, main) in _STATUSES.items()
        for column in _of_status(status, zh, en, main=main)
    ),
    _count("rests", "小休次数", "Rests"),
    _time("overtime", "超假时长", "Overtime"),
    _count("offered", "分配", "Offered"),
    _count("handled", "接听", "Handled"),
    _count("missed", "未接", "Missed"),
    _count("refused", "拒接", "Refused"),
    _count("withdrawn", "主叫放弃", "Withdrawn"),
    _count("failed", "失败", "Failed", main=False),
    _time("talk", "通话总时长", "Talk"),
    _time("hold", "保持总时长", "Hold"),
    _time("average_handling", "平均处理时长", "Average handling"),
    _share("occupancy", "占用率", "Occupancy"),
)

SEATS: Sequence[Column[SeatLine]] = (
    _text("user", "坐席", "User"),
    _text("name", "姓名", "Name"),
    _text("group", "班组", "Group"),
    *_BUCKET,
    *_TALLY,
)
GROUPS: Sequence[Column[GroupLine]] = (
    _text("group", "班组", "Group"),
    _text("name", "名称", "Name"),
    Column("seats", Kind.COUNT, "坐席数", "Seats", lambda line: line.seats),
    *_BUCKET,
    *_TALLY,
)
QUEUES: Sequence[Column[QueueLine]] = (
    _text("queue", "队列", "Queue"),
    _text("name", "名称", "Name"),
    *_BUCKET,
    _count("offered", "进线", "Offered"),
    _count("answered", "接听", "Answered"),
    _count("in_time", "及时接听", "In time"),
    _count("abandoned", "放弃", "Abandoned"),
    _count("overflowed", "溢出", "Overflowed"),
    _count("failed", "失败", "Failed"),
    _count("waiting", "等待中", "Waiting"),
    _share("service_level", "服务水平", "Service level"),
    _time("average_wait", "平均等待", "Average wait"),
    _time("average_answer", "平均应答", "Average answer"),
    _time("longest_wait", "最长等待", "Longest wait"),
)

FLOWS: Sequence[Column[FlowLine]] = (
    _text("flow", "流程", "Flow"),
    _text("node", "节点", "Node"),
    *_BUCKET,
    _count("entered", "进入", "Entered"),
    _count("hung_up", "在此挂机", "Hung up here"),
    _count("here", "仍在此处", "Still here", main=False),
    Column(
        "branches",
        Kind.COUNTS,
        "离开分支",
        "Left by",
        lambda line: dict(sorted(line.tally.branches.items())),
    ),
    _time("spent", "停留总时长", "Time spent"),
    _time("average", "平均停留", "Average"),
    _time("longest", "最长停留", "Longest"),
)


CAMPAIGNS: Sequence[Column[CampaignLine]] = (
    _text("campaign", "活动", "Campaign"),
    _text("name", "名称", "Name"),
    *_BUCKET,
    _count("attempts", "呼叫次数", "Attempts"),
    _count("open", "进行中", "Going on", main=False),
    _count("answered", "应答", "Answered"),
    _share("answer_rate", "应答率", "Answer rate"),
    _count("connected", "接通", "Connected"),
    _count("abandoned", "放弃", "Abandoned"),
    _share("abandoned_share", "放弃率", "Abandoned of answered"),
    Column("cap_used", Kind.SHARE, "占上限比例", "Of the cap", lambda line: line.cap_used),
    _count("machine", "机器应答", "Machine"),
    _count("busy", "忙", "Busy"),
    _count("no_answer", "无应答", "No answer"),
    _count("rejected", "拒接", "Rejected"),
    _count("failed", "失败", "Failed"),
    _count("cancelled", "取消", "Cancelled", main=False),
    _count("skipped", "跳过", "Skipped", main=False),
    Column(
        "dispositions",
        Kind.COUNTS,
        "处理结果",
        "Dispositions",
        lambda line: dict(sorted(line.tally.dispositions.items())),
    ),
    _time("talk", "通话总时长", "Talk"),
    _time("average_talk", "平均通话", "Average talk"),
    _time("idle", "坐席空闲总时长", "Seats idle"),
    _time("average_idle", "坐席平均空闲", "Average idle"),
)


def as_text(counts: Mapping[str, int]) -> str:
    """Counts in one cell: `1=12 2=3 hung_up=1`."""
    return " ".join(f"{name}={count}" for name, count in counts.items())


def as_mapping(columns: Sequence[Column[L]], line: L, span: Span) -> Mapping[str, Any]:
    """A line by the columns' names, as programs get it: moments as ISO 8601 with the offset."""
    return {
        column.name: span.shown(value) if column.kind is Kind.MOMENT else value
        for column in columns
        for value in (column.value(line),)
    }
