"""Indicators as small multiples: last year and this as bars, totals as bars of their parts, years as columns.

Plain figures stand below the panels as large numbers. Where bodies or years are several, each figure has its own below it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from fazhi.draw.panels import Figures, Panel, figures, number
from fazhi.draw.sheet import FAINT, INK, cut, sheet, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw", "figures"]

WIDTH, _TOP, _COLUMNS, _GAP = 10.0, 1.15, 3, 0.22
_PANEL, _TILE, _BODY = 1.75, 0.82, 0.19
_NOW, _BEFORE, _UP, _DOWN = "#2f5fa8", "#c3cedc", "#2a7f78", "#c0562b"
_PARTS = ("#2f5fa8", "#8fb4d9", "#2a7f78", "#9ccbc5", "#c98a2b", "#e2c48f", "#7a4fa3", "#c1aed6")


def draw(told: Figures, title: str) -> Figure:
    """The picture."""
    more = _BODY if any(panel.body for panel in told.panels) or any(body for *_, body in told.tiles) else 0.0
    panel_tall, tile_tall = _PANEL + more, _TILE + more
    rows = math.ceil(len(told.panels) / _COLUMNS)
    tile_rows = math.ceil(len(told.tiles) / 4)
    below = _TOP + rows * (panel_tall + _GAP) + (0.25 if rows and tile_rows else 0)
    height = below + tile_rows * (tile_tall + 0.08) + (0.3 if tile_rows else 0.15)
    subtitle = f"{len(told.panels)} 项有变化、分项或多年数据 · {len(told.tiles)} 项单一数据" + (
        f" · 另有 {told.left_out:,} 项未画出" if told.left_out else ""
    )
    wide = (WIDTH - 0.7 - (_COLUMNS - 1) * _GAP) / _COLUMNS
    with sheet(WIDTH, max(height, 1.6), f"指标数据:{title}", subtitle) as (figure, axes):
        for place, panel in enumerate(told.panels):
            x = 0.35 + place % _COLUMNS * (wide + _GAP)
            y = _TOP + place // _COLUMNS * (panel_tall + _GAP)
            _frame(axes, x, y, wide, panel_tall)
            lines = cut(wrap(panel.name + (f"({panel.unit})" if panel.unit else ""), 17.5), 2)
            for row, line in enumerate(lines):
                axes.text(x + 0.14, y + 0.2 + 0.18 * row, line, fontsize=9.5, color=INK, va="center_baseline", fontweight="bold")
            _whose(axes, x + 0.14, y + 0.2 + 0.18 * len(lines), panel.body, 20)
            top = y + 0.25 + 0.18 * len(lines) + (more if panel.body else 0.0)
            _KINDS[panel.kind](axes, x + 0.14, top, wide - 0.28, y + panel_tall - 0.12, panel)
        tile = (WIDTH - 0.7 - 3 * 0.12) / 4
        for place, (name, value, body) in enumerate(told.tiles):
            x, y = 0.35 + place % 4 * (tile + 0.12), below + place // 4 * (tile_tall + 0.08)
            _frame(axes, x, y, tile, tile_tall)
            _tile(axes, x, y, name, value)
            _whose(axes, x + 0.12, y + tile_tall - 0.13, body, 17.5)
    return figure


def _whose(axes: Axes, x: float, y: float, body: str, room: float) -> None:
    """The body and the year that a figure is of, in one line."""
    if body:
        axes.text(x, y, cut(wrap(body, room), 1)[0], fontsize=8, color="#8b95a1", va="center_baseline")


def _frame(axes: Axes, x: float, y: float, wide: float, tall: float) -> None:
    from matplotlib.patches import FancyBboxPatch

    style = "round,pad=0,rounding_size=0.07"
    axes.add_patch(FancyBboxPatch((x, y), wide, tall, boxstyle=style, facecolor="#fbfcfd", edgecolor="#e3e8ed", linewidth=0.9))


def _tile(axes: Axes, x: float, y: float, name: str, value: str) -> None:
    axes.text(x + 0.12, y + 0.22, value, fontsize=13, color=_NOW, va="center_baseline", fontweight="bold")
    for row, line in enumerate(cut(wrap(name, 16.4), 2)):
        axes.text(x + 0.12, y + 0.47 + 0.17 * row, line, fontsize=9, color=FAINT, va="center_baseline")


def _draw_change(axes: Axes, x: float, top: float, wide: float, bottom: float, panel: Panel) -> None:
    """Last year and this year as bars, and the change as an arrow in words."""
    from matplotlib.patches import Rectangle

    down = panel.change.startswith(("下降", "减少"))
    if len(panel.figures) == 2:
        most = max(value for _, value in panel.figures) or 1
        for row, (label, value) in enumerate(panel.figures):
            y = top + 0.16 + row * 0.34
            long = (wide - 1.75) * value / most
            axes.text(x, y, label, fontsize=9, color=FAINT, va="center_baseline")
            axes.add_patch(
                Rectangle((x + 0.9, y - 0.11), max(long, 0.015), 0.22, facecolor=_NOW if row else _BEFORE, edgecolor="none")
            )
            about = "" if row or panel.exact or value == int(value) else "约 "
            axes.text(
                x + 0.97 + long,
                y,
                about + number(round(value) if about else value),
                fontsize=9.5,
                color=INK,
                va="center_baseline",
            )
    elif panel.figures:
        axes.text(
            x,
            (top + bottom) / 2 - 0.12,
            number(panel.figures[0][1]) + panel.unit,
            fontsize=17,
            color=_NOW,
            va="center_baseline",
            fontweight="bold",
        )
    else:
        axes.text(x, (top + bottom) / 2 - 0.12, "只报告变化", fontsize=9, color=FAINT, va="center_baseline")
    axes.text(
        x,
        bottom - 0.16,
        f"{'▼' if down else '▲'} {panel.change}",
        fontsize=11,
        color=_DOWN if down else _UP,
        va="center_baseline",
        fontweight="bold",
    )


def _draw_parts(axes: Axes, x: float, top: float, wide: float, bottom: float, panel: Panel) -> None:
    """A total as a bar of its parts, each named below."""
    from matplotlib.patches import Rectangle

    (_, total), *parts = panel.figures
    real = sum(value for _, value in parts) or 1
    axes.text(x, top + 0.13, f"合计 {number(total)}", fontsize=11, color=INK, va="center_baseline")
    at = x
    for place, (_, value) in enumerate(parts):
        long = wide * value / real
        axes.add_patch(
            Rectangle((at, top + 0.28), max(long, 0.012), 0.2, facecolor=_PARTS[place % 8], edgecolor="#ffffff", linewidth=0.6)
        )
        at += long
    columns = 2 if len(parts) > 2 and all(len(label) < 8 for label, _ in parts) else 1
    most = 2 * columns if top + 0.68 + 0.2 * 2 > bottom else 3 * columns
    for place, (label, value) in enumerate(parts[:most]):
        left, y = x + place % columns * wide / 2, top + 0.66 + place // columns * 0.2
        axes.add_patch(Rectangle((left, y - 0.055), 0.11, 0.11, facecolor=_PARTS[place % 8], edgecolor="none"))
        words = cut(wrap(label, 14 if columns == 1 else 7.5), 1)[0]
        axes.text(left + 0.16, y, f"{words} {number(value)}", fontsize=8.8, color=FAINT, va="center_baseline")


def _draw_series(axes: Axes, x: float, top: float, wide: float, bottom: float, panel: Panel) -> None:
    """Values of several years as columns."""
    from matplotlib.patches import Rectangle

    most = max(value for _, value in panel.figures) or 1
    step = wide / len(panel.figures)
    tall = bottom - top - 0.5
    for place, (year, value) in enumerate(panel.figures):
        high, left = tall * max(value, 0) / most, x + place * step
        last = place == len(panel.figures) - 1
        axes.add_patch(
            Rectangle(
                (left + step * 0.2, bottom - 0.22 - high),
                step * 0.6,
                max(high, 0.01),
                facecolor=_NOW if last else _BEFORE,
                edgecolor="none",
            )
        )
        axes.text(left + step / 2, bottom - 0.3 - high, number(value), fontsize=8.8, color=INK, ha="center", va="bottom")
        axes.text(left + step / 2, bottom - 0.08, year, fontsize=8.8, color=FAINT, ha="center", va="center_baseline")


_KINDS = {"change": _draw_change, "parts": _draw_parts, "series": _draw_series}
