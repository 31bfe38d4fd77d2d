"""The one list of reasons for which a command is refused. Extended, never renamed."""

from __future__ import annotations

from enum import StrEnum

from callseat.domain.text import Text


class Reason(StrEnum):
    BAD_REQUEST = "bad_request"
    UNKNOWN_COMMAND = "unknown_command"
    BAD_PARAMETER = "bad_parameter"
    NOT_LOGGED_IN = "not_logged_in"
    ALREADY_LOGGED_IN = "already_logged_in"
    NOT_PERMITTED = "not_permitted"
    WRONG_STATUS = "wrong_status"
    NO_CALL = "no_call"
    NO_HELD_CALL = "no_held_call"
    NOT_RINGING = "not_ringing"
    TARGET_UNKNOWN = "target_unknown"
    TARGET_OFFLINE = "target_offline"
    TARGET_NOT_IDLE = "target_not_idle"
    TARGET_NOT_TALKING = "target_not_talking"
    NUMBER_INVALID = "number_invalid"
    NUMBER_FORBIDDEN = "number_forbidden"
    CALLER_NOT_ALLOWED = "caller_not_allowed"
    UNKNOWN_FLOW = "unknown_flow"
    UNKNOWN_FILE = "unknown_file"
    ALREADY_PLAYING = "already_playing"
    NOT_PLAYING = "not_playing"
    NOT_MUTED = "not_muted"
    NOT_IN_CONFERENCE = "not_in_conference"
    NOT_QUEUED = "not_queued"
    TAKEN = "taken"
    REST_NOT_REQUESTED = "rest_not_requested"
    RATE_LIMITED = "rate_limited"
    TOO_MANY_CALLS = "too_many_calls"
    PHONE_UNREACHABLE = "phone_unreachable"
    SWITCH_FAILED = "switch_failed"
    INTERNAL = "internal"
    WRONG_CREDENTIALS = "wrong_credentials"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_LOCKED = "account_locked"
    EXTENSION_IN_USE = "extension_in_use"
    NO_SEAT = "no_seat"
    NOT_READY = "not_ready"
    CANNOT_RESUME = "cannot_resume"
    NO_TRUNK = "no_trunk"
    NOT_RECORDED = "not_recorded"
    TOO_MUCH_DATA = "too_much_data"
    DRAINING = "draining"
    NO_PREVIEW = "no_preview"
    UNKNOWN_DISPOSITION = "unknown_disposition"
    DISPOSITION_REQUIRED = "disposition_required"
    TIME_REQUIRED = "time_required"
    TIME_PAST = "time_past"


