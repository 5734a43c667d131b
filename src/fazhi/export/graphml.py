r"""GraphML: the network for Gephi, yEd, Cytoscape and networkx.

What becomes node and edge is told in `fazhi.export.network`. Lost are evidence but for one quote and the confidence, the
text of the report, the languages of labels, and characters that XML forbids (each becomes U+FFFD, as XML has no way
to write them). Literal bytes::

    <node id="https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告/measure/139-145">
      <data key="label">加强执法培训</data>
      <data key="type">Measure</data>

The order is fixed: the same graph gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from fazhi.export.network import Attribute, network

if TYPE_CHECKING:
    import networkx as nx

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES: dict[type, str] = {str: "string", int: "int", float: "double"}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEPT = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}  # which a reader of XML would change or drop


def write(lines: Sequence[str], file: BinaryIO) -> None:
    """Write sorted N-Quads lines as GraphML."""
    write_network(network(lines), file)


def write_network(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network whose attributes are text and numbers as GraphML."""
    file.writelines(piece.encode() for piece in pieces(graph))


def pieces(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The text of the file, piece by piece: what the attributes are, the nodes, the edges."""
    nodes: list[tuple[str, Mapping[str, Attribute]]] = list(graph.nodes.items())
    edges: list[tuple[tuple[str, str, str], Mapping[str, Attribute]]] = list(graph.edges.items())
    yield _HEAD
    yield from _keys("node", "", (data for _, data in nodes))
    yield from _keys("edge", "edge-", (data for _, data in edges))
    yield '  <graph edgedefault="directed">\n'
    for node, data in nodes:
        yield f"    <node id={_quoted(node)}>\n{_data('', data)}    </node>\n"
    for number, ((source, target, _), data) in enumerate(edges):
        yield f'    <edge id="e{number}" source={_quoted(source)} target={_quoted(target)}>\n{_data("edge-", data)}    </edge>\n'
    yield "  </graph>\n</graphml>\n"


def _keys(what: str, prefix: str, told: Iterable[Mapping[str, Attribute]]) -> Iterator[str]:
    types = {name: type(found) for data in told for name, found in data.items() if name != "id"}
    for name, cls in types.items():
        yield f'  <key id={_quoted(prefix + name)} for="{what}" attr.name={_quoted(name)} attr.type="{_TYPES[cls]}"/>\n'


def _data(prefix: str, data: Mapping[str, Attribute]) -> str:
    return "".join(
        f"      <data key={_quoted(prefix + name)}>{_text(str(found))}</data>\n" for name, found in data.items() if name != "id"
    )


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text), {"\r": _KEPT["\r"]})


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), _KEPT)
