"""Calls to the outside: whether a seat may call a number, and which number it shows.

What a seat sends is text from a screen. The number that comes out of here consists of digits, `*`,
`#` and a leading `+`, and nothing else: it is safe in a dial string. Extensions of our own are not
known here; whoever asks looks for them first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from callseat.domain.directory import Account, OutboundRules, Reach, Role, Rules
from callseat.domain.errors import Reason, Refused

MINUTE = 60_000  # milliseconds
_LONGEST_TEXT = 64
_NUMBER = re.compile(r"\+?[0-9*#]{1,32}")
# What people paste with a number: spaces, hyphens and parentheses as several alphabets and
# programs write them, and the invisible marks of direction that address books put around it.
_SEPARATORS = " \t\u00a0\u3000-\u2010\u2011\u2012\u2013\u2212\uff0d()\uff08\uff09"
_INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
# Full-width digits and signs are what a Chinese keyboard may write.
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {
    0xFF0B: "+",
    0xFF0A: "*",
    0xFF03: "#",
}
_CLEAN = str.maketrans(_FULL_WIDTH | dict.fromkeys(map(ord, _SEPARATORS + _INVISIBLE), ""))
_REACHES = tuple(Reach)


@dataclass(frozen=True, slots=True)
class OutsideCall:
    """A call that may be made: to `number`, showing `caller` ("" is withheld).

    An `emergency` call is not limited by the rate of calls.
    """

    number: str
    caller: str
    emergency: bool = False


def check(rules: Rules, account: Account, callee: str, caller: str) -> OutsideCall:
    """The call that a seat of this account may make.

    Refused `number_invalid`, `number_forbidden` (both "callee") or `caller_not_allowed`.
    """
    number = cleaned(callee)
    emergency = is_emergency(rules.outbound, number)
    if not emergency:
        _check_reach(rules.outbound, account, number)
    return OutsideCall(number, _shown(account, caller), emergency)


def cleaned(text: str) -> str:
    """A telephone number without what people write between its digits; "" if it is none."""
    number = text.translate(_CLEAN) if len(text) <= _LONGEST_TEXT else ""
    return number if _NUMBER.fullmatch(number) else ""


def is_emergency(rules: OutboundRules, number: str) -> bool:
    """Whether this is the police or the like: a seat may always call it, a campaign never."""
    return number in rules.emergency


def distance(rules: OutboundRules, number: str) -> Reach | None:
    """How far away a number is; None if the dial plan has no such number."""
    prefixes = [rule.prefix for rule in rules.plan if number.startswith(rule.prefix)]
    longest = max(prefixes, key=len, default="")
    digits = len(number.removeprefix("+"))
    fitting = (
        rule.reach
        for rule in rules.plan
        if rule.prefix == longest and rule.least <= digits <= rule.most
    )
    return next(fitting, None) if prefixes else None


def allowed_reach(rules: OutboundRules, account: Account) -> Reach:
    """How far this account may call: as is said of itself, else as its role may."""
    if account.reach is not None:
        return account.reach
    match account.role:
        case Role.AGENT:
            return rules.agent_reach
        case Role.SUPERVISOR:
            return rules.supervisor_reach
        case Role.ADMINISTRATOR:
            return rules.administrator_reach


def admit(times: list[int], at: int, limit: int) -> bool:
    """Whether one more call is within `limit` a minute; if so, it is added to `times`.

    `times` are the calls admitted before, in milliseconds; those older than a minute are dropped,
    so the list never holds more than `limit`.
    """
    recent = [time for time in times if time > at - MINUTE]
    if len(recent) >= limit:
        return False
    times[:] = [*recent, at]
    return True


def _check_reach(rules: OutboundRules, account: Account, number: str) -> None:
    if not number:
        raise Refused(Reason.NUMBER_INVALID, "callee")
    # Before the plan: a number that is forbidden is so whether the plan knows it or not.
    if any(each.startswith(rules.forbidden) for each in _spellings(rules, number)):
        raise Refused(Reason.NUMBER_FORBIDDEN, "callee")
    far = distance(rules, number)
    if far is None:
        raise Refused(Reason.NUMBER_INVALID, "callee")
    if _REACHES.index(far) > _REACHES.index(allowed_reach(rules, account)):
        raise Refused(Reason.NUMBER_FORBIDDEN, "callee")


def _spellings(rules: OutboundRules, number: str) -> list[str]:
    """All ways of dialling the same number: no rule is evaded by writing +86 139 for 139."""
    if number.startswith("+"):
        abroad = number[1:]
    elif rules.international and number.startswith(rules.international):
        abroad = number.removeprefix(rules.international)
    elif rules.national and number.startswith(rules.national):
        abroad = rules.country + number.removeprefix(rules.national)
    elif distance(rules, number) is Reach.NATIONAL:  # mobile numbers have no area code
        abroad = rules.country + number
    else:
        return [number]
    if not abroad.startswith(rules.country):
        return [number, "+" + abroad, rules.international + abroad]
    # Some write +86 (0)10 for 010.
    home = abroad.removeprefix(rules.country).removeprefix(rules.national)
    abroad = rules.country + home
    spellings = [number, "+" + abroad, rules.international + abroad, rules.national + home]
    return [*spellings, home] if distance(rules, home) is Reach.NATIONAL else spellings


def _shown(account: Account, caller: str) -> str:
    """The number that the other side sees; never silently another than the one asked for."""
    if not caller:
        return account.callers[0] if account.callers else ""
    number = cleaned(caller)
    if number not in account.callers:
        raise Refused(Reason.CALLER_NOT_ALLOWED, "caller")
    return number
