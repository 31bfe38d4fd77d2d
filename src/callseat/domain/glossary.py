"""Words of the protocol in both languages: what each parameter means, and each status.

A name means the same wherever it occurs, unless there is a row for "command.parameter".
Source: the manual's parameter tables; ours are added.
"""

from __future__ import annotations

from callseat.domain.status import Status
from callseat.domain.text import Text

STATUSES: dict[Status, Text] = {
    Status.OFFLINE: Text("offline", "签出"),
    Status.IDLE: Text("idle", "空闲"),
    Status.RINGING: Text("ringing", "振铃"),
    Status.DIALING: Text("dialing", "拨号"),
    Status.REST: Text("rest", "小休"),
    Status.TALKING: Text("talking", "通话"),
    Status.HOLDING: Text("holding", "保持"),
    Status.CONFERENCE: Text("conference", "会议"),
    Status.WORK: Text("work", "事务处理"),
    Status.MONITORING: Text("monitoring", "质检"),
    Status.BUSY: Text("busy", "示忙"),
    Status.UNREACHABLE: Text("phone unreachable", "话机离线"),
}

PARAMETERS: dict[str, Text] = {
    # --- commands ----------------------------------------------------------------------------
    "userName": Text("The account that logs in.", "用户账号。"),
    "passwd": Text("Its password.", "用户密码。"),
    "targetUserName": Text("The account of the seat that is meant.", "目标座席的用户账号。"),
    "subscribeClientStatus.mode": Text("1 on, 0 off.", "订阅开关：0 关闭，1 打开。"),
    "requestSetTransfer.mode": Text(
        "0 none, 1 always, 2 when busy.", "0 取消设置，1 无条件转移，2 遇忙时转移。"
    ),
    "changeStatus.status": Text(
        "4 rest, 8 work, 10 busy, 12 end work.", "4 小休，8 事务处理，10 示忙，12 取消事务。"
    ),
    "flowCode": Text("The code of a flow.", "IVR 流程编号。"),
    "fileno": Text("The number of a sound.", "语音文件编号。"),
    "callOut.caller": Text(
        "The number to be shown, one of the seat's; its first one if left out.",
        "外显号码，须为座席可用号码之一；省略时用第一个。",
    ),
    "connectQueue.caller": Text(
        "The number as onQueue told it, or a contactId.", "onQueue 通知的主叫号码，或联络编号。"
    ),
    "digits": Text("Up to 64 keys: 0-9, *, #, A-D.", "按键，最多 64 个：0-9、*、#、A-D。"),
    "key": Text(
        "A name of 1 to 64 letters, digits, dots, hyphens and underscores.",
        "键名，1 到 64 个字母、数字、点、连字符或下划线。",
    ),
    "value": Text(
        "Up to 4096 bytes of text; empty takes the key away.",
        "文本，最多 4096 字节；为空则删除该键。",
    ),
    "code": Text("A code of the project's dispositions.", "项目中定义的处理结果编号。"),
    "note": Text("Up to 4096 bytes of text.", "备注，最多 4096 字节。"),
    "callBackAt": Text(
        "When to call back: ISO 8601 (without a zone: the campaign's), or milliseconds since 1970; "
        "empty if not at all.",
        "约定回拨时间：ISO 8601（无时区时按外拨任务的时区），或 1970 年起的毫秒数；不回拨则为空。",
    ),
    "callBackMine": Text(
        "1: by this very seat; else by any.", "1 由本座席回拨，其他值由任意座席回拨。"
    ),
    # --- campaigns ---------------------------------------------------------------------------
    "campaign": Text("The code of the campaign; empty if none.", "外拨任务编号；无则为空。"),
    "lead": Text("The id of the lead; empty if none.", "客户名单编号；无则为空。"),
    "number": Text("The number to be called.", "要拨打的号码。"),
    "leadName": Text("The lead's name; may be empty.", "客户姓名，可能为空。"),
    "onPreview.data": Text("The columns of the list, JSON as text.", "名单各列的内容，JSON 文本。"),
    "onPreviewEnd.cause": Text(
        "dialled, skipped, withdrawn, or why it must not be called (do_not_call ...).",
        "dialled 已拨打，skipped 已跳过，withdrawn 已收回，或不可拨打的原因（如 do_not_call）。",
    ),
    # --- calls -------------------------------------------------------------------------------
    "extension": Text("The extension number of a seat's phone.", "座席话机的分机号。"),
    "callee": Text("The number that was called, or is to be.", "被叫号码。"),
    "caller": Text("The number that calls; empty if withheld.", "主叫号码；来电隐藏号码时为空。"),
    "callNo": Text(
        "The number of this seat's part of the contact; each part has its own.",
        "通话流水号，座席每次参与通话生成一个唯一值。",
    ),
    "contactId": Text(
        "The customer's contact; the same through all transfers.",
        "客户联络编号，转接后保持不变。",
    ),
    "dispositionRequired": Text(
        "Whether the seat must say what came of the call (setDisposition) before it is idle again.",
        "通话结束后是否必须提交处理结果（setDisposition）才能回到空闲。",
    ),
    "iCallType": Text(
        "Kind of ringing: 0 inbound or internal, 1 outgoing, 2 campaign, 3 notification.",
        "振铃类型：0 来电，1 外呼，2 自动外呼，3 自定义通知转座席。",
    ),
    "project_no": Text(
        "The project of the service number; empty for internal calls.",
        "项目编号，对应一个呼叫项目；内部呼叫为空。",
    ),
    "msg": Text(
        "What the flow attached to the call, or the reason of a failed login in words.",
        "从 IVR 中附带的消息；登录失败时为原因说明。",
    ),
    "data": Text("What seats attached to the contact, by key.", "座席为该联络附加的数据，按键名。"),
    "queue": Text("The code of the waiting line; empty if none.", "排队队列编号；无则为空。"),
    "fileName": Text(
        "The name of the recording; empty when the call is not recorded.",
        "录音文件名；不录音时为空。",
    ),
    "box": Text("A voicemail box: a group or a user.", "语音信箱：班组或用户。"),
    "onVoicemail.fileName": Text("The name of the message.", "留言文件名。"),
    "seconds": Text("How long it is, in seconds.", "时长（秒）。"),
    "onPlayEnd.cause": Text(
        "finished, or stopped before its end.", "finished 播放完毕，stopped 提前结束。"
    ),
    "muted": Text("Whether the seat is heard by nobody in the call.", "通话中对方是否听不到座席。"),
    "endDirection": Text(
        "Who hung up: 0 the caller's side, 1 the callee's side.",
        "挂断方：0 主叫挂断，1 被叫挂断。",
    ),
    "releasedBy": Text(
        "Who really ended it: a party, or the system.", "实际结束通话的一方，或系统。"
    ),
    "cause": Text("Why, as a token.", "原因标识。"),
    "reason": Text("Why, as a token of the list of errors.", "失败原因标识，见错误列表。"),
    "sip": Text("The SIP response code; 0 if there is none.", "SIP 响应码；无则为 0。"),
    "q850": Text("The cause code of ITU-T Q.850; 0 if unknown.", "ITU-T Q.850 原因码；未知为 0。"),
    # --- waiting lines -----------------------------------------------------------------------
    "callers": Text(
        "The numbers of the callers, separated by commas; one who withholds the number is "
        "anonymous:<contactId>.",
        "主叫号码，多个号码用逗号分开；隐藏号码显示为 anonymous:<contactId>。",
    ),
    "queued": Text("The same callers with all that is known.", "上述来话的详细信息。"),
    # --- login -------------------------------------------------------------------------------
    "request": Text(
        "What the server replied: 200 is success; 401 wrong name or password, 403 disabled, "
        "409 extension in use, 423 locked, 503 not ready.",
        "服务器回复的原因标识：200 成功，401 账号或密码错误，403 已停用，409 分机被占用，"
        "423 已锁定，503 服务器未就绪。",
    ),
    "user": Text("The account that is logged in.", "已登录的用户账号。"),
    "token": Text("The token in the answer of the login.", "登录应答中的恢复令牌。"),
    "resume.seq": Text(
        "The seq of the last event that arrived; 0 if none did.",
        "最后收到的事件的 seq；没有收到过事件时为 0。",
    ),
    "resumed": Text("Whether a session that was still open goes on.", "是否恢复了尚未结束的会话。"),
    # --- status ------------------------------------------------------------------------------
    "status": Text("The number of a status; see the list.", "状态编号，见状态列表。"),
    "statustime": Text(
        "Whole seconds spent in this status so far; 0 at a change.",
        "状态已持续的秒数；状态刚变化时为 0。",
    ),
    "since": Text(
        "Since when, milliseconds since 1970-01-01 UTC.", "开始时间，自 1970-01-01 UTC 起的毫秒数。"
    ),
    "previous": Text("The status before.", "之前的状态。"),
    "previousSeconds": Text("Seconds spent in the status before.", "之前状态持续的秒数。"),
    "mode": Text("The dial mode: manual or auto.", "拨号方式：manual 手动，auto 自动。"),
    "pending": Text(
        "The status that will apply after the call; empty if none.",
        "通话结束后将生效的状态；无则为空。",
    ),
    "seats": Text("How many onStatus follow.", "随后下发的 onStatus 条数。"),
    # --- rest and supervision ----------------------------------------------------------------
    "state": Text(
        "waiting: in line for a place; after_call: granted, begins when the call is over; granted: "
        "begins now; overtime: the allowance is used up; ended: the rest is over; withdrawn: there "
        "will be none.",
        "waiting 排队等待，after_call 已批准、通话结束后开始，granted 开始小休，overtime 开始超假，"
        "ended 小休结束，withdrawn 申请已取消。",
    ),
    "position": Text(
        "The place in line for a rest; 0 if not waiting.", "小休排队位置；未排队为 0。"
    ),
    "allowance": Text("How long a rest may last, in seconds.", "允许的小休时长，秒。"),
    "expected": Text(
        "Seconds until a place is expected to be free; -1 if nobody can tell.",
        "预计还需等待的秒数；无法预计为 -1。",
    ),
    "kind": Text(
        "What is the matter: calls_missed or calls_refused, too many in a row.",
        "告警类型：calls_missed 连续漏接，calls_refused 连续拒接。",
    ),
    "detail": Text("More about it: how many there were.", "补充说明，如次数。"),
    # --- every event -------------------------------------------------------------------------
    "seq": Text(
        "The number of the event in this login, from 1 without gaps; 0 outside of a login.",
        "事件在本次登录中的序号，从 1 起连续；未登录时为 0。",
    ),
}


def describe(owner: str, parameter: str) -> Text:
    """What a parameter of the command or event `owner` means. Raises KeyError if not known."""
    return PARAMETERS.get(f"{owner}.{parameter}") or PARAMETERS[parameter]
