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

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import count
from tempfile import TemporaryFile
from typing import BinaryIO

from fazhi.export.network import Attribute, Edge, Node, Place
from fazhi.export.text import REFERENCES, in_one_line, xml_quoted, xml_text
from fazhi.export.words import node_type

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xmlns:y="http://www.yworks.com/xml/graphml"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_LOOK = '  <key id="look" for="node" yfiles.type="nodegraphics"/>\n'
_TYPES: dict[type, str] = {str: "string", int: "int", float: "double"}
_LINE = 18  # characters in a line of a label in yEd
_IN_TEXT = {char: written for char, written in REFERENCES.items() if char not in "\n\t"}
_COLUMN, _ROW = 320, 90  # pixels between the places of nodes, until the user lays them out


def write(elements: Iterable[Node | Edge | Place], file: BinaryIO) -> None:
    """Write nodes and edges whose attributes are text and numbers as GraphML.

    What the attributes are is told first in the file and known last: nodes and edges wait on the disk until then.
    """
    with _Aside() as nodes, _Aside() as edges:
        of_nodes, of_edges = _Attributes("node", ""), _Attributes("edge", "edge-")
        rows: Counter[Attribute] = Counter()
        numbers = count()
        directions: set[Attribute] = set()
        for element in elements:
            if isinstance(element, Node):
                rows[element.data["type"]] += 1
                told = f"{_look(element.data, rows)}{of_nodes.told(element.data)}"
                nodes.write(f"    <node id={xml_quoted(element.id)}>\n{told}    </node>\n".encode())
            elif isinstance(element, Edge):
                directions.add(element.data["direction"])
                ends = f"source={xml_quoted(element.source)} target={xml_quoted(element.target)}"
                told = of_edges.told(element.data)
                edges.write(f'    <edge id="e{next(numbers)}" {ends}>\n{told}    </edge>\n'.encode())
        file.write(f"{_HEAD}{of_nodes.keys()}{of_edges.keys()}".encode())
        direction = "undirected" if directions == {"undirected"} else "directed"  # readers refuse a mixture
        file.write(f'{_LOOK}  <graph edgedefault="{direction}">\n'.encode())
        for part in (nodes, edges):
            part.copy(file)
        file.write(b"  </graph>\n</graphml>\n")


class _Aside:
    """Text that waits in a temporary file, compressed."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="fazhi-")  # noqa: SIM115  closed by the one who uses it
        self._packing = zlib.compressobj(1)

    def __enter__(self) -> _Aside:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, text: bytes) -> None:
        """Lay text aside."""
        self._file.write(self._packing.compress(text))

    def copy(self, file: BinaryIO) -> None:
        """Write all that was laid aside."""
        self._file.write(self._packing.flush())
        self._file.seek(0)
        unpacking = zlib.decompressobj()
        while piece := self._file.read(1 << 14):
            file.write(unpacking.decompress(piece))
        file.write(unpacking.flush())


class _Attributes:
    """The attributes of all nodes, or of all edges: how they are written, and what types they have."""

    def __init__(self, what: str, prefix: str) -> None:
        self._what, self._prefix = what, prefix
        self._types: dict[str, type] = {}

    def told(self, data: Mapping[str, Attribute]) -> str:
        """The attributes of one."""
        lines = []
        for name, found in data.items():
            if name != "id":
                self._types[name] = type(found)
                lines.append(f"      <data key={xml_quoted(self._prefix + name)}>{_text(str(found))}</data>\n")
        return "".join(lines)

    def keys(self) -> str:
        """What the attributes are, as the head of a file tells it."""
        told = ((xml_quoted(self._prefix + name), xml_quoted(name), _TYPES[cls]) for name, cls in self._types.items())
        return "".join(f'  <key id={key} for="{self._what}" attr.name={name} attr.type="{kind}"/>\n' for key, name, kind in told)


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


def _text(text: str) -> str:
    return xml_text(text, _IN_TEXT)
