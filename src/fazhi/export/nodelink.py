"""node-link JSON: the network for d3, sigma.js (through graphology) and networkx.

Nothing of the network is lost. Literal bytes::

    {"id": "https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告/measure/139-145", "label": "加强执法培训",

The order is fixed: the same graph gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network as node-link JSON, which `networkx.node_link_graph` reads."""
    file.writelines(piece.encode() for piece in pieces(graph))


def pieces(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The text of the file, piece by piece: one node or link in two lines."""
    yield '{"directed": true, "multigraph": true, "graph": {"name": "fazhi"},\n"nodes": ['
    comma = "\n"
    for node, data in graph.nodes(data=True):
        yield comma + json.dumps({"id": node, **data}, ensure_ascii=False).replace(', "report": ', ',\n "report": ', 1)
        comma = ",\n"
    yield '\n],\n"links": ['
    comma = "\n"
    for source, target, key, data in graph.edges(keys=True, data=True):
        yield comma + json.dumps({"source": source, "target": target, "key": key, **data}, ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"
