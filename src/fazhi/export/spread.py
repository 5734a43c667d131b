"""How mechanisms spread: which bodies took up which, since when, and which bodies are tied by those they share.

A body is one that issued a report; it takes a mechanism up in the first year in which a report of its names it. Mechanisms of one
name are one here, and so are bodies and mechanisms that are known to be the same (`sameAs`).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.MultiDiGraph[str]

Taken = dict[str, dict[str, list[dict[str, Any]]]]
"""What is told of a mechanism in the reports of a body: by mechanism and body, in the order of the years."""

_PLACE = ("evidence", "start", "end", "line", "page", "rule")


def spread(network: Network) -> Network:
    """The bodies that issued reports, the mechanisms that they name, and since when.

    An edge goes from the body to the mechanism; its year and quote are those of the first report, `years` are all. `mechanisms`
    of a body is the number of those it has, `bodies` of a mechanism that of the bodies that have it.
    """
    import networkx

    found: Network = networkx.MultiDiGraph()
    taken, members = _taken(network)
    issuers = {body for bodies in taken.values() for body in bodies}
    for node in network:
        if node in taken:
            found.add_node(node, **_merged(network, members[node]), bodies=len(taken[node]))
        elif node in issuers:
            count = sum(1 for bodies in taken.values() if node in bodies)
            found.add_node(node, **_merged(network, members[node]), mechanisms=count)
    for mechanism, bodies in taken.items():
        for body, told in bodies.items():
            place = {name: told[0][name] for name in _PLACE if name in told[0]}
            found.add_edge(body, mechanism, key="takesUp", type="takesUp", direction="directed", **_told(told), **place)
    return found


def alike(network: Network) -> Network:
    """The bodies that issued reports, tied by the mechanisms they share; the weight is the number of these.

    An edge has no direction in itself. `mechanisms` are the names of what is shared, the rarest first; the quote is that of the
    rarest, the year the first in which both bodies had one of them.
    """
    import networkx

    seen = spread(network)
    found: Network = networkx.MultiDiGraph()
    found.add_nodes_from((node, data) for node, data in seen.nodes(data=True) if data["type"] == "Department")
    shared: dict[tuple[str, str], list[str]] = {}
    rows = [(data["bodies"], data["label"], node) for node, data in seen.nodes(data=True) if data["type"] == "Mechanism"]
    for _, _, mechanism in sorted(rows):
        for pair in combinations(sorted(seen.predecessors(mechanism)), 2):
            shared.setdefault(pair, []).append(mechanism)
    for (one, other), mechanisms in sorted(shared.items()):
        edges = [[seen.edges[body, mechanism, "takesUp"] for body in (one, other)] for mechanism in mechanisms]
        years = [max(edge["year"] for edge in pair) for pair in edges if all("year" in edge for edge in pair)]
        told = {**_told([edge for pair in edges for edge in pair]), **({"year": min(years)} if years else {})}
        told.pop("years", None)
        told["confidence"] = max(min(edge["confidence"] for edge in pair) for pair in edges)
        names = "; ".join(str(seen.nodes[mechanism]["label"]) for mechanism in mechanisms)
        told |= {"evidence": edges[0][0]["evidence"], "weight": len(mechanisms), "mechanisms": names}
        found.add_edge(one, other, key="sharesMechanisms", type="sharesMechanisms", direction="undirected", **told)
    return found


def _taken(network: Network) -> tuple[Taken, dict[str, list[str]]]:
    """Who took up what, and the nodes that each of these stands for."""
    names = _same(network)
    issuers: dict[str, set[str]] = {}
    mentions: list[tuple[str, str, dict[str, Any]]] = []
    for source, target, data in network.edges(data=True):
        if data["type"] == "issuer":
            issuers.setdefault(source, set()).add(target)
        elif data["type"] == "mentionedIn" and network.nodes[source]["type"] == "Mechanism":
            mentions.append((source, target, data))
    taken: Taken = {}
    for mechanism, report, data in sorted(mentions, key=lambda row: (row[2].get("year", 9999), row[1], row[0])):
        for body in issuers.get(report, ()):
            taken.setdefault(names[mechanism], {}).setdefault(names[body], []).append(data)
    members: dict[str, list[str]] = {}
    for node in network:
        if node in names:
            members.setdefault(names[node], []).append(node)
    return taken, members


def _same(network: Network) -> dict[str, str]:
    """For each body and mechanism the first of those that are the same."""
    import networkx

    groups: nx.Graph[str] = networkx.Graph()
    first: dict[str, str] = {}
    for node, data in network.nodes(data=True):
        if data["type"] in ("Department", "Mechanism"):
            groups.add_node(node)
            if data["type"] == "Mechanism":
                groups.add_edge(node, first.setdefault(str(data["label"]), node))
    ties = ((a, b) for a, b, data in network.edges(data=True) if data["type"] == "sameAs")
    groups.add_edges_from((a, b) for a, b in ties if a in groups and b in groups)
    order = {node: place for place, node in enumerate(network)}
    return {node: min(group, key=order.__getitem__) for group in networkx.connected_components(groups) for node in group}


def _merged(network: Network, members: Iterable[str]) -> dict[str, Any]:
    """The attributes of the first of several nodes that are one, with the reports and years of all."""
    rows = [network.nodes[node] for node in members]
    return {**rows[0], **_told(rows)} if len(rows) > 1 else dict(rows[0])


def _told(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Reports, years and the highest confidence of what several rows tell."""
    reports = sorted({one for row in rows for one in str(row["report"]).split("; ")})
    years = sorted({int(year) for row in rows for year in str(row.get("years", row.get("year", ""))).split("; ") if year})
    found: dict[str, Any] = {"report": "; ".join(reports), "confidence": max(float(row["confidence"]) for row in rows)}
    if years:
        found["year"] = years[0]
    if len(years) > 1:
        found["years"] = "; ".join(map(str, years))
    return found
