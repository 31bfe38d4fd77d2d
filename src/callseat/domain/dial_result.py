"""How a dialled leg ended that nobody answered: no answer, or a failure with its reason.

The one place that knows what the codes of the networks mean to a seat. Sources: RFC 3261 section
21 (SIP status codes), RFC 3398 sections 7.2.4.1 and 8.2.6.1 (which of them and of the causes mean
the same), ITU-T Q.850 table 1 (causes).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from callseat.domain.text import Text


class DialKind(StrEnum):
    NO_ANSWER = "no_answer"
    FAIL = "fail"


class DialReason(StrEnum):
    """Extended, never renamed."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    REJECTED = "rejected"
    UNALLOCATED = "unallocated"
    INVALID = "invalid"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    FORBIDDEN = "forbidden"
    CONGESTION = "congestion"
    INCOMPATIBLE = "incompatible"
    REDIRECTED = "redirected"
    CANCELLED = "cancelled"
    SWITCH_FAILED = "switch_failed"
    FAILED = "failed"


SENTENCES: dict[DialReason, Text] = {
    DialReason.NO_ANSWER: Text("Nobody answered.", "无人接听。"),
    DialReason.BUSY: Text("The number is busy.", "对方正忙。"),
    DialReason.REJECTED: Text("The call was rejected.", "对方拒接。"),
    DialReason.UNALLOCATED: Text("The number does not exist.", "号码是空号。"),
    DialReason.INVALID: Text("The number is wrong or incomplete.", "号码有误或不完整。"),
    DialReason.GONE: Text("The number is no longer in use.", "号码已停用或已更改。"),
    DialReason.UNREACHABLE: Text("The number cannot be reached.", "对方无法接通。"),
    DialReason.FORBIDDEN: Text("The network does not allow the call.", "网络不允许此呼叫。"),
    DialReason.CONGESTION: Text("The network is congested.", "网络繁忙。"),
    DialReason.INCOMPATIBLE: Text(
        "The other side cannot take this kind of call.", "对方不支持此类呼叫。"
    ),
    DialReason.REDIRECTED: Text(
        "The call was sent on to another number.", "呼叫被转向另一号码，未予跟随。"
    ),
    DialReason.CANCELLED: Text("The call was ended before an answer.", "呼叫在应答前结束。"),
    DialReason.SWITCH_FAILED: Text("The telephone system refused this.", "电话系统执行失败。"),
    DialReason.FAILED: Text("The call failed.", "呼叫失败。"),
}


@dataclass(frozen=True, slots=True)
class DialResult:
    reason: DialReason

    @property
    def kind(self) -> DialKind:
        no_answer = self.reason is DialReason.NO_ANSWER
        return DialKind.NO_ANSWER if no_answer else DialKind.FAIL


# What we know without a code: our own ring time is over; the seat gave up; see SwitchFailed.
RING_TIME_OVER = DialResult(DialReason.NO_ANSWER)
CANCELLED = DialResult(DialReason.CANCELLED)
SWITCH_FAILED = DialResult(DialReason.SWITCH_FAILED)

# The first of each class stands for those that are not named (RFC 3261 section 8.1.3.2).
_SIP: dict[int, DialReason] = {
    300: DialReason.REDIRECTED,
    400: DialReason.FAILED,
    401: DialReason.FORBIDDEN,
    402: DialReason.FORBIDDEN,
    403: DialReason.FORBIDDEN,
    404: DialReason.UNALLOCATED,
    406: DialReason.INCOMPATIBLE,
    407: DialReason.FORBIDDEN,
    408: DialReason.NO_ANSWER,
    410: DialReason.GONE,
    414: DialReason.INVALID,
    415: DialReason.INCOMPATIBLE,
    416: DialReason.INVALID,
    430: DialReason.UNREACHABLE,  # RFC 5626: the way to the phone is broken
    433: DialReason.REJECTED,  # RFC 5079: withheld numbers are not taken
    480: DialReason.NO_ANSWER,
    482: DialReason.UNREACHABLE,
    483: DialReason.UNREACHABLE,
    484: DialReason.INVALID,
    485: DialReason.UNALLOCATED,
    486: DialReason.BUSY,
    487: DialReason.CANCELLED,
    488: DialReason.INCOMPATIBLE,
    500: DialReason.FAILED,
    502: DialReason.UNREACHABLE,
    503: DialReason.CONGESTION,
    504: DialReason.UNREACHABLE,
    600: DialReason.BUSY,
    603: DialReason.REJECTED,
    604: DialReason.UNALLOCATED,
    606: DialReason.INCOMPATIBLE,
    607: DialReason.REJECTED,  # RFC 8197: the person does not want such calls
    608: DialReason.REJECTED,  # RFC 8688: somebody on the way does not
}

# The last of each class, "unspecified", stands for those that are not named.
_Q850: dict[int, DialReason] = {
    1: DialReason.UNALLOCATED,
    2: DialReason.UNREACHABLE,
    3: DialReason.UNREACHABLE,
    4: DialReason.UNREACHABLE,
    5: DialReason.INVALID,
    16: DialReason.CANCELLED,
    17: DialReason.BUSY,
    18: DialReason.NO_ANSWER,
    19: DialReason.NO_ANSWER,
    20: DialReason.UNREACHABLE,  # a mobile phone that is off
    21: DialReason.REJECTED,
    22: DialReason.GONE,
    23: DialReason.REDIRECTED,
    24: DialReason.REJECTED,
    25: DialReason.UNREACHABLE,
    26: DialReason.CANCELLED,
    27: DialReason.UNREACHABLE,
    28: DialReason.INVALID,
    31: DialReason.FAILED,
    47: DialReason.CONGESTION,
    50: DialReason.FORBIDDEN,
    52: DialReason.FORBIDDEN,
    53: DialReason.FORBIDDEN,
    54: DialReason.FORBIDDEN,
    55: DialReason.FORBIDDEN,
    57: DialReason.FORBIDDEN,
    58: DialReason.CONGESTION,
    63: DialReason.FAILED,
    79: DialReason.INCOMPATIBLE,
    87: DialReason.FORBIDDEN,
    88: DialReason.INCOMPATIBLE,
    91: DialReason.UNREACHABLE,
    95: DialReason.FAILED,
    102: DialReason.UNREACHABLE,
    111: DialReason.FAILED,
    127: DialReason.FAILED,
}


def dial_result(q850: int, sip: int = 0) -> DialResult:
    """What became of a dialled leg that ended unanswered; 0 where a code is unknown.

    The SIP status wins: it is what the other side said, while the cause is often only derived from
    it, and then coarser (RFC 3398 section 8.2.6.1 makes 500 and 503 the same).
    """
    return DialResult(_of_sip(sip) or _of_q850(q850))


def _of_sip(status: int) -> DialReason | None:
    if not 300 <= status <= 699:
        return None
    return _SIP.get(status) or _SIP[status // 100 * 100]


def _of_q850(cause: int) -> DialReason:
    if not 1 <= cause <= 127:
        return DialReason.FAILED
    # Bits 5 to 7 are the class; 0 and 1 are both "normal event".
    return _Q850.get(cause) or _Q850[max(cause | 0b1111, 31)]
