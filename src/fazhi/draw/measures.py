"""The map of shortcomings and measures: a flow from what is lacking to what is done about it.

The width of a band is the number of links, its colour the theme of the measure. Where there are too many shortcomings to read,
themes stand for them on both sides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fazhi.draw.sheet import FAINT, INK, balanced, cut, sheet
from fazhi.vocabulary import THEMES

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, LEFT, RIGHT, BOX = 10.0, 0.35, 6.3, 3.35
_MANY = 24  # shortcomings or measures, from which on themes stand for them
_LINE, _PAD, _GAP, _TOP = 0.2, 0.11, 0.14, 1.35
_EMS = 22.0  # in a line of a box
_OTHER = "#8d99a6"


@dataclass(frozen=True, slots=True)
class Flow:
    """What is drawn: labels with theme codes on both sides by key, links with weights, and how many measures address nothing."""

    left: dict[str, tuple[str, str]]
    right: dict[str, tuple[str, str]]
    links: dict[tuple[str, str], int]
    loose: int
    summed: bool = False


def flow(graph: nx.MultiDiGraph[str]) -> Flow:
    """What the view of measures says, as a flow."""
    problems = {node: data for node, data in graph.nodes(data=True) if data["type"] == "Shortcoming"}
    measures = {node: data for node, data in graph.nodes(data=True) if data["type"] == "Measure"}
    links = Counter(
        (b, a) for a, b, data in graph.edges(data=True) if data["type"] == "addresses" and b in problems and a in measures
    )
    tied = [node for node in measures if any(node == b for _, b in links)]
    loose = len(measures) - len(tied)
    if max(len(problems), len(tied)) > _MANY:
        return _by_theme(problems, measures, links, loose)
    left = {node: (str(data["label"]), _theme(data)) for node, data in problems.items()}
    right = {node: (str(measures[node]["label"]), _theme(measures[node])) for node in tied}
    return Flow(left, right, dict(links), loose)


def _theme(data: Any) -> str:
    return str(data.get("theme", "")).split("; ")[0]


def _by_theme(problems: dict[str, Any], measures: dict[str, Any], links: Counter[tuple[str, str]], loose: int) -> Flow:
    counts = Counter(_theme(data) for data in problems.values())
    done = Counter(_theme(measures[node]) for node in {b for _, b in links})
    left = {f"l{code}": (f"{_zh(code)}  {n} 项不足", code) for code, n in _in_order(counts)}
    right = {f"r{code}": (f"{_zh(code)}  {n} 项举措", code) for code, n in _in_order(done)}
    joined = Counter((f"l{_theme(problems[a])}", f"r{_theme(measures[b])}") for (a, b), n in links.items() for _ in range(n))
    return Flow(left, right, dict(joined), loose, summed=True)


def _in_order(counts: Counter[str]) -> list[tuple[str, int]]:
    order = [*THEMES, ""]
    return sorted(counts.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))


def _zh(code: str) -> str:
    return THEMES[code].zh if code in THEMES else "未归主题"


def draw(told: Flow, title: str, colours: dict[str, str]) -> Figure:
    """The picture."""
    unit = 0.11 if sum(told.links.values()) < 60 else 4.0 / max(sum(told.links.values()), 1)
    right = _right_order(told)
    boxes = {**_stack(told.left, list(told.left), told, unit, side=0), **_stack(told.right, right, told, unit, side=1)}
    low = max([y + h for y, h in boxes.values()], default=_TOP + 0.5)
    _centre(boxes, told, low)
    n = len(told.links)
    subtitle = f"{len(told.left)} 项不足 · {len(told.right)} 项针对不足的举措 · {n} 条联系" + (
        f" · 另有 {told.loose} 项举措未针对具体不足" if told.loose else ""
    )
    if told.summed:
        subtitle = f"按主题汇总 · {sum(told.links.values())} 条联系"
    themes = [code for code in THEMES if code in {theme for _, theme in (*told.left.values(), *told.right.values())}]
    legend = _legend_places(themes)
    height = low + 0.55 + 0.25 * (max((row for _, row in legend.values()), default=0) + 1)
    with sheet(WIDTH, height, f"不足与举措:{title}", subtitle) as (figure, axes):
        for x, words in ((LEFT, "不足"), (RIGHT, "举措")):
            axes.text(x, _TOP - 0.22, words, fontsize=10.5, color=FAINT, fontweight="bold", va="center")
        _bands(axes, told, right, boxes, unit, colours)
        for key, (label, theme) in told.left.items():
            _box(axes, LEFT, boxes[key], label, colours.get(theme, _OTHER), bare=not any(a == key for a, _ in told.links))
        for key, (label, theme) in told.right.items():
            _box(axes, RIGHT, boxes[key], label, colours.get(theme, _OTHER))
        _legend(axes, legend, colours, low + 0.4)
    return figure


def _right_order(told: Flow) -> list[str]:
    """Measures beside the shortcomings that they address."""
    place = {key: number for number, key in enumerate(told.left)}

    def middle(key: str) -> float:
        """The mean place, from the top, of what a measure is tied to; behind all where it is tied to nothing."""
        tied = [place[a] for a, b in told.links if b == key]
        return sum(tied) / len(tied) if tied else len(place)

    return list(told.right) if told.summed else sorted(told.right, key=middle)


def _stack(
    rows: dict[str, tuple[str, str]], order: list[str], told: Flow, unit: float, *, side: int
) -> dict[str, tuple[float, float]]:
    """Top and height of each box: as high as its text, and as the bands that end at it."""
    found, y = {}, _TOP
    for key in order:
        lines = len(cut(balanced(rows[key][0], _EMS), 4))
        bands = sum(n for ends, n in told.links.items() if ends[side] == key) * unit
        height = max(lines * _LINE + 2 * _PAD, bands + 0.06)
        found[key] = (y, height)
        y += height + _GAP
    return found


def _centre(boxes: dict[str, tuple[float, float]], told: Flow, low: float) -> None:
    """Let the shorter column stand in the middle."""
    for side in (told.left, told.right):
        if side:
            shift = (low - max(boxes[key][0] + boxes[key][1] for key in side)) / 2
            for key in side:
                boxes[key] = (boxes[key][0] + shift, boxes[key][1])


def _bands(
    axes: Axes, told: Flow, right: list[str], boxes: dict[str, tuple[float, float]], unit: float, colours: dict[str, str]
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    order = {key: number for number, key in enumerate([*told.left, *right])}
    links = sorted(told.links.items(), key=lambda item: (order[item[0][0]], order[item[0][1]]))
    ends: dict[tuple[str, int], float] = {}
    for key, (y, h) in boxes.items():
        for side in (0, 1):
            total = sum(n for pair, n in told.links.items() if pair[side] == key) * unit
            ends[key, side] = y + (h - total) / 2
    for (a, b), n in links:
        x1, x2, wide = LEFT + BOX, RIGHT, n * unit
        y1, y2 = ends[a, 0], ends[b, 1]
        ends[a, 0] += wide
        ends[b, 1] += wide
        bend = (x2 - x1) * 0.5
        points = [
            (x1, y1),
            (x1 + bend, y1),
            (x2 - bend, y2),
            (x2, y2),
            (x2, y2 + wide),
            (x2 - bend, y2 + wide),
            (x1 + bend, y1 + wide),
            (x1, y1 + wide),
            (x1, y1),
        ]
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        colour = colours.get(told.right[b][1], _OTHER)
        axes.add_patch(PathPatch(Path(points, codes), facecolor=colour, edgecolor="none", alpha=0.55))


def _box(axes: Axes, x: float, place: tuple[float, float], label: str, colour: str, *, bare: bool = False) -> None:
    from matplotlib.patches import FancyBboxPatch, Rectangle

    y, height = place
    style = "round,pad=0,rounding_size=0.06"
    dashed = (0, (3, 2)) if bare else "solid"
    axes.add_patch(
        FancyBboxPatch(
            (x, y), BOX, height, boxstyle=style, facecolor="#ffffff", edgecolor="#cfd6dd", linewidth=0.9, linestyle=dashed
        )
    )
    axes.add_patch(Rectangle((x, y + 0.04), 0.06, height - 0.08, facecolor=colour, edgecolor="none"))
    lines = cut(balanced(label, _EMS), 4)
    top = y + height / 2 - (len(lines) - 1) * _LINE / 2
    for number, line in enumerate(lines):
        axes.text(x + 0.16, top + number * _LINE, line, fontsize=10, color=INK, va="center_baseline")


def _legend_places(themes: list[str]) -> dict[str, tuple[float, int]]:
    """Where each theme stands in the legend, and in which row."""
    found: dict[str, tuple[float, int]] = {}
    x, row = LEFT, 0
    for code in themes:
        wide = 0.41 + len(THEMES[code].zh) * 0.131
        if x + wide > WIDTH - LEFT + 0.2:
            x, row = LEFT, row + 1
        found[code] = (x, row)
        x += wide
    return found


def _legend(axes: Axes, places: dict[str, tuple[float, int]], colours: dict[str, str], top: float) -> None:
    from matplotlib.patches import Rectangle

    for code, (x, row) in places.items():
        y = top + 0.25 * row
        axes.add_patch(Rectangle((x, y - 0.06), 0.13, 0.13, facecolor=colours[code], edgecolor="none"))
        axes.text(x + 0.19, y, THEMES[code].zh, fontsize=9, color=FAINT, va="center_baseline")
