"""CX2: the network for Cytoscape and NDEx, with colours by type.

Nodes have numbers in this format; the IRI is the attribute `iri`, the label `name`. Nothing of the
network is lost. Literal bytes::

    {"id": 0, "v": {"iri": "https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告",

The order is fixed: the same graph gives the same bytes. Specification: https://cytoscape.org/cx/cx2/specification/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from fazhi.export.network import Attribute
from fazhi.export.words import NODE_TYPES

if TYPE_CHECKING:
    import networkx as nx

_TYPES: dict[type, str] = {str: "string", int: "integer", float: "double"}
_RENAMED = {"id": "iri", "label": "name"}


def write(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network as CX2."""
    file.writelines(piece.encode() for piece in pieces(graph))


def pieces(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The text of the file, piece by piece: one aspect after the other."""
    numbers = {node: number for number, node in enumerate(graph)}
    nodes = [_renamed(data) for _, data in graph.nodes(data=True)]
    edges = [{**data, "interaction": data["type"]} for _, _, data in graph.edges(data=True)]
    counts = {"attributeDeclarations": 1, "networkAttributes": 1, "nodes": len(nodes), "edges": len(edges), "visualProperties": 1}
    declared = {"networkAttributes": {"name": {"d": "string"}}, "nodes": _declared(nodes), "edges": _declared(edges)}
    yield '[{"CXVersion": "2.0", "hasFragments": false},\n'
    yield _aspect("metaData", [{"name": name, "elementCount": count} for name, count in counts.items()])
    yield _aspect("attributeDeclarations", [declared])
    yield _aspect("networkAttributes", [{"name": "fazhi"}])
    yield _aspect("nodes", [{"id": number, "v": data} for number, data in enumerate(nodes)])
    ends = [(numbers[source], numbers[target]) for source, target in graph.edges()]
    told = zip(ends, edges, strict=True)
    yield _aspect("edges", [{"id": number, "s": s, "t": t, "v": data} for number, ((s, t), data) in enumerate(told)])
    yield _aspect("visualProperties", [_look()])
    yield '{"status": [{"success": true}]}]\n'


def _renamed(data: Mapping[str, Attribute]) -> dict[str, Attribute]:
    return {_RENAMED.get(name, name): found for name, found in data.items()}


def _declared(told: Iterable[Mapping[str, Attribute]]) -> dict[str, dict[str, str]]:
    return {name: {"d": _TYPES[type(found)]} for data in told for name, found in data.items()}


def _aspect(name: str, elements: list[Any]) -> str:
    return f'{{"{name}": [\n' + ",\n".join(json.dumps(element, ensure_ascii=False) for element in elements) + "\n]},\n"


def _look() -> dict[str, Any]:
    """The visual style: colour and size by type, labels by name, arrows."""
    colours = [{"v": kind.name, "vp": kind.colour} for kind in NODE_TYPES.values()]
    sizes = [{"v": kind.name, "vp": 30 * kind.size} for kind in NODE_TYPES.values()]
    node = {"NODE_SHAPE": "ellipse", "NODE_LABEL_FONT_SIZE": 10, "NODE_LABEL_COLOR": "#222222", "NODE_BORDER_WIDTH": 0}
    edge = {"EDGE_WIDTH": 1, "EDGE_LINE_COLOR": "#B6BDC6", "EDGE_TARGET_ARROW_SHAPE": "triangle"}
    mapping = {
        "NODE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "name", "type": "string"}},
        "NODE_BACKGROUND_COLOR": {"type": "DISCRETE", "definition": {"attribute": "type", "type": "string", "map": colours}},
        "NODE_WIDTH": {"type": "DISCRETE", "definition": {"attribute": "type", "type": "string", "map": sizes}},
        "NODE_HEIGHT": {"type": "DISCRETE", "definition": {"attribute": "type", "type": "string", "map": sizes}},
    }
    return {
        "default": {"network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"}, "node": node, "edge": edge},
        "nodeMapping": mapping,
        "edgeMapping": {},
    }
