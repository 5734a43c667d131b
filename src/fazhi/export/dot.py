r"""DOT: the network for Graphviz (`dot -Tsvg`, `sfdp -Tsvg`).

All attributes stand at the nodes and edges; Graphviz ignores those it does not know. In all of them a backslash is written
twice and a line end as `\n`, as labels have it; other control characters become blanks. Literal bytes::

    "https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告/measure/139-145" [label="加强执法培训", fillcolor="#2a7f78",

The order is fixed: the same graph gives the same bytes. Grammar: https://graphviz.org/doc/info/lang.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from fazhi.export.network import Attribute
from fazhi.export.text import for_xml
from fazhi.export.words import edge_zh, node_type

if TYPE_CHECKING:
    import networkx as nx

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
_RENAMED = {"label": "fullLabel", "weight": "sharedMeasures", "start": "startsAt", "end": "endsAt", "page": "pageNumber"}
"""Names that mean something else to Graphviz."""
_LINE = 14


def write(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network as DOT."""
    file.writelines(piece.encode() for piece in pieces(graph))


def pieces(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The text of the file, piece by piece: how all looks, the nodes, the edges."""
    yield "digraph fazhi {\n"
    yield '  graph [charset="UTF-8", rankdir="LR", overlap="prism", outputorder="edgesfirst", fontname="Noto Sans CJK SC"]\n'
    yield '  node [shape="box", style="rounded,filled", fontcolor="#ffffff", color="#ffffff", fontsize="11",\n'
    yield '        fontname="Noto Sans CJK SC"]\n'
    yield '  edge [color="#9aa3ad", fontcolor="#5f6c7b", fontname="Noto Sans CJK SC", fontsize="9", arrowsize="0.7"]\n'
    for node, data in graph.nodes(data=True):
        look = {"label": _wrapped(str(data["label"])), "fillcolor": node_type(data["type"]).colour}
        yield f"  {_quoted(node)} [{_told(look, data)}]\n"
    for source, target, data in graph.edges(data=True):
        look = {"label": edge_zh(data["type"])}
        if data.get("direction") == "undirected":
            look |= {"dir": "none", "label": str(data.get("weight", "")), "penwidth": str(data.get("weight", 1))}
        yield f"  {_quoted(source)} -> {_quoted(target)} [{_told(look, data)}]\n"
    yield "}\n"


def _told(look: Mapping[str, str], data: Mapping[str, Attribute]) -> str:
    told = {**look, **{_RENAMED.get(name, name): str(found) for name, found in data.items() if name != "id"}}
    return ", ".join(f"{name}={_quoted(found)}" for name, found in told.items())


def _wrapped(label: str) -> str:
    return "\n".join(label[start : start + _LINE] for start in range(0, len(label), _LINE))


def _quoted(text: str) -> str:
    plain = _CONTROL.sub(" ", for_xml(text))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
