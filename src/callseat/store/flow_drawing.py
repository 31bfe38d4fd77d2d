"""A flow as a picture: its nodes in layers from the start down, its ways as labelled arrows.

Each node stands one layer below the first that leads to it, as near as can be to the middle of
those. Ways back up are dashed and go round at the side.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from html import escape

from callseat.domain.flow.flow import Flow, Node
from callseat.domain.flow.ways import TABLE
from callseat.store.flow_file import KINDS

WIDTH, HEIGHT = 190, 58  # of a box
GAP_X, GAP_Y, MARGIN = 50, 74, 40
LONGEST = 26  # letters in a box
FONT = "'Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
NAMES = {kind: name for name, kind in KINDS.items()}
MAIN = (
    *("text", "sounds", "into", "calendar", "url", "what", "queue", "box", "flow"),
    *("seat", "extension", "outside", "msg", "cause"),
)


@dataclass(frozen=True, slots=True)
class Place:
    x: int
    y: int


def draw(flow: Flow) -> str:
    """The picture as SVG."""
    nodes = {one.name: one.node for one in flow.nodes}
    ways = {name: _ways(node, nodes) for name, node in nodes.items()}
    layers = _layers(flow, ways)
    widest = max(len(layer) for layer in layers)
    full = widest * (WIDTH + GAP_X) - GAP_X
    places = {
        name: Place(
            MARGIN + (full - len(layer) * (WIDTH + GAP_X) + GAP_X) // 2 + n * (WIDTH + GAP_X),
            MARGIN + 30 + depth * (HEIGHT + GAP_Y),
        )
        for depth, layer in enumerate(layers)
        for n, name in enumerate(layer)
    }
    width = full + 2 * MARGIN + 60
    height = 2 * MARGIN + 30 + len(layers) * (HEIGHT + GAP_Y) - GAP_Y
    arrows = [
        _arrow(places[name], places[target], ", ".join(labels), full + MARGIN + 20)
        for name, targets in ways.items()
        for target, labels in targets.items()
    ]
    boxes = [_box(name, nodes[name], places[name], flow) for name in nodes]
    title = _text(MARGIN, MARGIN, f"{flow.code} {flow.name}".strip(), 'class="title"')
    return "\n".join([_head(width, height), title, *arrows, *boxes, "</svg>", ""])


def _ways(node: Node, nodes: dict[str, Node]) -> dict[str, list[str]]:
    """By target, the branches that lead there; ends of the call are not drawn."""
    found: dict[str, list[str]] = defaultdict(list)
    for branch, target in TABLE[type(node)](node):
        if target in nodes:
            found[target].append(branch.removeprefix("choices.").removeprefix("cases."))
    return found


def _layers(flow: Flow, ways: dict[str, dict[str, list[str]]]) -> list[list[str]]:
    """By distance from the start; in each layer those first whose forerunners stand first."""
    depths: dict[str, int] = {}
    layers: list[list[str]] = []
    for start in (flow.start, flow.failed, flow.hung_up, *ways):
        layer = [start] if start in ways and start not in depths else []
        depth = len(layers) if start in (flow.failed, flow.hung_up) else 0
        while layer:
            depths |= dict.fromkeys(layer, depth)
            while len(layers) <= depth:
                layers.append([])
            layers[depth] += layer
            following = [target for name in layer for target in ways[name]]
            layer = [name for name in dict.fromkeys(following) if name not in depths]
            depth += 1
    return layers


def _box(name: str, node: Node, at: Place, flow: Flow) -> str:
    begin = ' class="start"' if name == flow.start else ""
    rect = f'<rect{begin} x="{at.x}" y="{at.y}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
    kind = NAMES[type(node)]
    detail = _main(node)
    head = _text(at.x + 12, at.y + 24, f"{name} ({kind})", 'class="name"')
    return rect + head + _text(at.x + 12, at.y + 45, detail, 'class="detail"')


def _main(node: Node) -> str:
    for field in MAIN:
        held = getattr(node, field, "")
        if held:
            return ", ".join(held) if isinstance(held, tuple) else str(held)
    return ""


def _arrow(begin: Place, end: Place, label: str, side: int) -> str:
    x1, x2 = begin.x + WIDTH // 2, end.x + WIDTH // 2
    y1, y2 = begin.y + HEIGHT, end.y
    if end.y > begin.y:
        middle = (y1 + y2) // 2
        path = f"M{x1},{y1} C{x1},{middle} {x2},{middle} {x2},{y2 - 6}"
        return _path(path, "", label, (x1 + x2) // 2, middle)
    y1, right = begin.y + HEIGHT // 2, begin.x + WIDTH
    target = end.x + WIDTH
    path = f"M{right},{y1} C{side},{y1} {side},{end.y + 20} {target + 6},{end.y + 20}"
    return _path(path, ' class="back"', label, (right + side) // 2, y1 - 6)


def _path(path: str, kind: str, label: str, x: int, y: int) -> str:
    return f'<path{kind} d="{path}"/>' + _text(x, y, label, 'class="label"')


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
.detail{{font-size:13px;fill:#52606d}}
.label{{font-size:12px;fill:#1f2933;text-anchor:middle;paint-order:stroke;stroke:#fff;\
stroke-width:4px}}</style>
<rect width="100%" height="100%" style="fill:#fff;stroke:none"/>"""
