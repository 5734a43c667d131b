"""The network of departments: placed by a force layout, sized by degree, communities coloured, labels that do not overlap.

Bodies that share no measure with another stand in a list below. Of a large network the most connected part is shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fazhi.draw.labels import WIDTH, Area, Point, overlap, spots_of_labels
from fazhi.draw.sheet import FAINT, INK, cut, sheet, wrap

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIDE, TOP = 0.6, 1.15
_MOST = 60  # bodies that are shown as nodes
_COLOURS = ("#2f5fa8", "#c0562b", "#2a7f78", "#7a4fa3", "#c98a2b", "#b0457a", "#5c6b7a", "#4d8f3a", "#1f9bc2", "#8a5a3c")
_ROOM = (1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5)  # times the usual height, tried one after the other


@dataclass(frozen=True, slots=True)
class Bodies:
    """What is drawn: labels, weights of the edges, bodies alone, and how many are left out."""

    labels: dict[str, str]
    edges: dict[tuple[str, str], int]
    alone: list[str]
    left_out: int


_LEVELS = ("自治区", "自治州", "开发区", "街道", "地区", "省", "市", "州", "盟", "县", "旗", "区", "乡", "镇")


def bodies(graph: nx.MultiDiGraph[str]) -> Bodies:
    """What the view of departments says, for the picture; bodies of several reports are called with their places."""
    several = len({one for _, report in graph.nodes(data="report") for one in str(report).split("; ")}) > 1
    labels = {node: placed(node, str(data["label"])) if several else str(data["label"]) for node, data in graph.nodes(data=True)}
    return of_weights(labels, weights_of(graph))


def weights_of(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str], int]:
    """The weights of the edges."""
    return {(a, b): int(data["weight"]) for a, b, data in graph.edges(data=True)}


def placed(node: str, label: str) -> str:
    """What a body is called among those of other places: "the county's court" becomes that of a county by its name.

    >>> placed("https://w3id.org/fazhi/id/department/某省/柳县/县法院", "县法院")
    '柳县法院'
    """
    for place in reversed(node.split("/")[:-1]):
        level = next((level for level in _LEVELS if place.endswith(level)), None)
        if level and label.startswith(level) and place != level:
            return place + label[len(level) :]
    return label


def of_weights(labels: dict[str, str], weights: dict[tuple[str, str], int]) -> Bodies:
    """The bodies and ties that are drawn, the most connected where they are many."""
    degree = {node: sum(n for pair, n in weights.items() if node in pair) for node in labels}
    tied = sorted((node for node in labels if degree[node]), key=lambda node: (-degree[node], node))
    shown = set(tied[:_MOST])
    edges = {pair: n for pair, n in weights.items() if set(pair) <= shown}
    alone = sorted({labels[node] for node in labels if not degree[node]})
    kept = [node for node in tied[:_MOST] if any(node in pair for pair in edges)]
    return Bodies({node: labels[node] for node in kept}, edges, alone, len(tied) - len(kept))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the bodies stand, how large and in which colours, and how high all is, in inches."""

    places: dict[str, Point]
    radius: dict[str, float]
    colours: dict[str, str]
    tall: float
    spots: dict[str, Point]  # the middles of the labels


def draw(told: Bodies, title: str) -> Figure:
    """The picture."""
    layout = laid_out(told)
    lines = cut(wrap("、".join(told.alone), 64), 4) if told.alone else []
    height = TOP + layout.tall + (0.55 + 0.22 * len(lines) if lines else 0.1) + 0.15
    counts = f"{len(told.labels) + len(told.alone)} 个机构 · {len(told.edges)} 对协作"
    subtitle = f"{counts} · 线宽为共同参与的举措数 · 圆的大小为协作的多少 · 颜色为协作群"
    if told.left_out:
        subtitle += f" · 另有 {told.left_out} 个机构未画出"
    with sheet(WIDTH, height, f"机构协作:{title}", subtitle) as (figure, axes):
        paint(axes, told, layout)
        if lines:
            below(axes, TOP + layout.tall + 0.22, "未与其他机构共同参与举措:", lines)
    return figure


def below(axes: Axes, y: float, heading: str, lines: list[str]) -> None:
    """Write a list below the network."""
    axes.text(0.35, y, heading, fontsize=9.5, color=FAINT, va="center", fontweight="bold")
    for number, line in enumerate(lines):
        axes.text(0.35, y + 0.25 + 0.22 * number, line, fontsize=9.5, color=FAINT, va="center")


def laid_out(told: Bodies) -> Layout:
    """A layout of bodies below the title of a sheet."""
    import networkx

    graph: nx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(told.labels)
    graph.add_weighted_edges_from((a, b, float(n)) for (a, b), n in told.edges.items())
    radius = {node: _radius(float(graph.degree(node, weight="weight")), len(graph)) for node in graph}
    for room in _ROOM:  # until no label lies upon another
        places, tall = _places(graph, radius, room)
        spots = spots_of_labels(told.labels, told.edges, places, radius)
        if not overlap(told.labels, spots):
            break
    groups = (
        [sorted(group) for group in networkx.community.louvain_communities(graph, weight="weight", seed=7)]
        if graph.number_of_edges()
        else []
    )
    groups.sort(key=lambda group: (-len(group), group[0]))
    colours = {node: _COLOURS[number % len(_COLOURS)] for number, group in enumerate(groups) for node in group}
    return Layout(places, radius, colours, tall, spots)


