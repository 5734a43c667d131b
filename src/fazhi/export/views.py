"""Views: what becomes node and edge is a choice, and people want small, meaningful pictures.

Each view is a function from the full network to a smaller one, whose nodes and edges have the same attributes. The table
`VIEWS` names them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from fazhi.errors import QueryError
from fazhi.export.spread import alike, spread

if TYPE_CHECKING:
    import networkx as nx

_PARTICULAR = ("carriedOutBy", "usesMechanism", "basedOn")


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name after `--view`, its words, the function that makes it."""

    name: str
    zh: str
    en: str
    make: Callable[[nx.MultiDiGraph[str]], nx.MultiDiGraph[str]]


def view(network: nx.MultiDiGraph[str], name: str) -> nx.MultiDiGraph[str]:
    """A network as a view shows it. Raises QueryError where there is no such view."""
    try:
        return VIEWS[name].make(network)
    except KeyError:
        raise QueryError(f"view {name!r}: there is none of this name; give one of {', '.join(VIEWS)}") from None


def _full(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Everything."""
    return network


def _measures(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Shortcomings, the measures that address them, and the themes of both: 举措针对不足, 各属哪个主题."""
    return _part(network, {"Shortcoming", "Measure", "Theme"}, {"addresses", "theme"})


def _mechanisms(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Mechanisms, the measures that use them, and their themes."""
    return _part(network, {"Mechanism", "Measure", "Theme"}, {"usesMechanism", "involves", "theme"}, around={"Mechanism"})


def _regulations(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Regulations, the measures that are based on them or name them, the reports that mention them, and their successors."""
    kinds = {"Regulation", "Measure", "Report"}
    return _part(network, kinds, {"basedOn", "involves", "mentionedIn", "isReplacedBy"}, around={"Regulation"})


def _indicators(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Indicators, the figures told of them, totals with their parts, and the measures that the figures are results of."""
    return _part(
        network,
        {"Indicator", "Observation", "Measure"},
        {"indicator", "partOf", "hasResult"},
        around={"Indicator", "Observation"},
    )


def _departments(network: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The co-operation network: bodies, joined where one measure involves both; the weight is the number of such measures.

    An edge has no direction in itself; it goes from the body whose IRI comes first. `measures` of a body is the number of
    measures that involve it; of an edge, their titles. The confidence of an edge is that of its surest measure.
    """
    import networkx

    found: nx.MultiDiGraph[str] = networkx.MultiDiGraph()
    involved = _involved(network)
    for node, data in network.nodes(data=True):
        if data["type"] == "Department":
            found.add_node(node, **data, measures=sum(1 for bodies in involved.values() if node in bodies))
    shared: dict[tuple[str, str], list[str]] = {}
    for measure, bodies in involved.items():
        for pair in combinations(sorted(bodies), 2):
            shared.setdefault(pair, []).append(measure)
    for (one, other), measures in sorted(shared.items()):
        found.add_edge(one, other, key="cooperatesWith", **_cooperation(network, one, other, measures, involved))
    return found


def _involved(network: nx.MultiDiGraph[str]) -> dict[str, dict[str, dict[str, Any]]]:
    """The bodies that each measure involves, with the data of the edge."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for source, target, data in network.edges(data=True):
        if data["type"] in ("carriedOutBy", "involves") and network.nodes[target]["type"] == "Department":
            found.setdefault(source, {}).setdefault(target, data)
    return found


def _cooperation(
    network: nx.MultiDiGraph[str], one: str, other: str, measures: list[str], involved: dict[str, dict[str, dict[str, Any]]]
) -> dict[str, Any]:
    """The attributes of the edge between two bodies that share measures."""
    data = [network.nodes[measure] for measure in measures]
    sure = [min(involved[measure][end]["confidence"] for end in (one, other)) for measure in measures]
    years = sorted({row["year"] for row in data if "year" in row})
    return {
        "type": "cooperatesWith",
        "direction": "undirected",
        "report": "; ".join(sorted({str(row["report"]) for row in data})),
        **({"year": years[0]} if years else {}),
        "confidence": max(sure),
        "evidence": str(data[0].get("evidence", data[0]["label"])),
        "weight": len(measures),
        "measures": "; ".join(str(row["label"]) for row in data),
    }


def _part(
    network: nx.MultiDiGraph[str], kinds: set[str], relations: set[str], *, around: set[str] | None = None
) -> nx.MultiDiGraph[str]:
    """Nodes of some types and the edges of some types between them; with `around`, only such nodes and what is tied to them.

    Where a particular relation joins two nodes, the general `involves` between them is left out. A theme, report or measure
    that nothing ties to the rest is left out.
    """
    import networkx

    found: nx.MultiDiGraph[str] = networkx.MultiDiGraph()
    found.add_nodes_from((node, data) for node, data in network.nodes(data=True) if data["type"] in kinds)
    for source, target, key, data in network.edges(keys=True, data=True):
        if data["type"] in relations and source in found and target in found and not _told_better(network, source, target, data):
            found.add_edge(source, target, key=key, **data)
    if around:
        near = {node for node, data in found.nodes(data=True) if data["type"] in around}
        tied = near | {other for node in near for other in (*found.successors(node), *found.predecessors(node))}
        if "Theme" in kinds:
            tied |= {other for node in tied for other in found.successors(node) if found.nodes[other]["type"] == "Theme"}
        found.remove_nodes_from([node for node in found if node not in tied])
    found.remove_nodes_from([node for node in found if found.nodes[node]["type"] == "Theme" and not found.degree(node)])
    return found


def _told_better(network: nx.MultiDiGraph[str], source: str, target: str, data: dict[str, Any]) -> bool:
    others = network.get_edge_data(source, target) or {}
    return data["type"] == "involves" and any(other["type"] in _PARTICULAR for other in others.values())


def _table() -> Iterator[View]:
    yield View("full", "全图", "everything", _full)
    yield View("measures", "不足与举措", "shortcomings, measures and themes", _measures)
    yield View("departments", "机构协作", "co-operation of departments", _departments)
    yield View("mechanisms", "制度机制", "mechanisms and measures", _mechanisms)
    yield View("regulations", "规范文件", "regulations and measures", _regulations)
    yield View("indicators", "指标数据", "indicators and figures", _indicators)
    yield View("spread", "机制扩散", "mechanisms and the bodies that took them up", spread)
    yield View("alike", "机制相近的机构", "bodies tied by the mechanisms they share", alike)


VIEWS = {row.name: row for row in _table()}
"""The views, by their names."""
