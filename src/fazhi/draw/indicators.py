"""Indicators as small multiples: changes against the year before, totals with their parts, and series over the years.

A panel shows an indicator whose figures say more than one number: what a report tells of last year (drawn from the change it
tells), the parts of a total, or the values of several years. Plain figures stand below as large numbers. Where bodies or years
are several, each figure has its own below it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fazhi.draw.sheet import FAINT, INK, cut, sheet, wrap

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, _TOP, _COLUMNS, _GAP = 10.0, 1.15, 3, 0.22
_PANEL, _TILE, _BODY = 1.75, 0.82, 0.19
_MOST_PANELS, _MOST_TILES = 18, 24
_NOW, _BEFORE, _UP, _DOWN = "#2f5fa8", "#c3cedc", "#2a7f78", "#c0562b"
_PARTS = ("#2f5fa8", "#8fb4d9", "#2a7f78", "#9ccbc5", "#c98a2b", "#e2c48f", "#7a4fa3", "#c1aed6")


@dataclass(frozen=True, slots=True)
class Panel:
    """One indicator: its name, unit, figures as label and value, kind of panel, the change in words, and whose it is."""

    name: str
    unit: str
    kind: str
    figures: tuple[tuple[str, float], ...]
    change: str = ""
    exact: bool = True  # whether the value of last year is worked out from a difference, not from a percentage
    body: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is drawn: panels, plain figures as name, value with unit and whose it is, and how many are left out."""

    panels: tuple[Panel, ...]
    tiles: tuple[tuple[str, str, str], ...] = field(default=())
    left_out: int = 0


def figures(graph: nx.MultiDiGraph[str]) -> Figures:
    """What the network tells of indicators, changes and parts first."""
    told = {node: data for node, data in graph.nodes(data=True) if data["type"] == "Observation"}
    name = {a: str(graph.nodes[b]["label"]) for a, b, data in graph.edges(data=True) if data["type"] == "indicator"}
    parts: dict[str, list[str]] = {}
    for part, whole, data in graph.edges(data=True):
        if data["type"] == "partOf":
            parts.setdefault(whole, []).append(part)
    bodies = _bodies(graph)
    panels: list[Panel] = [
        _parts(name.get(node, ""), told[node], [(name.get(p, ""), told[p]) for p in found], bodies)
        for node, found in parts.items()
    ]
    used = {*parts, *(part for found in parts.values() for part in found)}
    series: dict[tuple[str, str, str], list[str]] = {}
    issuers = _issuers(graph)
    for node, data in told.items():
        if "value" in data and "year" in data and (issuer := issuers.get(str(data["report"]))):
            series.setdefault((issuer, name.get(node, ""), str(data.get("unit", ""))), []).append(node)
    for (issuer, label, unit), nodes in series.items():
        years = {int(told[node]["year"]): float(told[node]["value"]) for node in nodes}
        if len(years) > 1:
            body = _names(graph, issuer) if bodies else ""
            panels.append(Panel(label, unit, "series", tuple((str(year), years[year]) for year in sorted(years)), body=body))
            used |= set(nodes)
    panels += [_change(name.get(node, ""), data, bodies) for node, data in told.items() if _changed(data) and node not in used]
    used |= {node for node, data in told.items() if _changed(data)}
    order = {"series": 0, "change": 1, "parts": 2}
    panels.sort(key=lambda panel: (not panel.figures, order[panel.kind]))
    plain = [(name.get(node, ""), data) for node, data in told.items() if node not in used and "value" in data]
    tiles = [(label, amount(data), bodies.get(str(data["report"]), "")) for label, data in plain]
    left_out = max(len(panels) - _MOST_PANELS, 0) + max(len(tiles) - _MOST_TILES, 0)
    return Figures(tuple(panels[:_MOST_PANELS]), tuple(tiles[:_MOST_TILES]), left_out)


