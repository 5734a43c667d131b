"""Pajek: names, relations and weights of the network, for Pajek, igraph and networkx.

Lost is all else: IRIs, types, evidence. Labels are in one line without quotation marks, and told apart by a number where two
are the same. Lines are labelled by their relation. Literal bytes::

    *Vertices 25
    1 "某镇2023年度法治政府建设情况报告"

The order is fixed: the same graph gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from fazhi.export.network import direction
from fazhi.export.text import in_one_line
from fazhi.export.words import edge_zh

if TYPE_CHECKING:
    import networkx as nx


def write(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network as a Pajek .net file in UTF-8."""
    file.writelines(piece.encode() for piece in pieces(graph))


def pieces(graph: nx.MultiDiGraph[str]) -> Iterator[str]:
    """The text of the file, piece by piece: vertices, then arcs or edges."""
    numbers = {node: number for number, node in enumerate(graph, start=1)}
    labels = names(graph)
    yield f"*Vertices {len(graph)}\n"
    for node, number in numbers.items():
        yield f'{number} "{labels[node]}"\n'
    yield f"*{'Edges' if direction(graph) == 'undirected' else 'Arcs'}\n"
    for source, target, data in graph.edges(data=True):
        yield f'{numbers[source]} {numbers[target]} {data.get("weight", 1)} l "{edge_zh(data["type"])}"\n'


def names(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """The name of each node: its label in one line, with a number where an earlier node has the same."""
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    found: dict[str, str] = {}
    for node, data in graph.nodes(data=True):
        plain = in_one_line(str(data["label"])).replace('"', "”").replace("\\", "⧵") or "-"
        name = plain
        while name in taken:
            seen[plain] += 1
            name = f"{plain} ({seen[plain] + 1})"
        taken.add(name)
        found[node] = name
    return found
