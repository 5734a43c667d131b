"""How mechanisms spread: the bodies tied by those they share, and below in which year how many bodies took each of them up.

A body is one that issued a report. Where ties are many, of each body only the closest are drawn, those by mechanisms that few
others have: what all have ties nobody.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from fazhi.draw.departments import TOP, Bodies, below, laid_out, of_weights, paint, placed
from fazhi.draw.labels import WIDTH
from fazhi.draw.sheet import FAINT, INK, LINE, cut, sheet, wrap

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST_ROWS, _MOST_YEARS, _CLOSEST, _FEW = 18, 12, 2, 1.6
_ROW, _NAMES, _RIGHT = 0.3, 3.1, 1.75
_FIRST, _LATER = "#c0562b", "#2f5fa8"


@dataclass(frozen=True, slots=True)
class Row:
    """A mechanism: its name, how many bodies have it, and how many took it up in which year."""

    name: str
    bodies: int
    years: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """What is drawn: bodies by their labels, their ties, bodies without ties, how many are left out, and the mechanisms."""

    labels: dict[str, str]
    edges: dict[tuple[str, str], int]
    alone: list[str]
    left_out: int
    ties: int
    rows: tuple[Row, ...]
    more: int


def told(graph: nx.MultiDiGraph[str]) -> Spread:
    """What the view of the spread of mechanisms says, for the picture."""
    labels = {node: placed(node, str(data["label"])) for node, data in graph.nodes(data=True) if data["type"] == "Department"}
    rows: list[Row] = []
    weights: Counter[tuple[str, str]] = Counter()
    close: Counter[tuple[str, str]] = Counter()
    for node, data in graph.nodes(data=True):
        bodies = sorted(graph.predecessors(node)) if data["type"] == "Mechanism" else []
        if len(bodies) > 1:
            years = Counter(int(edge["year"]) for _, _, edge in graph.in_edges(node, data=True) if "year" in edge)
            rows.append(Row(str(data["label"]), len(bodies), tuple(sorted(years.items()))))
            for pair in combinations(bodies, 2):
                weights[pair] += 1
                close[pair] += 1_000_000 // (len(bodies) - 1)
    rows.sort(key=lambda row: (-row.bodies, row.years, row.name))
    drawn = of_weights(labels, _closest(weights, close) if len(weights) > _FEW * len(labels) else dict(weights))
    tied = {node for pair in weights for node in pair}
    alone = sorted(label for node, label in labels.items() if node not in tied)
    kept = tuple(rows[:_MOST_ROWS])
    return Spread(drawn.labels, drawn.edges, alone, drawn.left_out, len(weights), kept, len(rows) - len(kept))


def _closest(weights: Counter[tuple[str, str]], close: Counter[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Of each body the closest ties."""
    kept: set[tuple[str, str]] = set()
    for node in sorted({node for pair in weights for node in pair}):
        pairs = sorted((pair for pair in weights if node in pair), key=lambda pair: (-close[pair], pair))
        kept |= set(pairs[:_CLOSEST])
    return {pair: weights[pair] for pair in sorted(kept)}


def draw(told: Spread, title: str) -> Figure:
    """The picture."""
    bodies = Bodies(told.labels, told.edges, told.alone, told.left_out)
    layout = laid_out(bodies)
    lines = cut(wrap("、".join(told.alone), 64), 3) if told.alone else []
    bottom = TOP + layout.tall + (0.5 + 0.22 * len(lines) if lines else 0.15)
    height = bottom + (0.75 + _ROW * len(told.rows) if told.rows else 0.1) + 0.25
    subtitle = (
        f"{len(told.labels) + len(told.alone) + told.left_out} 个机构 · {told.ties} 对机构有共同的制度机制 · 线宽为共有的机制数"
    )
    if len(told.edges) < told.ties:
        subtitle += f" · 只画联系最紧的 {len(told.edges)} 对"
    with sheet(WIDTH, height, f"制度机制的扩散:{title}", subtitle) as (figure, axes):
        paint(axes, bodies, layout)
        if lines:
            below(axes, TOP + layout.tall + 0.2, "没有与其他机构共同的制度机制:", lines)
        if told.rows:
            _years(axes, told, bottom + 0.3)
    return figure


def _years(axes: Axes, told: Spread, top: float) -> None:
    """Mechanisms in rows, years in columns: how many bodies took each up in which year, the first year in another colour."""
    from matplotlib.patches import Circle

    years = sorted({year for row in told.rows for year, _ in row.years})[-_MOST_YEARS:]
    step = (WIDTH - 0.35 - _NAMES - _RIGHT) / max(len(years), 1)
    column = {year: _NAMES + 0.35 + step * (place + 0.5) for place, year in enumerate(years)}
    more = f"(另有 {told.more} 项)" if told.more else ""
    axes.text(0.35, top, f"共有最多的制度机制{more}", fontsize=10, color=INK, va="center_baseline", fontweight="bold")
    for year, x in column.items():
        axes.text(x, top, str(year), fontsize=9, color=FAINT, ha="center", va="center_baseline")
    for place, row in enumerate(told.rows):
        y = top + 0.36 + place * _ROW
        axes.plot([0.35, WIDTH - 0.35], [y + _ROW / 2, y + _ROW / 2], color=LINE, linewidth=0.6, zorder=0)
        axes.text(_NAMES + 0.2, y, cut(wrap(row.name, 19), 1)[0], fontsize=9.5, color=INK, ha="right", va="center_baseline")
        seen = [(column[year], count) for year, count in row.years if year in column]
        if len(seen) > 1:
            axes.plot([seen[0][0], seen[-1][0]], [y, y], color="#d5dbe2", linewidth=1.2, zorder=1)
        for number, (x, count) in enumerate(seen):
            first = number == 0 and row.years[0][0] in column
            radius = min(0.055 + 0.028 * math.sqrt(count), _ROW / 2 - 0.02)
            axes.add_patch(
                Circle((x, y), radius, facecolor=_FIRST if first else _LATER, edgecolor="#ffffff", linewidth=0.8, zorder=2)
            )
            if count > 1:
                axes.text(x + radius + 0.04, y, str(count), fontsize=8, color=FAINT, va="center_baseline")
        since = f" · {row.years[0][0]} 年起" if row.years else ""
        axes.text(WIDTH - _RIGHT + 0.1, y, f"{row.bodies} 个机构{since}", fontsize=9, color=FAINT, va="center_baseline")
