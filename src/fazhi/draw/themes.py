"""How the themes are covered: bars of shortcomings to the left, of measures done and planned to the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fazhi.draw.sheet import FAINT, INK, LINE, sheet
from fazhi.vocabulary import THEMES

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, _TOP, _ROW, _BAR = 10.0, 1.5, 0.42, 0.24
_NAMES, _MIDDLE, _RIGHT = 2.95, 5.3, 9.65  # where names end, where bars begin, how far they reach
_LACK, _DONE, _PLANNED = "#c0562b", "#2a7f78", "#9ccbc5"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Numbers of shortcomings, measures done and measures planned, by the code of the theme."""

    counts: dict[str, tuple[int, int, int]]


def coverage(graph: nx.MultiDiGraph[str]) -> Coverage:
    """What the network says of the themes; something of two themes is counted in both."""
    counts = {code: [0, 0, 0] for code in THEMES}
    for _, data in graph.nodes(data=True):
        place = {"Shortcoming": 0, "Measure": 2 if data.get("status") == "planned" else 1}.get(str(data["type"]))
        if place is not None:
            for code in str(data.get("theme", "")).split("; "):
                if code in counts:
                    counts[code][place] += 1
    return Coverage({code: (row[0], row[1], row[2]) for code, row in counts.items()})


def draw(told: Coverage, title: str) -> Figure:
    """The picture."""
    most_left = max(row[0] for row in told.counts.values()) or 1
    most_right = max(row[1] + row[2] for row in told.counts.values()) or 1
    scale = min((_MIDDLE - _NAMES - 0.35) / most_left, (_RIGHT - _MIDDLE - 0.4) / most_right)
    height = _TOP + _ROW * len(told.counts) + 0.15
    sums = [sum(row[i] for row in told.counts.values()) for i in range(3)]
    subtitle = "各主题的不足与举措数;一项属于两个主题的,各计一次"
    with sheet(WIDTH, height, f"主题覆盖:{title}", subtitle) as (figure, axes):
        _legend(axes, sums)
        for number, (code, row) in enumerate(told.counts.items()):
            y = _TOP + _ROW * (number + 0.5)
            if number:
                axes.plot([0.35, _RIGHT], [y - _ROW / 2] * 2, color="#eef1f4", linewidth=0.8, zorder=0)
            empty = not any(row)
            axes.text(
                _NAMES, y, THEMES[code].zh, fontsize=10, ha="right", va="center_baseline", color="#a3acb6" if empty else INK
            )
            _bars(axes, y, row, scale)
        axes.plot([_MIDDLE] * 2, [_TOP, height - 0.15], color=LINE, linewidth=1, zorder=0)
    return figure


def _legend(axes: Axes, sums: list[int]) -> None:
    from matplotlib.patches import Rectangle

    axes.text(
        _MIDDLE - 0.12,
        _TOP - 0.25,
        f"不足 {sums[0]}",
        fontsize=10,
        color=_LACK,
        ha="right",
        va="center_baseline",
        fontweight="bold",
    )
    x = _MIDDLE + 0.08
    for colour, words in ((_DONE, f"已实施举措 {sums[1]}"), (_PLANNED, f"拟实施举措 {sums[2]}")):
        axes.add_patch(Rectangle((x, _TOP - 0.31), 0.13, 0.13, facecolor=colour, edgecolor="none"))
        axes.text(x + 0.19, _TOP - 0.25, words, fontsize=10, color=FAINT, va="center_baseline")
        x += 0.19 + 0.14 * len(words) + 0.25


def _bars(axes: Axes, y: float, row: tuple[int, int, int], scale: float) -> None:
    from matplotlib.patches import Rectangle

    lack, done, planned = (n * scale for n in row)
    for x, wide, colour in ((_MIDDLE - lack, lack, _LACK), (_MIDDLE, done, _DONE), (_MIDDLE + done, planned, _PLANNED)):
        if wide:
            axes.add_patch(Rectangle((x, y - _BAR / 2), wide, _BAR, facecolor=colour, edgecolor="#ffffff", linewidth=0.8))
    if row[0]:
        axes.text(_MIDDLE - lack - 0.07, y, str(row[0]), fontsize=9.5, ha="right", va="center_baseline", color=_LACK)
    if row[1] or row[2]:
        words = f"{row[1]} + {row[2]}" if row[1] and row[2] else str(row[1] + row[2])
        axes.text(_MIDDLE + done + planned + 0.07, y, words, fontsize=9.5, va="center_baseline", color=_DONE)
