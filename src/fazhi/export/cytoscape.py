"""Cytoscape.js JSON: the network for cytoscape.js in a page, and for Cytoscape, which reads it as `.cyjs`.

Nothing of the network is lost. A style with the colours of the types is part of the file. Literal bytes::

    {"data": {"id": "https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告/measure/139-145",

The order is fixed: the same graph gives the same bytes. Documentation: https://js.cytoscape.org/#notation/elements-json
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from fazhi.export.words import NODE_TYPES, edge_zh

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network as JSON for cytoscape.js."""
    file.writelines(piece.encode() for piece in pieces(graph))


def pieces(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The text of the file, piece by piece: one element in a paragraph."""
    yield '{"format_version": "1.0", "generated_by": "fazhi", "data": {"name": "fazhi"},\n'
    yield f'"style": {json.dumps(_style(), ensure_ascii=False)},\n"elements": {{"nodes": ['
    comma = "\n"
    for node, data in graph.nodes(data=True):
        yield comma + _element({"id": node, "name": data["label"], **data})
        comma = ",\n"
    yield '\n], "edges": ['
    comma = "\n"
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        told = {
            "id": f"e{number}",
            "source": source,
            "target": target,
            "name": edge_zh(data["type"]),
            "interaction": data["type"],
        }
        yield comma + _element({**told, **data})
        comma = ",\n"
    yield "\n]}}\n"


def _element(data: dict[str, Any]) -> str:
    return '{"data": ' + json.dumps(data, ensure_ascii=False).replace(', "', ',\n  "', 1) + "}"


def _style() -> list[dict[str, Any]]:
    """A stylesheet of cytoscape.js."""
    node = {"label": "data(name)", "font-size": 10, "text-wrap": "ellipsis", "text-max-width": "140px", "text-valign": "bottom"}
    edge = {
        "width": 1,
        "line-color": "#b6bdc6",
        "target-arrow-color": "#b6bdc6",
        "target-arrow-shape": "triangle",
        "curve-style": "bezier",
    }
    typed = [
        {
            "selector": f'node[type = "{kind.name}"]',
            "style": {"background-color": kind.colour, "width": 24 * kind.size, "height": 24 * kind.size},
        }
        for kind in NODE_TYPES.values()
    ]
    undirected = {"selector": 'edge[direction = "undirected"]', "style": {"target-arrow-shape": "none"}}
    return [{"selector": "node", "style": node}, {"selector": "edge", "style": edge}, *typed, undirected]