SENTENCES: dict[Reason, Text] = {
    Reason.BAD_REQUEST: Text("The request is not well formed.", "请求格式不正确。"),
    Reason.UNKNOWN_COMMAND: Text("There is no such command.", "没有这个命令。"),
    Reason.BAD_PARAMETER: Text("A parameter is missing or not allowed.", "参数缺失或不合法。"),
    Reason.NOT_LOGGED_IN: Text("Log in first.", "请先登录。"),
    Reason.ALREADY_LOGGED_IN: Text("You are logged in already.", "您已经登录。"),
    Reason.NOT_PERMITTED: Text("You may not do this.", "您没有此操作的权限。"),
    Reason.WRONG_STATUS: Text(
        "This cannot be done in the present status.", "当前状态不能执行此操作。"
    ),
    Reason.NO_CALL: Text("There is no call.", "当前没有通话。"),
    Reason.NO_HELD_CALL: Text("No call is on hold.", "没有被保持的通话。"),
    Reason.NOT_RINGING: Text("The phone is not ringing.", "话机没有振铃。"),
    Reason.TARGET_UNKNOWN: Text("There is no such user or extension.", "没有这个用户或分机。"),
    Reason.TARGET_OFFLINE: Text("That seat is not logged in.", "对方座席没有登录。"),
    Reason.TARGET_NOT_IDLE: Text("That seat is not idle.", "对方座席不空闲。"),
    Reason.TARGET_NOT_TALKING: Text("That seat is not in a call.", "对方座席不在通话中。"),
    Reason.NUMBER_INVALID: Text("That is not a telephone number.", "电话号码不正确。"),
    Reason.NUMBER_FORBIDDEN: Text("You may not call that number.", "不允许拨打该号码。"),
    Reason.CALLER_NOT_ALLOWED: Text("You may not show that number.", "不允许使用该主叫号码。"),
    Reason.UNKNOWN_FLOW: Text("There is no such flow.", "没有这个流程。"),
    Reason.UNKNOWN_FILE: Text("There is no such sound.", "没有这个语音文件。"),
    Reason.ALREADY_PLAYING: Text("A sound is playing already.", "正在放音。"),
    Reason.NOT_PLAYING: Text("No sound is playing.", "当前没有放音。"),
    Reason.NOT_MUTED: Text("You are not muted.", "当前没有静音。"),
    Reason.NOT_IN_CONFERENCE: Text("You are not in a conference.", "当前不在会议中。"),
    Reason.NOT_QUEUED: Text("That caller is not waiting.", "该来电不在排队中。"),
    Reason.TAKEN: Text("Somebody else was faster.", "该来电已被他人接听。"),
    Reason.REST_NOT_REQUESTED: Text("No rest was asked for.", "没有申请过小休。"),
    Reason.RATE_LIMITED: Text("Too many requests; wait a little.", "请求过于频繁，请稍候。"),
    Reason.TOO_MANY_CALLS: Text("Too many calls at once.", "同时通话数过多。"),
    Reason.PHONE_UNREACHABLE: Text("The phone is not connected.", "话机未连接。"),
    Reason.SWITCH_FAILED: Text("The telephone system refused this.", "电话系统执行失败。"),
    Reason.INTERNAL: Text("The server made a mistake; it was noted.", "服务器内部错误，已记录。"),
    Reason.WRONG_CREDENTIALS: Text("User name or password is wrong.", "用户名或密码错误。"),
    Reason.ACCOUNT_DISABLED: Text("This account is disabled.", "该账号已停用。"),
    Reason.ACCOUNT_LOCKED: Text(
        "This account is locked for a while after failed logins.",
        "登录失败次数过多，账号暂时锁定。",
    ),
    Reason.EXTENSION_IN_USE: Text(
        "Another account is logged in at this extension.", "该分机已被其他账号使用。"
    ),
    Reason.NO_SEAT: Text("This account has no extension.", "该账号没有分配分机。"),
    Reason.NOT_READY: Text("The server is not ready; try again.", "服务器尚未就绪，请稍后再试。"),
    Reason.CANNOT_RESUME: Text("That login is over; log in.", "原登录已结束，请重新登录。"),
    Reason.NO_TRUNK: Text("There is no line to the outside.", "没有可用的外线。"),
    Reason.NOT_RECORDED: Text("This call is not recorded.", "当前通话没有录音。"),
    Reason.TOO_MUCH_DATA: Text("So much data cannot be attached.", "附加数据总量超出上限。"),
    Reason.DRAINING: Text(
        "The server is about to stop and begins no new calls.", "服务器即将停止，不再发起新的呼叫。"
    ),
    Reason.NO_PREVIEW: Text("No lead is shown to you.", "当前没有预览的客户。"),
    Reason.UNKNOWN_DISPOSITION: Text(
        "The project has no such disposition.", "项目中没有这个处理结果。"
    ),
    Reason.DISPOSITION_REQUIRED: Text(
        "Say first what came of the call (setDisposition).", "请先提交本次通话的处理结果。"
    ),
    Reason.TIME_REQUIRED: Text("This disposition needs a time to call back.", "请填写回拨时间。"),
    Reason.TIME_PAST: Text("That time is over.", "回拨时间已过。"),
}

# What onLoginFail says as `request`, by the reason (semantics of login).
LOGIN_CODES: dict[Reason, str] = {
    Reason.WRONG_CREDENTIALS: "401",
    Reason.ACCOUNT_DISABLED: "403",
    Reason.NO_SEAT: "403",
    Reason.EXTENSION_IN_USE: "409",
    Reason.ALREADY_LOGGED_IN: "409",
    Reason.ACCOUNT_LOCKED: "423",
    Reason.NOT_READY: "503",
}


class Refused(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """The user asked for what cannot be; nothing has changed."""

    def __init__(self, reason: Reason, parameter: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.parameter = parameter
