"""The pages of the documentation that `make hearing` writes from what was measured."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tests.hearing.acts import ACTS
from tests.hearing.cast import ANNOUNCEMENT, PARTIES

FOLDER = Path(__file__).parents[2] / "docs"
WRITE = "CALLSEAT_WRITE_HEARING"
Pair = tuple[str, str]
Situation = tuple[tuple[str, tuple[str, ...]], ...]

ENGLISH = {
    "title": "# Who hears whom",
    "intro": """Measured on a real Asterisk with telephones, music, ringing tone and announcement
that are a tone each; made by `make hearing`. After every act each party heard exactly whom the
server's model of the calls predicts; everybody and everything else was at least 50 dB below its own
tone. There is one customer, a first seat that takes its calls, a second seat, a supervisor and one
party outside; what is said of a seat may be done by any of the three.""",
    "pairs": "## Every pair of commands",
    "legend": """The row is done first, the column next, for as many as two acts on from the bases:
{bases}.

`+`: accepted and heard as predicted, in {right} pairs. `.`: not within two acts of a base, or there
is no such telephone then. A letter: refused wherever it was looked for, and in each of these
{refused} pairs for the reason that the model says: {reasons}.""",
    "situations": "## Every situation",
    "rows": """{count} were heard. Each party's cell says whom it hears; an empty cell: it is not on
the telephone. One way to get there is in the last column.""",
    "nobody": "nobody",
    "way": "one way",
    "act": "act",
}
CHINESE = {
    "title": "# 谁听见谁",
    "intro": """在真实的 Asterisk 上测得，由 `make hearing` 生成：
每部话机、音乐、回铃音和放音各是一个单音。
每一步之后，每一方听到的与服务器通话模型的预测完全一致；其余各方都比其自身的音低至少 50 dB。
角色：一位客户、接听其来话的第一座席、第二座席、班长、一个外线号码；表中「座席」的操作三者均可执行。""",
    "pairs": "## 每一对命令",
    "legend": """先执行行、再执行列，从以下场景起走两步：{bases}。
`+`：被接受且听到的与预测一致，共 {right} 对。`.`：两步之内未到达，或没有这样的话机。
字母：被拒绝，共 {refused} 对，原因与模型所说相同：{reasons}。""",
    "situations": "## 每一种情形",
    "rows": "共 {count} 种；每格是该方听到谁，空格表示不在电话上。最后一列是到达该情形的一条途径。",
    "nobody": "无人",
    "way": "一条途径",
    "act": "操作",
    "customer": "客户",
    "first": "第一座席",
    "second": "第二座席",
    "supervisor": "班长",
    "outside": "外线",
    "music": "音乐",
    "ringing tone": "回铃音",
    ANNOUNCEMENT: "放音",
}


@dataclass(frozen=True)
class Measured:
    """What the last run found; `bases` are the situations that pairs began from."""

    right: dict[Pair, None]
    refused: dict[Pair, str]
    situations: dict[Situation, str]
    bases: tuple[str, ...]


def write(measured: Measured) -> None:
    """Into the documentation, when asked to."""
    if os.environ.get(WRITE):
        (FOLDER / "hearing.md").write_text(render(measured, ENGLISH))
        (FOLDER / "hearing.zh-CN.md").write_text(render(measured, CHINESE))


def render(measured: Measured, words: dict[str, str]) -> str:
    """The whole page. What `words` lack is said in English."""
    labels = list(dict.fromkeys(act.label for act in ACTS))
    letters = {
        reason: chr(ord("a") + place)
        for place, reason in enumerate(sorted(set(measured.refused.values())))
    }
    pairs = [(a, b) for a, b in measured.right if a]
    legend = words["legend"].format(
        bases=", ".join(measured.bases),
        right=len(pairs),
        refused=len(measured.refused),
        reasons=", ".join(f"`{letter}` {reason}" for reason, letter in letters.items()),
    )
    parts = [
        words["title"],
        words["intro"],
        words["pairs"],
        legend,
        _table(
            ["", words["act"], *(str(number) for number, _ in enumerate(labels, 1))],
            [
                [str(number), first, *(_mark(measured, letters, (first, one)) for one in labels)]
                for number, first in enumerate(labels, 1)
            ],
        ),
        words["situations"],
        words["rows"].format(count=len(measured.situations)),
        _situations(measured, words),
    ]
    return "\n\n".join(parts) + "\n"


def _mark(measured: Measured, letters: dict[str, str], pair: Pair) -> str:
    if pair in measured.right:
        return "+"
    return letters[measured.refused[pair]] if pair in measured.refused else "."


def _situations(measured: Measured, words: dict[str, str]) -> str:
    rows = []
    for situation, way in sorted(measured.situations.items(), key=lambda one: sort_key(*one)):
        heard = dict(situation)
        cells = [_cell(heard[one], words) if one in heard else "" for one in PARTIES]
        rows.append([*cells, way])
    return _table([*(words.get(one, one) for one in PARTIES), words["way"]], rows)


def sort_key(situation: Situation, way: str) -> tuple[int, int, str]:
    """Few parties first, then what is reached soon."""
    return len(situation), way.count(">"), way


def _cell(heard: tuple[str, ...], words: dict[str, str]) -> str:
    return ", ".join(words.get(one, one) for one in heard) or words["nobody"]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines)
