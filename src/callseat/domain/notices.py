"""What clients are told: the manual's events and ours, one dataclass each.

Fields without a default are the manual's parameters, in its order and spelling; fields with one
are additions of ours. A class with `EXTENSION = True` is an event that the manual does not have.
Source: manual, chapter 电话事件.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from callseat.domain.text import Text


@dataclass(frozen=True, slots=True)
class QueuedCaller:
    """A caller in a line; `since` is when the wait began (ms since the epoch)."""

    contactId: str
    caller: str
    queue: str
    since: int


@dataclass(frozen=True, slots=True)
class OnLoginSuccess:
    SUMMARY: ClassVar = Text("The login succeeded.", "坐席登录成功。")
    request: str
    user: str = ""
    extension: str = ""
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class OnLoginFail:
    SUMMARY: ClassVar = Text("The login failed.", "坐席登录失败。")
    request: str
    msg: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OnOffHook:
    SUMMARY: ClassVar = Text("The seat's phone was taken off the hook.", "座席电话摘机。")
    extension: str


@dataclass(frozen=True, slots=True)
class OnOnHook:
    SUMMARY: ClassVar = Text("The seat's phone is on the hook again.", "座席电话挂机。")
    extension: str


@dataclass(frozen=True, slots=True)
class OnQueue:
    SUMMARY: ClassVar = Text(
        "Callers began to wait in a line that the seat serves.", "来话进入座席所服务的队列排队。"
    )
    callers: str
    queued: tuple[QueuedCaller, ...] = ()


@dataclass(frozen=True, slots=True)
class OnQueueOff:
    SUMMARY: ClassVar = Text("Callers left the line.", "来话退出排队。")
    callers: str
    queued: tuple[QueuedCaller, ...] = ()


@dataclass(frozen=True, slots=True)
class OnRing:
    SUMMARY: ClassVar = Text("A call rings at the seat.", "来话对当前座席振铃。")
    callNo: str
    iCallType: str
    caller: str
    callee: str
    project_no: str
    msg: str
    contactId: str = ""
    queue: str = ""
    data: dict[str, str] = field(default_factory=dict)
    campaign: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class OnRingEnd:
    SUMMARY: ClassVar = Text(
        "The ringing ended without an answer by this seat.", "振铃结束，座席未接听。"
    )
    EXTENSION: ClassVar = True
    callNo: str
    cause: str


@dataclass(frozen=True, slots=True)
class OnAnswer:
    SUMMARY: ClassVar = Text("The seat answered the call.", "座席成功应答来话。")
    caller: str
    callee: str
    callNo: str
    fileName: str
    contactId: str = ""
    dispositionRequired: bool = False


@dataclass(frozen=True, slots=True)
class OnNoAnswer:
    SUMMARY: ClassVar = Text("The called party did not answer.", "座席发起的呼叫无人应答。")
    caller: str
    callee: str
    callNo: str
    contactId: str = ""


@dataclass(frozen=True, slots=True)
class OnDialing:
    SUMMARY: ClassVar = Text("A call is being dialled.", "发起的呼叫正在拨号中。")
    caller: str
    callee: str
    callNo: str
    contactId: str = ""


@dataclass(frozen=True, slots=True)
class OnDialSuccess:
    SUMMARY: ClassVar = Text("The called party answered.", "拨号成功。")
    caller: str
    callee: str
    callNo: str
    fileName: str
    contactId: str = ""
    dispositionRequired: bool = False


@dataclass(frozen=True, slots=True)
class OnDialFail:
    SUMMARY: ClassVar = Text("The call could not be made.", "拨号失败。")
    caller: str
    callee: str
    callNo: str
    reason: str
    sip: int = 0
    q850: int = 0
    contactId: str = ""


@dataclass(frozen=True, slots=True)
class OnOffTalk:
    SUMMARY: ClassVar = Text("The seat's part of a call ended.", "通话结束。")
    caller: str
    callee: str
    callNo: str
    endDirection: str
    releasedBy: str = ""
    cause: str = ""
    contactId: str = ""


@dataclass(frozen=True, slots=True)
class OnStatus:
    SUMMARY: ClassVar = Text("A seat's status changed.", "座席状态发生变化。")
    targetUserName: str
    status: str
    statustime: str
    since: int = 0
    previous: str = ""
    previousSeconds: int = 0
    mode: str = "manual"
    pending: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class OnWatch:
    SUMMARY: ClassVar = Text(
        "The status of all seats in scope follows; what was known of them before is void.",
        "随后下发管辖范围内全部座席的状态，此前的状态作废。",
    )
    EXTENSION: ClassVar = True
    seats: int


@dataclass(frozen=True, slots=True)
class OnUnwatch:
    SUMMARY: ClassVar = Text("A seat is no longer in scope.", "座席不再属于管辖范围。")
    EXTENSION: ClassVar = True
    targetUserName: str


@dataclass(frozen=True, slots=True)
class OnRest:
    SUMMARY: ClassVar = Text("A request for rest, or a rest, went on.", "小休申请或小休有变化。")
    EXTENSION: ClassVar = True
    state: str
    position: int
    allowance: int
    expected: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True)
class OnPlayEnd:
    SUMMARY: ClassVar = Text("A sound that the seat played is over.", "座席播放的语音结束。")
    EXTENSION: ClassVar = True
    fileno: str
    cause: str


@dataclass(frozen=True, slots=True)
class OnMute:
    SUMMARY: ClassVar = Text(
        "Muting or its end failed: what holds now.", "静音或取消静音失败，告知当前实际状态。"
    )
    EXTENSION: ClassVar = True
    callNo: str
    muted: bool
    cause: str


@dataclass(frozen=True, slots=True)
class OnVoicemail:
    SUMMARY: ClassVar = Text("A caller left a message in the seat's box.", "来电者留言。")
    EXTENSION: ClassVar = True
    box: str
    caller: str
    fileName: str
    seconds: str
    contactId: str = ""


@dataclass(frozen=True, slots=True)
class OnPreview:
    SUMMARY: ClassVar = Text(
        "A campaign shows the seat whom to call next: dialPreview or skipPreview.",
        "预览外拨：下发下一个客户，座席拨打或跳过。",
    )
    EXTENSION: ClassVar = True
    campaign: str
    lead: str
    number: str
    leadName: str
    data: str


@dataclass(frozen=True, slots=True)
class OnPreviewEnd:
    SUMMARY: ClassVar = Text(
        "The previewed lead is the seat's no more.", "预览的客户不再属于该座席。"
    )
    EXTENSION: ClassVar = True
    campaign: str
    lead: str
    cause: str


@dataclass(frozen=True, slots=True)
class OnAlarm:
    SUMMARY: ClassVar = Text("A seat needs its supervisor's eye.", "座席需要班长关注。")
    EXTENSION: ClassVar = True
    kind: str
    targetUserName: str
    detail: str


@dataclass(frozen=True, slots=True)
class OnSessionEnd:
    SUMMARY: ClassVar = Text("The server ends this login.", "服务器结束本次登录。")
    EXTENSION: ClassVar = True
    cause: str


Notice = (
    OnLoginSuccess
    | OnLoginFail
    | OnOffHook
    | OnOnHook
    | OnQueue
    | OnQueueOff
    | OnRing
    | OnRingEnd
    | OnAnswer
    | OnNoAnswer
    | OnDialing
    | OnDialSuccess
    | OnDialFail
    | OnOffTalk
    | OnStatus
    | OnWatch
    | OnUnwatch
    | OnRest
    | OnPlayEnd
    | OnMute
    | OnVoicemail
    | OnPreview
    | OnPreviewEnd
    | OnAlarm
    | OnSessionEnd
)


def name_of(notice: type[Notice]) -> str:
    """The event's name on the wire: `OnRing` is `onRing`."""
    return notice.__name__[0].lower() + notice.__name__[1:]
