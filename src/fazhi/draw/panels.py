"""What the picture of indicators tells: changes against the year before, totals with their parts, series over the years.

A panel shows an indicator whose figures say more than one number: what a report tells of last year (worked out from the change
it tells), the parts of a total, or the values of several years. Plain figures are tiles. Where bodies or years are several,
each figure has its own with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

_MOST_PANELS, _MOST_TILES = 18, 24
_SIGNS = {"at_least": "≥ ", "approx": "约 ", "at_most": "≤ "}


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
    """A figure with its unit, and a sign where it is not exact.

    >>> amount({"value": 16200000.0, "unit": "元"}), amount({"value": 30.0, "unit": "个", "qualifier": "at_least"})
    ('1,620 万元', '≥ 30 个')
    """
    sign = _SIGNS.get(str(data.get("qualifier")), "")
    told, unit = number(float(data["value"])), str(data.get("unit", ""))
    return sign + (f"{told}{unit}" if told[-1] in "万亿" else f"{told} {unit}".strip())
