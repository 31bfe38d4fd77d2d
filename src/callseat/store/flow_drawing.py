"""A flow as a picture: its nodes in layers from the start down, its ways as labelled arrows.

Ways back up, and those that are very long, are dashed and go round at the side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from callseat.domain.flow.flow import Flow, Node
from callseat.domain.flow.ways import TABLE
from callseat.store.flow_file import KINDS
from callseat.store.flow_layout import Layout, Way, lay_out

WIDTH, HEIGHT = 190, 58  # of a box
GAP_X, GAP_Y, MARGIN, TOP = 34, 84, 40, 90
LABEL_ROWS = 3  # labels of neighbours stand at different heights
LANE = 16  # between two ways at the side
LONGEST = 26  # letters in a box
FONT = "'Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
NAMES = {kind: name for name, kind in KINDS.items()}
MAIN = (
    *("text", "sounds", "say", "into", "calendar", "url", "what", "queue", "box", "flow"),
    *("seat", "extension", "outside", "msg", "cause"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """The upper left corner of a box."""

    x: int
    y: int


def draw(flow: Flow) -> str:
    """The picture as SVG."""
    return _Picture(flow).svg()


class _Picture:
    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._nodes = {one.name: one.node for one in flow.nodes}
        self._ways = {name: _ways(node, self._nodes) for name, node in self._nodes.items()}
        roots = [one for one in (flow.start, flow.failed, flow.hung_up) if one in self._nodes]
        self._layout: Layout = lay_out(roots, self._ways, WIDTH, GAP_X)
        self._places = {
            name: Place(
                MARGIN + round(self._layout.middles[name]) - WIDTH // 2,
                TOP + depth * (HEIGHT + GAP_Y),
            )
            for depth, layer in enumerate(self._layout.layers)
            for name in layer
        }
        passing = [x for route in self._layout.routes.values() for x in route]
        right = max((place.x + WIDTH for place in self._places.values()), default=MARGIN)
        self._right = max([right, *(MARGIN + round(x) for x in passing)])

    def svg(self) -> str:
        width = self._right + MARGIN + LANE * (len(self._layout.aside) + 1) + 60
        height = TOP + len(self._layout.layers) * (HEIGHT + GAP_Y) - GAP_Y + MARGIN
        title = f"{self._flow.code} {self._flow.name}".strip()
        parts = [_head(width, height), _text(MARGIN, 34, title, 'class="title"')]
        parts += [*self._entrances(), *self._arrows(), *self._boxes()]
        return "\n".join([*parts, "</svg>", ""])

    def _entrances(self) -> Iterator[str]:
        """How a flow is entered: at its start, by a failure, by the caller's hang-up."""
        by_node: dict[str, list[str]] = defaultdict(list)
        for where in ("start", "failed", "hung_up"):
            if (name := getattr(self._flow, where)) in self._nodes:
                by_node[name].append(where)
        for name, labels in by_node.items():
            at = self._places[name]
            x = at.x + 22
            yield _path(f"M{x},{at.y - 26} L{x},{at.y - 6}", "")
            yield _text(x + 8, at.y - 14, ", ".join(labels), 'class="entrance"')

    def _arrows(self) -> Iterator[str]:
        lane = 0
        for name, targets in self._ways.items():
            down = [one for one in targets if (name, one) not in self._layout.aside]
            first = {one: self._first_x((name, one)) for one in down}
            down.sort(key=first.__getitem__)
            begin = self._places[name]
            for n, target in enumerate(down):
                x = begin.x + WIDTH * (n + 1) // (len(down) + 1)
                yield _path(self._down(x, (name, target)), "")
                y = begin.y + HEIGHT + 18 + n % LABEL_ROWS * 15
                yield _text(x, y, ", ".join(targets[target]), 'class="label"')
            aside = [one for one in targets if (name, one) in self._layout.aside]
            for n, target in enumerate(aside):
                lane += 1
                yield self._round((name, target), lane, begin.y + 16 + n % 3 * 15)

    def _first_x(self, way: Way) -> float:
        """Where it goes first."""
        return next(iter(self._layout.routes[way]), self._layout.middles[way[1]])

    def _down(self, x: int, way: Way) -> str:
        begin, end = self._places[way[0]], self._places[way[1]]
        y = begin.y + HEIGHT
        path = f"M{x},{y}"
        for passed in self._layout.routes[way]:
            to, row = MARGIN + round(passed), y + GAP_Y
            path += f" C{x},{y + 50} {to},{row - 30} {to},{row} L{to},{row + HEIGHT}"
            x, y = to, row + HEIGHT
        to = end.x + WIDTH // 2
        return f"{path} C{x},{y + 50} {to},{end.y - 36} {to},{end.y - 6}"

    def _round(self, way: Way, lane: int, y: int) -> str:
        begin, end = self._places[way[0]], self._places[way[1]]
        x, side, to = begin.x + WIDTH, self._right + LANE * lane + 10, end.x + WIDTH - 20
        above = end.y - 40  # over the row of the target, where only ways are
        bend = 24 if above > y else -24
        path = (
            f"M{x},{y} C{x + 30},{y} {side},{y} {side},{y + bend} L{side},{above - bend} "
            f"C{side},{above} {to},{above} {to},{end.y - 6}"
        )
        label = ", ".join(self._ways[way[0]][way[1]])
        return _path(path, ' class="back"') + _text(x + 6, y - 5, label, 'class="aside"')

    def _boxes(self) -> Iterator[str]:
        for name, node in self._nodes.items():
            at = self._places[name]
            begin = ' class="start"' if name == self._flow.start else ""
            rect = f'<rect{begin} x="{at.x}" y="{at.y}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
            head = _text(at.x + 12, at.y + 24, f"{name} ({NAMES[type(node)]})", 'class="name"')
            yield rect + head + _text(at.x + 12, at.y + 45, _main(node), 'class="detail"')


