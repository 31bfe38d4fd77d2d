"""Why a connection is closed: the codes, documented with the protocol.

Below 4000: RFC 6455 section 7.4.1. From 4000 on: ours, extended, never renumbered.
"""

from __future__ import annotations

from enum import Enum

from callseat.domain.text import Text


class Closing(Enum):
    """Close code, token (the frame's reason), and what it means."""

    LOGOUT = (1000, "logout", Text("You logged out.", "已注销。"))
    BINARY = (1003, "binary", Text("Only text frames are allowed.", "只允许文本帧。"))
    TOO_LARGE = (1009, "too_large", Text("A message was over 64 KiB.", "消息超过 64 KiB。"))
    INTERNAL = (1011, "internal", Text("The server made a mistake.", "服务器内部错误。"))
    SHUTDOWN = (1012, "shutdown", Text("The server stops or restarts.", "服务器停止或重启。"))
    ENDED = (4000, "ended", Text("The server ended this login.", "服务器结束了本次登录。"))
    TAKEN_OVER = (
        4001,
        "taken_over",
        Text("The same account logged in elsewhere.", "同一账号在别处登录。"),
    )
    RESUMED = (
        4006,
        "resumed",
        Text("The login goes on on another connection.", "登录已在另一连接上恢复。"),
    )
    LOGIN_TIMEOUT = (4002, "login_timeout", Text("No login came in time.", "未在限定时间内登录。"))
    FORCED = (4003, "forced", Text("A supervisor signed you out.", "被班长强制签出。"))
    LOGIN_FAILED = (4004, "login_failed", Text("Too many logins failed.", "登录失败次数过多。"))
    BAD_REQUESTS = (
        4005,
        "bad_requests",
        Text("Too many requests were not well formed.", "格式错误的请求过多。"),
    )
    SLOW_READER = (
        4008,
        "slow_reader",
        Text("Events were not read fast enough.", "事件读取过慢。"),
    )
    RATE_LIMITED = (
        4029,
        "rate_limited",
        Text("Requests kept coming far too fast.", "请求持续过于频繁。"),
    )

    @property
    def code(self) -> int:
        return self.value[0]

    @property
    def token(self) -> str:
        return self.value[1]

    @property
    def text(self) -> Text:
        return self.value[2]


_BY_TOKEN = {closing.token: closing for closing in Closing}


def closing_for(cause: str) -> Closing:
    """How a connection is closed when its session ends for this cause."""
    return _BY_TOKEN.get(cause, Closing.ENDED)
