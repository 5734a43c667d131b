r"""One page to share: the graph to pan, zoom, search and filter, and for each thing its evidence in the text.

The page is one file that asks no network: script, style and data are in it, and it forbids itself to load anything. It opens
with shortcomings, measures and themes in columns; a large graph is shown by report, by neighbourhood, or by its most connected
part, never as a hairball. Lost is what GraphML loses, except that all places of evidence and the texts of the reports are there.
Literal bytes::

    <script type="application/json" id="data">

The order is fixed: the same graph gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, BinaryIO

from fazhi.export.graphs import Graphs
from fazhi.export.lines import split, value
from fazhi.export.network import Attributes, Place, elements, network
from fazhi.export.views import VIEWS, view
from fazhi.export.words import EDGE_TYPES, NODE_TYPES, OTHER, THEME_COLOURS
from fazhi.vocabulary import DCTERMS, FZ, MECHANISM_KINDS, QUALIFIERS, REGULATION_KINDS, ROLES, STATUSES, THEMES

if TYPE_CHECKING:
    import networkx as nx

_SHOWN = (
    "status",
    "value",
    "unit",
    "qualifier",
    "changePercent",
    "changeAbsolute",
    "kind",
    "documentNumber",
    "aliases",
    "role",
    "measures",
    "mechanisms",
    "bodies",
)
_REPORT_TEXT = {f"<{FZ.text}>": "text", f"<{DCTERMS.title}>": "title", f"<{DCTERMS.identifier}>": "id"}


@dataclass(frozen=True, slots=True)
class _Look:
    """How the page shows a view: columns of types, or none for a force layout; the relations; which types are at home in it."""

    columns: tuple[tuple[str, ...], ...]
    relations: tuple[str, ...]
    home: tuple[str, ...]


_LOOKS = {
    "measures": _Look((("Shortcoming",), ("Measure",), ("Theme",)), ("addresses", "theme"), ("Measure", "Shortcoming", "Theme")),
    "departments": _Look((), ("cooperatesWith",), ("Department",)),
    "mechanisms": _Look((("Mechanism",), ("Measure",), ("Theme",)), ("usesMechanism", "involves", "theme"), ("Mechanism",)),
    "regulations": _Look(
        (("Regulation",), ("Measure",), ("Theme",)), ("basedOn", "involves", "theme", "isReplacedBy"), ("Regulation",)
    ),
    "indicators": _Look(
        (("Measure",), ("Observation",), ("Indicator",)), ("hasResult", "indicator", "partOf"), ("Observation", "Indicator")
    ),
    "spread": _Look((), ("takesUp",), ("Department", "Mechanism")),
    "alike": _Look((), ("sharesMechanisms",), ("Department",)),
    "full": _Look((), tuple(EDGE_TYPES), ("Report", "Section", "Cause")),
}


def write(given: tuple[Graphs, str], file: BinaryIO) -> None:
    """Write graphs, or a view of them, as a page of HTML."""
    graphs, name = given
    folder = files("fazhi.export") / "page"
    text = folder.joinpath("page.html").read_text("utf-8")
    told = json.dumps(_data(graphs, name), ensure_ascii=False, separators=(",", ":"))
    parts = {
        "/* STYLE */": folder.joinpath("page.css").read_text("utf-8").strip(),
        "/* DATA */": told.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
        "/* SCRIPT */": folder.joinpath("page.js").read_text("utf-8").strip(),
    }
    for mark, content in parts.items():
        before, after = text.split(mark)
        file.write(before.encode())
        file.write(content.encode())
        text = after
    file.write(text.encode())


def _data(graphs: Graphs, name: str) -> dict[str, Any]:
    """All that the page knows."""
    full = network(graphs)
    seen = view(full, name)
    reports = list(_reports(graphs))
    places: dict[str, list[Attributes]] = {}
    for element in elements(graphs):
        if isinstance(element, Place):
            places.setdefault(element.node, []).append(element.data)
    kinds = [kind for kind in (*NODE_TYPES.values(), OTHER) if kind.name in {data["type"] for _, data in seen.nodes(data=True)}]
    page = _Page(seen, [row["id"] for row in reports], [kind.name for kind in kinds], _themes(full))
    shown = [name] if name != "full" else ["measures", "departments", "mechanisms", "regulations", "indicators", "full"]
    co_operation = list(page.edges(view(full, "departments"))) if name == "full" else []
    return {
        "start": shown[0],
        "reports": reports,
        "types": [{"name": kind.name, "zh": kind.zh, "en": kind.en, "colour": kind.colour, "size": kind.size} for kind in kinds],
        "themes": [{"zh": row.zh, "en": row.en, "colour": THEME_COLOURS[row.code]} for row in THEMES.values()],
        "relations": {row.name: {"zh": row.zh, "en": row.en} for row in EDGE_TYPES.values()},
        "codes": {
            row.code: {"zh": row.zh, "en": row.en}
            for rows in (QUALIFIERS, STATUSES, REGULATION_KINDS, MECHANISM_KINDS, ROLES)
            for row in rows.values()
        },
        "nodes": [page.node(node, data, places.get(node, [])) for node, data in seen.nodes(data=True)],
        "edges": list(page.edges(seen)),
        "cooperation": co_operation,
        "views": [page.view(one, full, co_operation) for one in shown],
    }


def _reports(graphs: Graphs) -> Iterator[dict[str, str]]:
    """Identifier, title and text of each report."""
    for _, lines in graphs:
        told = {"id": "", "title": "", "text": ""}
        found = False
        for line in lines:
            _, predicate, term, _ = split(line)
            if predicate in _REPORT_TEXT:
                told[_REPORT_TEXT[predicate]] = value(term)
                found = True
        if found:
            yield told


def _themes(graph: nx.MultiDiGraph[str]) -> dict[str, list[int]]:
    """The themes of each node by their places in `THEMES`: its own, else those of the measures and shortcomings beside it."""
    order = {code: place for place, code in enumerate(THEMES)}
    iris = {concept.iri: order[concept.code] for concept in THEMES.values()}
    found = {
        node: [iris[node]]
        if node in iris
        else sorted(order[code] for code in str(data.get("theme", "")).split("; ") if code in order)
        for node, data in graph.nodes(data=True)
    }
    for kinds in (("Measure", "Shortcoming"), ("Observation",)):  # indicators lie beyond observations
        for node in graph:
            if not found[node] and graph.nodes[node]["type"] not in ("Report", "Section"):
                near = {*graph.successors(node), *graph.predecessors(node)}
                found[node] = sorted({theme for other in near if graph.nodes[other]["type"] in kinds for theme in found[other]})
    return found


class _Page:
    """What the rows of the page are made with."""

    def __init__(self, graph: nx.MultiDiGraph[str], reports: list[str], kinds: list[str], themes: dict[str, list[int]]) -> None:
        self.numbers = {node: number for number, node in enumerate(graph)}
        self.reports = {identifier: number for number, identifier in enumerate(reports)}
        self.kinds = kinds
        self.themes = themes

    def node(self, node: str, data: Attributes, places: list[Attributes]) -> dict[str, Any]:
        """A node: id, label, type, reports, themes, confidence, places in texts, other attributes."""
        kind = str(data["type"])
        return {
            "i": node,
            "l": data["label"],
            "t": self.kinds.index(kind if kind in NODE_TYPES else OTHER.name),
            "r": [self.reports[one] for one in str(data["report"]).split("; ") if one in self.reports] if kind != "Theme" else [],
            "h": self.themes.get(node, []),
            "c": data["confidence"],
            "p": [self._place(place) for place in places],
            "a": {name: data[name] for name in _SHOWN if name in data},
        }

    def _place(self, place: Attributes) -> dict[str, Any]:
        report = self.reports.get(str(place["report"]), -1)
        short = {"s": "start", "e": "end", "n": "line", "p": "page", "u": "rule", "c": "confidence"}
        told = {key: place[name] for key, name in short.items() if name in place}
        exact = report >= 0 and "s" in told and "e" in told
        return {"r": report, **told} if exact else {"r": -1, **told, "q": place["evidence"]}

    def edges(self, graph: nx.MultiDiGraph[str]) -> Iterator[dict[str, Any]]:
        """The edges: ends, relation, confidence, quote; of co-operation, the measures."""
        for source, target, data in graph.edges(data=True):
            if source in self.numbers and target in self.numbers and not _told_better(graph, source, target, data):
                ends = {"s": self.numbers[source], "t": self.numbers[target]}
                edge = {**ends, "k": data["type"], "c": data["confidence"], "q": data["evidence"]}
                if "weight" in data:
                    shared = data["measures"] if "measures" in data else data["mechanisms"]
                    edge |= {"w": data["weight"], "m": str(shared).replace("; ", "、")}
                yield edge

    def view(self, name: str, graph: nx.MultiDiGraph[str], co_operation: list[dict[str, Any]]) -> dict[str, Any]:
        """A view: its words, its nodes, how it is laid out."""
        look, row = _LOOKS[name], VIEWS[name]
        kinds = {kind for column in look.columns for kind in column}
        shown = [node for node, data in view(graph, name).nodes(data=True) if not kinds or data["type"] in kinds]
        if name == "regulations":
            shown += sorted(self._themes_of(graph, set(shown)) - set(shown))
        nodes = [self.numbers[node] for node in shown if node in self.numbers]
        told: dict[str, Any] = {
            "name": name,
            "zh": row.zh,
            "en": name.capitalize(),
            "nodes": nodes,
            "relations": look.relations,
            "home": look.home,
        }
        if look.columns:
            told["columns"] = look.columns
        if name == "departments" and co_operation:
            told["edges"] = co_operation
        return told

    @staticmethod
    def _themes_of(graph: nx.MultiDiGraph[str], shown: set[str]) -> set[str]:
        """The themes of measures that are shown."""
        told = graph.edges(data=True)
        return {b for a, b, data in told if data["type"] == "theme" and a in shown and graph.nodes[a]["type"] == "Measure"}


def _told_better(graph: nx.MultiDiGraph[str], source: str, target: str, data: Attributes) -> bool:
    others = graph.get_edge_data(source, target) or {}
    return data["type"] == "involves" and any(
        other["type"] in ("carriedOutBy", "usesMechanism", "basedOn") for other in others.values()
    )
