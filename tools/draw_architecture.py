"""Draw the picture of the architecture, once in English and once in Chinese, into docs/.

`--check` writes nothing and fails when a committed picture is not what this would draw.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "docs"
WIDTH, HEIGHT = 1400, 600
FONT = (
    "'Inter','Segoe UI','Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
)
INK, SOFT, LINE = "#1f2933", "#52606d", "#9aa5b1"
WORDS = {
    "en": {
        "title": "Callseat: inputs in, effects out",
        "programs": "Seats' programs",
        "page": "CRM page",
        "bar": "Browser bar",
        "script": "Python script",
        "process": "callseat run",
        "wire": "JSON-RPC over\nWebSocket",
        "session": "who may, who\nhears what",
        "domain": "step(world, input)\n→ effects",
        "pure": "no clock, no I/O,\nno randomness",
        "switch": "Asterisk or\nsimulated",
        "engine": "the loop that carries inputs in and effects out; it decides nothing",
        "store": "SQLite or PostgreSQL: directory, records, recordings' index",
        "request": "request",
        "command": "command",
        "effect": "effect",
        "event": "event",
        "notice": "notice",
        "switch event": "switch event",
        "rows": "rows to save",
        "telephones": "Telephones",
        "asterisk": "SIP, RTP, mixing,\nrecording, WebRTC",
        "phones": "Seats' phones",
        "phones2": "desk or browser",
        "carrier": "Carriers",
        "carrier2": "customers' calls",
    },
    "zh": {
        "title": "Callseat：输入进，效果出",
        "programs": "坐席程序",
        "page": "CRM 页面",
        "bar": "网页话务条",
        "script": "Python 脚本",
        "process": "callseat run",
        "wire": "WebSocket 上的\nJSON-RPC",
        "session": "谁可以做什么\n谁听到什么",
        "domain": "step(world, input)\n→ effects",
        "pure": "无时钟、无 I/O\n无随机",
        "switch": "Asterisk\n或模拟话网",
        "engine": "只负责搬运的循环：送入输入，执行效果，不做任何决定",
        "store": "SQLite 或 PostgreSQL：目录、话单、录音索引",
        "request": "请求",
        "command": "命令",
        "effect": "效果",
        "event": "事件",
        "notice": "通知",
        "switch event": "交换机事件",
        "rows": "待存记录",
        "telephones": "电话网络",
        "asterisk": "SIP、RTP、混音\n录音、WebRTC",
        "phones": "坐席话机",
        "phones2": "桌面话机或浏览器",
        "carrier": "运营商中继",
        "carrier2": "客户来电",
    },
}


@dataclass(frozen=True, slots=True)
class Box:
    """A rounded box; sizes in units of the drawing."""

    x: int
    y: int
    width: int
    height: int
    fill: str = "#ffffff"
    edge: str = LINE

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    def draw(self, radius: int = 12) -> str:
        place = f'x="{self.x}" y="{self.y}" width="{self.width}" height="{self.height}"'
        return f'<rect {place} rx="{radius}" fill="{self.fill}" stroke="{self.edge}"/>'


BLUE, GREEN, SAND = ("#eef4fb", "#b6cde8"), ("#e3f4ec", "#5fae8b"), ("#fbf5ea", "#dcc9a3")
PROGRAMS = Box(20, 110, 190, 285, *SAND)
PROCESS = Box(295, 70, 790, 510, *BLUE)
TELEPHONES = Box(1175, 110, 205, 430, *SAND)
WIRE, SESSION = Box(315, 165, 130, 120), Box(525, 165, 125, 120)
DOMAIN = Box(730, 135, 155, 180, *GREEN)
SWITCH = Box(968, 165, 100, 120)
ENGINE, STORE = Box(315, 385, 750, 62), Box(315, 495, 750, 62)


def main() -> int:
    """Write both pictures, or compare them; 1 when one is stale."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare only")
    only_check = parser.parse_args().check
    stale = [language for language in WORDS if not _settle(language, only_check)]
    for language in stale:
        print(f"docs/architecture.{language}.svg is stale: run tools/draw_architecture.py")
    return 1 if stale else 0


def _settle(language: str, only_check: bool) -> bool:
    path, drawn = TARGET / f"architecture.{language}.svg", draw(WORDS[language])
    if not only_check:
        path.write_text(drawn, encoding="utf-8")
    return path.exists() and path.read_text(encoding="utf-8") == drawn


