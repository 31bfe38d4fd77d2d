"""A simulated day as SVG: utilisation, abandonment and seats' waiting, one way of pacing a line."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from callseat.simulate.figures import SLICE, Figures

WIDTH, HEIGHT = 900, 190  # of a chart
LEFT, TOP, GAP = 70, 80, 60
INK, SOFT, GRID = "#1f2933", "#52606d", "#d9dee4"
COLOURS = ("#2f855a", "#b7561c", "#3b5bab")
FONT = "'Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"

Days = Sequence[Figures]


@dataclass(frozen=True, slots=True)
class Chart:
    """`of`: what a slice of the days comes to. `line`: a height that is marked."""

    title: str
    unit: str
    of: Callable[[Days, int], float]
    most: float | None = None
    line: float | None = None


def draw(title: str, ways: Mapping[str, Days], cap: int) -> str:
    """The picture. `ways`: the days by who decided; `cap` in hundredths of a percent."""
    charts = (
        Chart("Utilisation", "%", _utilisation, most=100),
        Chart("Abandoned of those answered, since the day's beginning", "%", _lost, line=cap / 100),
        Chart("A seat waits for its next call", "s", _waiting),
    )
    height = TOP + len(charts) * (HEIGHT + GAP)
    parts = [_head(LEFT + WIDTH + 40, height, title), *_legend(list(ways))]
    for number, chart in enumerate(charts):
        parts += _chart(chart, ways, TOP + number * (HEIGHT + GAP))
    return "\n".join([*parts, "</svg>", ""])


def _head(width: int, height: int, title: str) -> str:
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
width="{width}" height="{height}" font-family="{FONT}" font-size="13" fill="{INK}">
<rect width="100%" height="100%" fill="#fff"/>
<text x="{LEFT}" y="30" font-size="18" font-weight="600">{escape(title)}</text>"""


def _legend(names: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(names):
        x = LEFT + number * 200
        yield f'<rect x="{x}" y="44" width="24" height="4" fill="{COLOURS[number]}"/>'
        yield f'<text x="{x + 32}" y="51">{escape(name)}</text>'


def _chart(chart: Chart, ways: Mapping[str, Days], top: int) -> Iterator[str]:
    curves = {name: _curve(chart, days) for name, days in ways.items()}
    highest = max([chart.line or 0, *(max(one) for one in curves.values())])
    most = chart.most or _round(highest)

    def y(value: float) -> float:
        return round(top + HEIGHT - HEIGHT * min(value, most) / most, 1)

    yield f'<text x="{LEFT}" y="{top - 8}" font-weight="600">{escape(chart.title)}</text>'
    for quarter in range(5):
        value = most * quarter / 4
        yield f'<path d="M{LEFT},{y(value)} h{WIDTH}" stroke="{GRID}"/>'
        yield (
            f'<text x="{LEFT - 8}" y="{y(value) + 4}" text-anchor="end" fill="{SOFT}">'
            f"{value:.3g} {chart.unit}</text>"
        )
    if chart.line is not None:
        dashes = 'stroke-dasharray="6 4"'
        yield f'<path d="M{LEFT},{y(chart.line)} h{WIDTH}" stroke="{INK}" {dashes}/>'
    slices = max(len(one) for one in curves.values())
    yield from _hours(slices, top)
    for number, curve in enumerate(curves.values()):
        points = " ".join(f"{_x(n + 0.5, slices)},{y(value)}" for n, value in enumerate(curve))
        yield (
            f'<polyline points="{points}" fill="none" stroke="{COLOURS[number]}" stroke-width="2"/>'
        )


def _round(highest: float) -> float:
    """Somewhat more, so that its quarters are read easily."""
    unit = 10.0 ** math.floor(math.log10(max(highest, 0.1)))
    return next(unit * one for one in (2, 4, 6, 8, 12, 20) if unit * one > highest)


def _hours(slices: int, top: int) -> Iterator[str]:
    hour = 3_600_000 // SLICE
    for n in range(0, slices + 1, hour * max(1, slices // hour // 12)):
        yield (
            f'<text x="{_x(n, slices)}" y="{top + HEIGHT + 18}" text-anchor="middle" '
            f'fill="{SOFT}">{n // hour} h</text>'
        )


def _x(slot: float, slices: int) -> float:
    return round(LEFT + WIDTH * slot / slices, 1)


def _curve(chart: Chart, days: Days) -> list[float]:
    return [chart.of(days, slot) for slot in range(len(days[0].busy_in))]


def _utilisation(days: Days, slot: int) -> float:
    length = min(SLICE, days[0].length - slot * SLICE)
    return 100 * sum(one.busy_in[slot] for one in days) / (len(days) * days[0].seats * length)


def _lost(days: Days, slot: int) -> float:
    answered = sum(sum(one.answered_in[: slot + 1]) for one in days)
    return 100 * sum(sum(one.abandoned_in[: slot + 1]) for one in days) / max(1, answered)


def _waiting(days: Days, slot: int) -> float:
    waits = sum(one.idles_in[slot] for one in days)
    return sum(one.idle_in[slot] for one in days) / max(1, waits) / 1000
