"""The ontology as a diagram: classes as boxes, properties as arrows, with the labels of `fazhi.ttl`.

What stands where is told once, in `ontology/draw.py` beside the ontology; here the same is drawn with outlines of letters, so
that it displays everywhere.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from fazhi.draw.sheet import sheet
from fazhi.resources import resource

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SCALE = 130.0  # units of the diagram in an inch
_TOP = 0.75
_POINTS = 72 / _SCALE


@dataclass(frozen=True, slots=True)
class Terms:
    """The diagram as SVG text, whose rectangles, lines and words are drawn."""

    svg: str


@cache
def _script() -> ModuleType:
    """The module beside the ontology that knows where things stand."""
    spec = importlib.util.spec_from_file_location("fazhi_ontology_draw", resource("ontology", "draw.py"))
    assert spec is not None and spec.loader is not None  # noqa: PT018
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def terms(_: object = None) -> Terms:
    """What the ontology says, laid out."""
    from rdflib import Graph

    return Terms(_script().draw(Graph().parse(resource("ontology", "fazhi.ttl"), format="turtle")))


def draw(told: Terms, title: str) -> Figure:
    """The picture."""
    root = ElementTree.fromstring(told.svg)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    with sheet(width / _SCALE, height / _SCALE + _TOP, "fazhi 本体", "类与属性;虚线为封闭的概念表") as (figure, axes):
        for element in root:
            tag = element.tag.rsplit("}", 1)[-1]
            if tag == "rect" and "x" in element.attrib:
                _rectangle(axes, element.attrib)
            elif tag == "path":
                _line(axes, element.attrib)
        for element in root:
            if element.tag.endswith("text"):
                _text(axes, element.attrib, element.text or "")
    return figure


def _at(x: float, y: float) -> tuple[float, float]:
    return x / _SCALE, y / _SCALE + _TOP - 0.2


def _rectangle(axes: Axes, a: dict[str, str]) -> None:
    from matplotlib.patches import FancyBboxPatch

    wide, tall, round_ = float(a["width"]) / _SCALE, float(a["height"]) / _SCALE, float(a.get("rx", "0")) / _SCALE
    style = f"round,pad=0,rounding_size={round_}"
    faint = float(a.get("stroke-opacity", "1"))
    dashes: Any = (0, (4, 2.4)) if "stroke-dasharray" in a else "solid"
    axes.add_patch(
        FancyBboxPatch(
            _at(float(a["x"]), float(a["y"])), wide, tall, boxstyle=style, facecolor=a["fill"], linestyle=dashes,
            edgecolor=(a["stroke"], faint), linewidth=float(a.get("stroke-width", "1")) * _POINTS * 1.3,
        )
    )  # fmt: skip


def _line(axes: Axes, a: dict[str, str]) -> None:
    points = [_at(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", a["d"])]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    axes.plot(xs, ys, color=a["stroke"], linewidth=0.95, solid_joinstyle="round")
    if "marker-end" in a:
        axes.annotate(
            "",
            points[-1],
            points[-2],
            arrowprops={"arrowstyle": "-|>", "color": a["stroke"], "lw": 0.95, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 9},
        )


def _text(axes: Axes, a: dict[str, str], text: str) -> None:
    align = {"middle": "center", "end": "right"}.get(a.get("text-anchor", "start"), "left")
    weight = "bold" if "font-weight" in a else "normal"
    size = float(a["font-size"]) * _POINTS
    axes.text(
        *_at(float(a["x"]), float(a["y"])), text, fontsize=size, color=a["fill"], ha=align, va="baseline", fontweight=weight
    )
