"""The graph as nodes and edges: the common ground of all pictures, tables and network tools.

Nodes are reports, sections, departments, regulations, mechanisms, measures, shortcomings, causes, observations,
indicators and themes; edges are the relations between them. Evidence is not a node: quotes, places and confidence
stand at the nodes and edges that rest on it. Units, kinds, roles, qualifiers and status are attributes. All
attributes are text or numbers, never lists, so that every format can hold them.

Nodes have `id` (the IRI, by which the node is known), `label`, `type`, `report` (identifiers, joined by "; "),
`year` (the earliest, where one is known; `years` where there are several) and `confidence` (the highest; 1 for what has
no evidence of its own: reports, sections, indicators and themes); the others have `evidence` (the first quote), `start`, `end`
(0-based places of characters in the report's text, the end exclusive), `line`, `page` and `rule`. Edges have `type`, `direction`,
`report`, `year`, `confidence` and `evidence`, and the quote's place where the relation has a quote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fazhi.export.graphs import Graphs
from fazhi.export.joined import Joined, Labels
from fazhi.export.told import Attribute, Attributes, Edge, Node, Place, Told, in_parts, kind_of, local

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox

__all__ = [
    "Attribute", "Attributes", "Edge", "Node", "Place", "direction", "elements", "elements_of", "kind_of", "local", "network",
]  # fmt: skip

_OF_PLACES = ("report", "year", "confidence", "evidence", "start", "end", "line", "page", "rule")
_SHARED = frozenset({"Department", "Regulation", "Mechanism", "Indicator", "Theme"})


def network(source: Sequence[str] | ox.Store | Graphs) -> nx.MultiDiGraph[str]:
    """A graph as a directed graph of networkx; a relation that two reports tell is two edges.

    >>> from fazhi.vocabulary import FZ, RDF
    >>> one = "<http://e.org/法>", f"<{RDF.type}>", f"<{FZ.Regulation}>", "<http://e.org/g>"
    >>> found = network([" ".join((*one, "."))])
    >>> list(found.nodes(data="type"))
    [('http://e.org/法', 'Regulation')]
    """
    import networkx

    found: nx.MultiDiGraph[str] = networkx.MultiDiGraph()
    edges: list[Edge] = []
    for element in elements(source):
        if isinstance(element, Node):
            found.add_node(element.id, **element.data)
        elif isinstance(element, Edge):
            edges.append(element)
    for edge in edges:
        found.add_edge(edge.source, edge.target, key=edge.key, **edge.data)
    return found


def direction(graph: nx.MultiDiGraph[str]) -> str:
    """ "undirected" where no edge of a network has a direction, else "directed": readers refuse a mixture."""
    told = {data["direction"] for _, _, data in graph.edges(data=True)}
    return "undirected" if told == {"undirected"} else "directed"


def elements_of(graph: nx.MultiDiGraph[str]) -> Iterator[Node | Edge | Place]:
    """The nodes and edges of a network, after its own order; each node's first evidence as a place."""
    names = {node: str(data["label"]) for node, data in graph.nodes(data=True)}
    for node, data in graph.nodes(data=True):
        yield Node(node, data)
        if "evidence" in data:
            yield Place(node, {"thing": node, **{name: found for name, found in data.items() if name in _OF_PLACES}})
    for source, target, key, data in graph.edges(keys=True, data=True):
        yield Edge(source, names[source], target, names[target], key, data)


def elements(source: Sequence[str] | ox.Store | Graphs) -> Iterator[Node | Edge | Place]:
    """Nodes, edges and places of evidence, graph after graph; nodes that reports share come at the end.

    Of nothing more is memory needed than of one graph; what reports share, and the names of what relations across reports
    join, waits on the disk.
    """
    graphs = Graphs.of(source)
    ends, shared = Labels(), Joined()
    lists = {name for name, lines in graphs.across() if ends.want(lines)}
    for told in _told(graphs, lists):  # of the reports first
        if told.report is None:
            yield from _across(told, ends, shared)
            continue
        found: dict[str, str] = {}
        for subject in told.subjects.values():
            if kind := kind_of(subject):
                node = told.node(subject, kind)
                found[subject.term] = str(node["label"])
                if kind in _SHARED:
                    shared.add(node)
                else:
                    yield Node(subject.term[1:-1], node)
        ends.name(found)
        yield from told.places()
        yield from told.edges(told.subjects)
    yield from (Node(str(node["id"]), node) for node in shared.nodes())


def _told(graphs: Graphs, lists: set[str]) -> Iterator[Told]:
    """What each graph tells; a long list of plain relations is told in parts."""
    for name, lines in graphs.streams():
        yield from map(Told.of, in_parts(lines) if name in lists else [list(lines)])


def _across(told: Told, ends: Labels, shared: Joined) -> Iterator[Node | Edge | Place]:
    """What is told across reports: nodes that no report tells, and the relations."""
    known = ends.of(told.lines)
    for subject in told.subjects.values():
        if (kind := kind_of(subject)) and subject.term not in known:
            node = told.node(subject, kind)
            known[subject.term] = str(node["label"])
            if kind in _SHARED:
                shared.add(node)
            else:
                yield Node(subject.term[1:-1], node)
    ends.name(known)
    yield from told.places()
    yield from told.edges(known)
