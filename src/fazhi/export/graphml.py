r"""GraphML: the network for Gephi, yEd, Cytoscape and networkx.

What becomes node and edge is told in `fazhi.export.network`; yEd shows labels and colours at once. Lost are evidence but for
one quote and its place, the
text of the report, the languages of labels, and characters that XML forbids (each becomes U+FFFD, as XML has no way
to write them). Literal bytes::

    <node id="https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告/measure/139-145">
      <data key="label">加强执法培训</data>
      <data key="type">Measure</data>

The order is fixed: the same graph gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from fazhi.export.network import Attribute, direction
from fazhi.export.text import REFERENCES, for_xml, in_one_line
from fazhi.export.words import node_type

if TYPE_CHECKING:
    import networkx as nx

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xmlns:y="http://www.yworks.com/xml/graphml"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_TYPES: dict[type, str] = {str: "string", int: "int", float: "double"}
_LINE = 18  # characters in a line of a label in yEd
_IN_TEXT = {char: written for char, written in REFERENCES.items() if char not in "\n\t"}
_COLUMN, _ROW = 320, 90  # pixels between the places of nodes, until the user lays them out


def write(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network whose attributes are text and numbers as GraphML."""
    file.writelines(piece.encode() for piece in pieces(graph))


def pieces(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The text of the file, piece by piece: what the attributes are, the nodes, the edges."""
    nodes: list[tuple[str, Mapping[str, Attribute]]] = list(graph.nodes.items())
    edges: list[tuple[tuple[str, str, str], Mapping[str, Attribute]]] = list(graph.edges.items())
    yield _HEAD
    yield from _keys("node", "", (data for _, data in nodes))
    yield from _keys("edge", "edge-", (data for _, data in edges))
    yield '  <key id="look" for="node" yfiles.type="nodegraphics"/>\n'
    yield f'  <graph edgedefault="{direction(graph)}">\n'
    rows: Counter[Attribute] = Counter()
    for node, data in nodes:
        rows[data["type"]] += 1
        yield f"    <node id={_quoted(node)}>\n{_look(data, rows)}{_data('', data)}    </node>\n"
    for number, ((source, target, _), data) in enumerate(edges):
        ends = f"source={_quoted(source)} target={_quoted(target)}"
        yield f'    <edge id="e{number}" {ends}>\n{_data("edge-", data)}    </edge>\n'
    yield "  </graph>\n</graphml>\n"


def _look(data: Mapping[str, Attribute], rows: Counter[Attribute]) -> str:
    """How yEd shows a node: a box of the colour of its type, as wide as its label, in a column with others of its type."""
    x, y = _COLUMN * list(rows).index(data["type"]), _ROW * rows[data["type"]]
    label = in_one_line(str(data["label"]))
    lines = [label[start : start + _LINE] for start in range(0, len(label), _LINE)] or [""]
    width, height = 24 + 13 * max(map(len, lines)), 14 + 17 * len(lines)
    return (
        f'      <data key="look"><y:ShapeNode><y:Geometry height="{height}" width="{width}" x="{x}.0" y="{y}.0"/>'
        f'<y:Fill color="{node_type(data["type"]).colour}" transparent="false"/>'
        '<y:BorderStyle hasColor="false" type="line" width="1"/>'
        f'<y:NodeLabel fontSize="12" textColor="#ffffff">{_text(chr(10).join(lines))}</y:NodeLabel>'
        '<y:Shape type="roundrectangle"/></y:ShapeNode></data>\n'
    )


def _keys(what: str, prefix: str, told: Iterable[Mapping[str, Attribute]]) -> Iterator[str]:
    types = {name: type(found) for data in told for name, found in data.items() if name != "id"}
    for name, cls in types.items():
        yield f'  <key id={_quoted(prefix + name)} for="{what}" attr.name={_quoted(name)} attr.type="{_TYPES[cls]}"/>\n'


def _data(prefix: str, data: Mapping[str, Attribute]) -> str:
    return "".join(
        f"      <data key={_quoted(prefix + name)}>{_text(str(found))}</data>\n" for name, found in data.items() if name != "id"
    )


def _text(text: str) -> str:
    return escape(for_xml(text), _IN_TEXT)


def _quoted(text: str) -> str:
    return quoteattr(for_xml(text), REFERENCES)