def paint(axes: Axes, told: Bodies, layout: Layout) -> None:
    """Draw bodies, their ties and their labels."""
    for (a, b), n in told.edges.items():
        (x1, y1), (x2, y2) = layout.places[a], layout.places[b]
        axes.plot([x1, x2], [y1, y2], color="#b4bdc7", linewidth=min(0.9 + 0.9 * (n - 1), 9), solid_capstyle="round", zorder=1)
    for node, (x, y) in layout.places.items():
        _dot(axes, x, y, layout.radius[node], layout.colours.get(node, _COLOURS[0]))
    for node, spot in layout.spots.items():
        text = axes.text(*spot, told.labels[node], fontsize=10, color=INK, ha="center", va="center_baseline", zorder=4)
        _halo(text)


def _dot(axes: Axes, x: float, y: float, radius: float, colour: str) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(Circle((x, y), radius, facecolor=colour, edgecolor="#ffffff", linewidth=1.2, zorder=2))


def _radius(degree: float, nodes: int) -> float:
    """The radius of a node in inches: its area grows with its degree; in a large network all are smaller."""
    return (0.09 + 0.05 * math.sqrt(degree)) * (1.0 if nodes <= 20 else 0.72)


def _places(graph: nx.Graph[str], radius: dict[str, float], room: float) -> tuple[dict[str, Point], float]:
    """Where the nodes stand, and how high all is: each part of the graph in a block of its own, the blocks in rows."""
    import networkx

    parts = sorted((sorted(part) for part in networkx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    rows: list[list[list[str]]] = []
    filled = 0.0
    for part in parts:
        wide = _block(part)[0]
        if not rows or filled + wide > WIDTH - 2 * SIDE:
            rows.append([])
            filled = 0.0
        rows[-1].append(part)
        filled += wide
    found: dict[str, Point] = {}
    y = TOP
    for row in rows:
        tall = room * max(_block(part)[1] for part in row)
        stretch = (WIDTH - 2 * SIDE) / max(sum(_block(part)[0] for part in row), 0.6 * (WIDTH - 2 * SIDE))
        x = SIDE
        for part in row:
            wide, high = _block(part)[0] * stretch, _block(part)[1] * room
            top = y + (tall - high) / 2
            area = (x + 0.6, top + 0.32, x + wide - 0.6, top + high - 0.44)
            found |= _apart(_laid_out(graph.subgraph(part), area), radius, area)
            x += wide
        y += tall
    return found, y - TOP


def _block(part: list[str]) -> tuple[float, float]:
    """Width and height of the block of a part."""
    return 1.5 + 0.62 * len(part) ** 0.75, 1.1 + 0.62 * math.sqrt(len(part))


def _apart(places: dict[str, Point], radius: dict[str, float], area: Area) -> dict[str, Point]:
    """Push apart nodes that are too near for their labels, within the area."""
    found = {node: list(place) for node, place in places.items()}
    nodes = sorted(found)
    for _ in range(80):
        for number, one in enumerate(nodes):
            for other in nodes[number + 1 :]:
                x, y = found[one][0] - found[other][0], found[one][1] - found[other][1]
                far = math.hypot(x, y) or 1e-6
                lack = radius[one] + radius[other] + 0.42 - far
                if lack > 0:
                    for node, sign in ((one, 0.3), (other, -0.3)):
                        found[node][0] += sign * lack * x / far
                        found[node][1] += sign * lack * y / far
        for place in found.values():
            place[0] = min(max(place[0], area[0]), area[2])
            place[1] = min(max(place[1], area[1]), area[3])
    return {node: (place[0], place[1]) for node, place in found.items()}


def _laid_out(graph: nx.Graph[str], area: Area) -> dict[str, Point]:
    """A connected graph in an area, by Fruchterman and Reingold's layout, turned so that it is wider than high."""
    import networkx

    left, top, right, bottom = area
    nodes = sorted(graph)
    if len(nodes) == 1:
        return {nodes[0]: ((left + right) / 2, (top + bottom) / 2)}
    ordered: nx.Graph[str] = networkx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_weighted_edges_from(
        sorted((min(a, b), max(a, b), float(data["weight"])) for a, b, data in graph.edges(data=True))
    )
    start = networkx.circular_layout(ordered)
    spot: dict[str, Any] = networkx.spring_layout(
        ordered, pos=start, seed=7, iterations=400, k=1.6 / math.sqrt(len(nodes)), weight="weight", method="force"
    )
    xs, ys = [float(p[0]) for p in spot.values()], [float(p[1]) for p in spot.values()]
    if max(xs) - min(xs) < max(ys) - min(ys):
        spot = {node: (p[1], p[0]) for node, p in spot.items()}
        xs, ys = ys, xs
    wide, tall = max(max(xs) - min(xs), 1e-9), max(max(ys) - min(ys), 1e-9)
    real_x, real_y = right - left, bottom - top
    if len(nodes) == 2:
        middle = (top + bottom) / 2
        span = min(real_x, 1.9) / 2
        centre = (left + right) / 2
        return {nodes[0]: (centre - span, middle), nodes[1]: (centre + span, middle)}
    scale_y = min(real_y / tall, 1.6 * real_x / wide)
    return {
        node: (
            left + (float(p[0]) - min(xs)) / wide * real_x,
            (top + bottom) / 2 + (float(p[1]) - (min(ys) + max(ys)) / 2) * scale_y,
        )
        for node, p in spot.items()
    }


def _halo(text: object) -> None:
    from matplotlib.patheffects import withStroke

    text.set_path_effects([withStroke(linewidth=2.5, foreground="#ffffff")])  # type: ignore[attr-defined]
