r"""GEXF 1.3: the network for Gephi, with colours, sizes, and years on the time line.

A node or an edge is there in the years of the reports that tell it. `kind` of an edge is its type, with a number where several
edges of one type join two nodes, as Gephi makes one of those that have the same kind. Lost is what GraphML loses too. Literal
bytes::

    <node id="https://w3id.org/fazhi/id/report/某镇/2023/法治政府建设报告/measure/139-145" label="加强执法培训">
      <spells><spell start="2023-01-01" end="2023-12-31"/></spells>

The order is fixed: the same graph gives the same bytes. Specification: https://gexf.net/1.3/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from fazhi.export.network import Attribute, direction
from fazhi.export.text import xml_quoted
from fazhi.export.words import edge_zh, node_type

if TYPE_CHECKING:
    import networkx as nx

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
  <meta><creator>fazhi</creator><description>法治政府建设年度报告</description></meta>
"""
_TYPES: dict[type, str] = {str: "string", int: "integer", float: "double"}
_OWN = frozenset({"id", "label", "direction", "weight"})  # what has a place of its own in the format
_SIZE = 10.0


def write(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network whose attributes are text and numbers as GEXF 1.3."""
    file.writelines(piece.encode() for piece in pieces(graph))


def pieces(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The text of the file, piece by piece: what the attributes are, the nodes, the edges."""
    dated = any("year" in data for _, data in graph.nodes(data=True))
    yield _HEAD
    mode = ' mode="dynamic" timeformat="date" timerepresentation="interval"' if dated else ""
    yield f'  <graph defaultedgetype="{direction(graph)}" idtype="string"{mode}>\n'
    nodes = _names(data for _, data in graph.nodes(data=True))
    edges = _names(data for _, _, data in graph.edges(data=True))
    yield from _attributes("node", nodes)
    yield from _attributes("edge", edges)
    yield "    <nodes>\n"
    for node, data in graph.nodes(data=True):
        yield f"      <node id={_quoted(node)} label={_quoted(data['label'])}>\n{_told(nodes, data)}{_look(data)}      </node>\n"
    yield "    </nodes>\n    <edges>\n"
    same: Counter[tuple[str, str, Attribute]] = Counter()
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        same[source, target, data["type"]] += 1
        nth = same[source, target, data["type"]]
        weight = f' weight="{float(data["weight"])}"' if "weight" in data else ""
        ends = f"source={_quoted(source)} target={_quoted(target)} label={_quoted(edge_zh(data['type']))}"
        kind = data["type"] if nth == 1 else f"{data['type']} {nth}"
        yield f'      <edge id="e{number}" {ends} kind={_quoted(kind)}{weight}>\n{_told(edges, data)}      </edge>\n'
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _names(told: Iterable[Mapping[str, Attribute]]) -> dict[str, type]:
    return {name: type(found) for data in told for name, found in data.items() if name not in _OWN}


def _attributes(what: str, names: Mapping[str, type]) -> Iterator[str]:
    yield f'    <attributes class="{what}" mode="static">\n'
    for name, cls in names.items():
        yield f'      <attribute id={_quoted(name)} title={_quoted(name)} type="{_TYPES[cls]}"/>\n'
    yield "    </attributes>\n"


def _told(names: Mapping[str, type], data: Mapping[str, Attribute]) -> str:
    values = "".join(f"<attvalue for={_quoted(name)} value={_quoted(data[name])}/>" for name in names if name in data)
    years = str(data.get("years", data.get("year", "")))
    spells = "".join(f'<spell start="{year}-01-01" end="{year}-12-31"/>' for year in years.split("; ") if year)
    return f"        <attvalues>{values}</attvalues>\n" + (f"        <spells>{spells}</spells>\n" if spells else "")


def _look(data: Mapping[str, Attribute]) -> str:
    kind = node_type(data["type"])
    red, green, blue = (int(kind.colour[start : start + 2], 16) for start in (1, 3, 5))
    return f'        <viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{_SIZE * kind.size}"/>\n'


def _quoted(found: Attribute) -> str:
    return xml_quoted(str(found))