def _ways(node: Node, nodes: dict[str, Node]) -> dict[str, list[str]]:
    """By target, the branches that lead there; ends of the call are not drawn."""
    found: dict[str, list[str]] = defaultdict(list)
    for branch, target in TABLE[type(node)](node):
        if target in nodes:
            found[target].append(branch.removeprefix("choices.").removeprefix("cases."))
    return found


def _main(node: Node) -> str:
    for field in MAIN:
        held = getattr(node, field, "")
        if held:
            return ", ".join(held) if isinstance(held, tuple) else str(held)
    return ""


def _path(path: str, kind: str) -> str:
    return f'<path{kind} d="{path}"/>'


def _text(x: int, y: int, text: str, kind: str) -> str:
    shown = text if len(text) <= LONGEST or "title" in kind else text[: LONGEST - 1] + "…"
    return f'<text x="{x}" y="{y}" {kind}>{escape(shown)}</text>'


def _head(width: int, height: int) -> str:
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
width="{width}" height="{height}" font-family="{FONT}">
<defs><marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" \
orient="auto"><path d="M0,0 L8,4 L0,8 z" style="fill:#52606d;stroke:none"/></marker></defs>
<style>rect{{fill:#f5f7fa;stroke:#9aa5b1}}rect.start{{fill:#e3f2e8;stroke:#2f855a;stroke-width:2}}
path{{fill:none;stroke:#52606d;marker-end:url(#tip)}}path.back{{stroke-dasharray:5 4}}
marker path{{marker-end:none}}
.title{{font-size:18px;font-weight:600}}.name{{font-size:14px;font-weight:600}}
.detail{{font-size:13px;fill:#52606d}}.entrance{{font-size:12px;fill:#2f855a}}
.label,.aside{{font-size:12px;fill:#1f2933;paint-order:stroke;stroke:#fff;stroke-width:4px}}
.label{{text-anchor:middle}}</style>
<rect width="100%" height="100%" style="fill:#fff;stroke:none"/>"""
