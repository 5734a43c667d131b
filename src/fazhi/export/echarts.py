"""An option of ECharts: a graph by force layout, with a legend of the types; `chart.setOption(JSON.parse(text))` draws it.

Every node and link has all its attributes as `attributes`. Literal bytes::

    {"id": "https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告/measure/139-145", "name": "加强执法培训",

Nothing of the network is lost. The order is fixed: the same graph gives the same bytes.
Documentation: https://echarts.apache.org/en/option.html#series-graph
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from fazhi.export.words import edge_zh, node_type

if TYPE_CHECKING:
    import networkx as nx

_SIZE = 16
_MANY = 60  # nodes, from which on labels are shown by the pointer alone


def write(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network as an option of ECharts."""
    file.writelines(piece.encode() for piece in pieces(graph))


def pieces(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The text of the file, piece by piece: the option around the nodes and links."""
    kinds = list(dict.fromkeys(str(data["type"]) for _, data in graph.nodes(data=True)))
    names = [node_type(kind).zh for kind in kinds]
    yield '{"tooltip": {}, "legend": [' + json.dumps({"data": names, "type": "scroll"}, ensure_ascii=False) + "],\n"
    yield '"series": [{"type": "graph", "layout": "force", "roam": true, "draggable": true,\n'
    yield f'"categories": {json.dumps([_category(kind) for kind in kinds], ensure_ascii=False)},\n'
    label = json.dumps({"show": len(graph) < _MANY, "position": "right"})
    yield f'"force": {{"repulsion": 120, "edgeLength": 60}}, "label": {label},\n'
    yield '"emphasis": {"focus": "adjacency", "label": {"show": true}}, "edgeSymbol": ["none", "arrow"], "edgeSymbolSize": 5,\n'
    yield '"nodes": ['
    comma = "\n"
    for node, data in graph.nodes(data=True):
        kind = str(data["type"])
        told = {"id": node, "name": data["label"], "category": kinds.index(kind), "symbolSize": _SIZE * node_type(kind).size}
        yield comma + json.dumps({**told, "attributes": data}, ensure_ascii=False)
        comma = ",\n"
    yield '\n],\n"links": ['
    comma = "\n"
    for source, target, data in graph.edges(data=True):
        yield comma + json.dumps(_link(source, target, data), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}]}\n"


def _category(kind: str) -> dict[str, Any]:
    return {"name": node_type(kind).zh, "itemStyle": {"color": node_type(kind).colour}}


def _link(source: str, target: str, data: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"source": source, "target": target, "value": data.get("weight", edge_zh(data["type"]))}
    if data.get("direction") == "undirected":
        told["symbol"] = ["none", "none"]
    if "weight" in data:
        told["lineStyle"] = {"width": min(1 + data["weight"], 8)}
    return {**told, "attributes": data}