def _bodies(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Body and year of each report, by its identifier; nothing where there is only one report."""
    issuers = _issuers(graph)
    if len(issuers) < 2:
        return {}
    years = {str(data["report"]): str(data.get("year", "")) for _, data in graph.nodes(data=True) if data["type"] == "Report"}
    return {report: f"{_names(graph, issuer)} {years.get(report, '')}".strip() for report, issuer in issuers.items()}


def _names(graph: nx.MultiDiGraph[str], issuer: str) -> str:
    return "、".join(str(graph.nodes[body]["label"]) for body in issuer.split("+"))


def _issuers(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """The body that issued each report, by the identifier of the report: only what one body tells of itself is a series."""
    told = [(str(graph.nodes[a]["report"]), b) for a, b, data in graph.edges(data=True) if data["type"] == "issuer"]
    return {report: "+".join(sorted(b for a, b in told if a == report)) for report, _ in told}


def _changed(data: Any) -> bool:
    return "changePercent" in data or "changeAbsolute" in data


def _parts(name: str, whole: Any, parts: list[tuple[str, Any]], bodies: dict[str, str]) -> Panel:
    """A total with its parts, called without the words they share with the total."""
    told = sorted(((label, float(data.get("value", 0))) for label, data in parts), key=lambda item: -item[1])
    stem = _stem([label for label, _ in told], name)
    total = float(whole.get("value", sum(value for _, value in told)))
    rest = total - sum(value for _, value in told)
    short = [(_short(label, name, stem), value) for label, value in told]
    if rest > 0 and rest / total > 0.001:
        short.append(("其余", rest))
    body = bodies.get(str(whole["report"]), "")
    return Panel(name, str(whole.get("unit", "")), "parts", (("合计", total), *short), body=body)


def _stem(labels: list[str], total: str) -> str:
    """The words before what tells the parts apart: up to "of them" (中), else those that the total has too."""
    shared = _shared(labels) if len(labels) > 1 else ""
    return shared[: shared.rindex("中") + 1] if "中" in shared else _shared([*labels, total])


def _shared(names: list[str]) -> str:
    """What all names begin with."""
    first, last = min(names), max(names)
    return first[: next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))]


def _short(label: str, total: str, stem: str) -> str:
    rest = label.removeprefix(stem).removeprefix("中")
    end = _shared([label[::-1], total[::-1]])[::-1]
    return rest.removesuffix(end) or rest or label


def _change(name: str, data: Any, bodies: dict[str, str]) -> Panel:
    """A figure with what it was the year before, as the change tells it."""
    value = float(data["value"]) if "value" in data else None
    unit, body = str(data.get("unit", "")), bodies.get(str(data["report"]), "")
    exact = "changePercent" not in data
    if exact:
        change = float(data["changeAbsolute"])
        before = None if value is None else round(value - change, 6)
        of = " 个百分点" if unit == "%" else unit
        words = f"{'增加' if change > 0 else '减少'} {number(abs(change))}{of}"
    else:
        percent = float(data["changePercent"])
        rate = unit == "%"  # of which the change is told in points or in percent, so nothing is worked out
        before = None if value is None or percent <= -100 or rate else value / (1 + percent / 100)
        words = f"{'上升' if percent > 0 else '下降'} {number(abs(percent))}%"
    now = () if value is None else (("本年", value),)
    last = () if before is None or before < 0 else (("上年(推算)", before),)
    return Panel(name, unit, "change", (*last, *now), words, exact, body)


def number(value: float) -> str:
    """A number as people write it.

    >>> number(57600.0), number(5.46), number(1234567.0), number(16200000.0)
    ('57,600', '5.46', '123.5 万', '1,620 万')
    """
    if abs(value) >= 1e8:
        return f"{_digits(value / 1e8)} 亿"
    if abs(value) >= 1e6:
        return f"{_digits(value / 1e4)} 万"
    return _digits(value)


def _digits(value: float) -> str:
    """A number with four digits that count, whole ones with commas."""
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 1e3 else f"{value:,.4g}"


def amount(data: Any) -> str:
    """A figure with its unit.

    >>> amount({"value": 16200000.0, "unit": "元"}), amount({"value": 12.0, "unit": "件"})
    ('1,620 万元', '12 件')
    """
    told, unit = number(float(data["value"])), str(data.get("unit", ""))
    return f"{told}{unit}" if told[-1] in "万亿" else f"{told} {unit}".strip()


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
    colour = _DOWN if down else _UP
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
        axes.text(
            x,
            bottom - 0.16,
            f"{'▼' if down else '▲'} {panel.change}",
            fontsize=11,
            color=colour,
            va="center_baseline",
            fontweight="bold",
        )
        return
    middle = (top + bottom) / 2
    if panel.figures:
        axes.text(
            x,
            middle - 0.12,
            number(panel.figures[0][1]) + panel.unit,
            fontsize=17,
            color=_NOW,
            va="center_baseline",
            fontweight="bold",
        )
    else:
        axes.text(x, middle - 0.12, "只报告变化", fontsize=9, color=FAINT, va="center_baseline")
    axes.text(
        x,
        bottom - 0.16,
        f"{'▼' if down else '▲'} {panel.change}",
        fontsize=11,
        color=colour,
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
