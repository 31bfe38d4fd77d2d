"""The protocol in words: one page of commands and one of events, in each language."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any, Literal

from callseat.domain.errors import SENTENCES, Reason
from callseat.domain.glossary import STATUSES
from callseat.domain.text import Text
from callseat.wire.closing import Closing
from callseat.wire.codec import CODES, REFUSED, accepted, refused
from protocol_names import (
    Parameter,
    commands,
    components,
    event_name,
    events,
    is_extension,
    parameters,
    refusals,
)

Language = Literal["en", "zh"]


@dataclasses.dataclass(frozen=True)
class Words:
    """The fixed words of a page."""

    commands: str
    commands_intro: str
    events: str
    events_intro: str
    extension: str
    addition: str
    optional: str
    alias: str
    permission: str
    nobody: str
    parameter_head: str
    refusals: str
    closings: str
    errors: str
    status: str


WORDS: dict[Language, Words] = {
    "en": Words(
        commands="Commands",
        commands_intro=(
            "A command is a JSON-RPC 2.0 request over WebSocket at `/ws`, subprotocol "
            "`callseat.v1`, text frames of at most 64 KiB. `params` is an object by name or an "
            "array in the order given here. Every command gets exactly one answer: `result` once "
            "it is accepted, or `error` with `data.reason`. The same `id` again in one login gets "
            "the first answer, and nothing is done twice. The first request must be `login`, "
            "or [`resume`](resume.en.md) after a lost connection. "
            "What happens afterwards is told by [events](events.en.md)."
        ),
        events="Events",
        events_intro=(
            "An event is a JSON-RPC 2.0 notification. All members are always there; more may be "
            "added. `seq` counts the events of a login from 1 without gaps (0 outside of a login)."
            " Commands are on [another page](commands.en.md)."
        ),
        extension="Extension: not in the manual.",
        addition="addition",
        optional="optional",
        alias="Also accepted as",
        permission="Permission",
        nobody="No parameters.",
        parameter_head="| parameter | type | meaning |",
        refusals="Refused with",
        closings="Close codes",
        errors="Errors",
        status="Status",
    ),
    "zh": Words(
        commands="命令",
        commands_intro=(
            "命令是经 WebSocket（路径 `/ws`，子协议 `callseat.v1`，文本帧，最大 64 KiB）发送的 "
            "JSON-RPC 2.0 请求。`params` 可以是按名称的对象，也可以是按下列顺序的数组。每条命令"
            "恰好得到一个应答：被接受时为 `result`，否则为带 `data.reason` 的 `error`。同一次登录中"
            "以相同的 `id` 重复请求，得到第一次的应答，不会重复执行。第一条请求必须是 `login`，"
            "连接中断后也可以是 [`resume`](resume.zh.md)。"
            "之后发生的事情由[事件](events.zh.md)通知。"
        ),
        events="事件",
        events_intro=(
            "事件是 JSON-RPC 2.0 通知。所列成员始终存在，以后可能增加。`seq` 为事件在本次登录中的"
            "序号，从 1 起连续（未登录时为 0）。命令见[另一页](commands.zh.md)。"
        ),
        extension="扩展：手册中没有。",
        addition="附加",
        optional="可选",
        alias="也接受名称",
        permission="权限",
        nobody="无参数。",
        parameter_head="| 参数 | 类型 | 说明 |",
        refusals="拒绝原因",
        closings="关闭码",
        errors="错误",
        status="状态",
    ),
}


def commands_page(language: Language) -> str:
    words = WORDS[language]
    lines = [f"# {words.commands}", "", words.commands_intro, ""]
    for command in commands():
        lines += [*_command(command, language), ""]
    lines += [f"## {words.errors}", "", *_errors(language), ""]
    lines += [f"## {words.closings}", "", *_closings(language), ""]
    return _page(lines)


def events_page(language: Language) -> str:
    words = WORDS[language]
    lines = [f"# {words.events}", "", words.events_intro, ""]
    for event in events():
        lines += [*_event(event, language), ""]
    lines += [*_types(), f"## {words.status}", "", *_statuses(language), ""]
    return _page(lines)


def _page(lines: list[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _say(text: Text, language: Language) -> str:
    return text.en if language == "en" else text.zh


def _command(command: Any, language: Language) -> Iterator[str]:
    words = WORDS[language]
    params = list(parameters(command.NAME, command.Params))
    yield from (f"## {command.NAME}", "", _say(command.SUMMARY, language))
    if command.EXTENSION:
        yield words.extension
    for alias in command.ALIASES:
        yield f"{words.alias} `{alias}`."
    yield from ("", *_parameters(params, words, words.optional, language), "")
    yield from (f"{words.permission}: `{command.PERMISSION.value}`.", "")
    reasons = ", ".join(f"`{reason.value}`" for reason in refusals(command))
    yield from (f"{words.refusals}: {reasons}.", "", "```json")
    required = {p.name: p.example for p in params}
    yield _json({"jsonrpc": "2.0", "id": 1, "method": command.NAME, "params": required})
    yield accepted(1)
    yield refused(1, refusals(command)[0])
    yield "```"


def _event(event: Any, language: Language) -> Iterator[str]:
    words = WORDS[language]
    name = event_name(event)
    params = list(parameters(name, event))
    yield from (f"## {name}", "", _say(event.SUMMARY, language))
    if is_extension(event):
        yield words.extension
    yield from ("", *_parameters(params, words, words.addition, language), "", "```json")
    values = {p.name: p.example for p in params} | {"seq": 0 if name == "onLoginFail" else 17}
    yield _json({"jsonrpc": "2.0", "method": name, "params": values})
    yield "```"


def _parameters(
    params: list[Parameter], words: Words, default: str, language: Language
) -> Iterator[str]:
    """`default` is what those that have a default are called."""
    if not params:
        yield words.nobody
        return
    yield words.parameter_head
    yield "|---|---|---|"
    for parameter in params:
        note = "" if parameter.required else f" ({default})"
        meaning = _say(parameter.text, language)
        yield f"| `{parameter.name}` | {parameter.type_name}{note} | {meaning} |"


def _types() -> Iterator[str]:
    for name, schema in components().items():
        yield from (f"## {name}", "", "```json", _json(schema), "```", "")


def _errors(language: Language) -> Iterator[str]:
    yield from ("| `data.reason` | code | |", "|---|---|---|")
    for reason in Reason:
        sentence = _say(SENTENCES[reason], language)
        yield f"| `{reason.value}` | {CODES.get(reason, REFUSED)} | {sentence} |"


def _closings(language: Language) -> Iterator[str]:
    yield from ("| code | reason | |", "|---|---|---|")
    for closing in Closing:
        yield f"| {closing.code} | `{closing.token}` | {_say(closing.text, language)} |"


def _statuses(language: Language) -> Iterator[str]:
    yield from ("| code | |", "|---|---|")
    for status, text in STATUSES.items():
        yield f"| {status.value} | {_say(text, language)} |"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