def draw(words: dict[str, str]) -> str:
    """The whole picture as SVG."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="{FONT}" role="img" aria-label="{escape(words["title"])}">'
    )
    marker = (
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        f'markerHeight="7" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="{SOFT}"/>'
        "</marker></defs>"
    )
    page = f'<rect width="{WIDTH}" height="{HEIGHT}" rx="16" fill="#ffffff"/>'
    parts = [head, marker, page, text(WIDTH / 2, 42, words["title"], 22, weight=600)]
    parts += [*_outside(words), *_inside(words), *_arrows(words), "</svg>\n"]
    return "\n".join(parts)


def _outside(words: dict[str, str]) -> list[str]:
    parts = [PROGRAMS.draw(), text(PROGRAMS.middle, 140, words["programs"], 16, weight=600)]
    for row, name in enumerate(("bar", "page", "script")):
        box = Box(40, 165 + row * 75, 150, 55)
        parts += [box.draw(8), text(box.middle, box.y + 33, words[name], 15)]
    parts += [TELEPHONES.draw(), text(TELEPHONES.middle, 140, words["telephones"], 16, weight=600)]
    parts += named(Box(1195, 165, 160, 120), "Asterisk 22", words["asterisk"])
    parts += named(Box(1195, 335, 160, 75), words["phones"], words["phones2"])
    parts += named(Box(1195, 445, 160, 75), words["carrier"], words["carrier2"])
    return parts


def _inside(words: dict[str, str]) -> list[str]:
    parts = [
        PROCESS.draw(),
        text(PROCESS.x + 20, 102, words["process"], 16, anchor="start", weight=600),
    ]
    parts += [*named(WIRE, "wire", words["wire"]), *named(SESSION, "session", words["session"])]
    parts += named(DOMAIN, "domain", f"{words['domain']}\n\n{words['pure']}")
    parts += named(SWITCH, "switch", words["switch"])
    parts += [*named(ENGINE, "engine", words["engine"]), *named(STORE, "store", words["store"])]
    return parts


def _arrows(words: dict[str, str]) -> list[str]:
    parts: list[str] = []
    gaps = (
        (PROGRAMS, WIRE, "request", "event"),
        (WIRE, SESSION, "command", "notice"),
        (SESSION, DOMAIN, "command", "notice"),
        (DOMAIN, SWITCH, "effect", "switch event"),
    )
    for left, right, there, back in gaps:
        begin, end = left.x + left.width + 4, right.x - 4
        middle = (begin + end) / 2
        parts += [arrow(begin, 205, end, 205), arrow(end, 245, begin, 245)]
        parts += [text(middle, 196, words[there], 12), text(middle, 263, words[back], 12)]
    parts.append(arrow(SWITCH.x + SWITCH.width + 4, 225, 1191, 225, both=True))
    for box in (WIRE, SESSION, DOMAIN, SWITCH):
        bottom = box.y + box.height
        parts.append(arrow(box.middle, bottom + 4, box.middle, 381, both=True))
    parts += [arrow(690, 451, 690, 491), text(705, 476, words["rows"], 12, anchor="start")]
    parts += [arrow(1275, 289, 1275, 331, both=True)]
    parts += [f'<path d="M1359 260 H1367 V482 H1359" fill="none" stroke="{SOFT}"/>']
    return parts


def named(box: Box, name: str, below: str) -> list[str]:
    """A box with its name and some smaller lines."""
    lines = below.split("\n")
    top = box.y + box.height / 2 - (len(lines) * 18 + 22) / 2 + 17
    parts = [box.draw(8), text(box.middle, top, name, 17, weight=600)]
    for row, line in enumerate(lines, start=1):
        parts.append(text(box.middle, top + 3 + row * 18, line, 13, colour=SOFT))
    return parts


def text(  # noqa: PLR0913 - a drawing's text has this many properties
    x: float, y: float, words: str, size: int, *, anchor: str = "middle", weight: int = 400,
    colour: str = INK,
) -> str:  # fmt: skip
    """One line of text; (x, y) is its anchor on the base line."""
    style = f'font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{x:g}" y="{y:g}" {style}>{escape(words)}</text>'


def arrow(x1: float, y1: float, x2: float, y2: float, *, both: bool = False) -> str:
    """A straight line with a tip at its end, or at both."""
    ends = 'marker-end="url(#tip)"' + (' marker-start="url(#tip)"' if both else "")
    line = f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
    return f'{line} stroke="{SOFT}" stroke-width="1.5" {ends}/>'


if __name__ == "__main__":
    sys.exit(main())
