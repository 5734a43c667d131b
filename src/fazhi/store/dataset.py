"""An Oxigraph store as an rdflib dataset: rdflib is the face, Oxigraph the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Identifier

from fazhi.store.merging import is_merged, merged
from fazhi.vocabulary import PREFIXES

_UNION = "__UNION__"  # how rdflib calls the union of all graphs


class _Store(OxigraphStore):
    """A store that may be read-only, and whose default graph may be the merge of the others, which is for queries alone."""

    def add_graph(self, graph: Graph) -> None:
        """Announce a graph, as rdflib does with each that it looks at; nothing happens where the store is read-only."""
        with suppress(RuntimeError, OSError):
            super().add_graph(graph)

    def triples(self, triple_pattern: Any, context: Graph | None = None) -> Iterator[Any]:
        """Each triple with the graph that states it."""
        found = super().triples(triple_pattern, context)
        return ((triple, iter(graphs)) for triple, graphs in self._stated(found)) if is_merged(self._inner) else found

    def _stated(self, found: Iterator[Any]) -> Iterator[tuple[Any, list[Graph | None]]]:
        for triple, graphs in found:
            if stating := [graph for graph in graphs if graph is not None and graph.identifier != DATASET_DEFAULT_GRAPH_ID]:
                yield triple, stating

    def contexts(self, triple: Any = None) -> Iterator[Graph]:  # type: ignore[override]
        """The graphs, or those that state a triple."""
        found = super().contexts(triple)
        return (graph for graph in found if not is_merged(self._inner) or graph.identifier != DATASET_DEFAULT_GRAPH_ID)

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: str,
        **more: object,
    ) -> Result:
        """The answer to a query; of all graphs together, each triple is met once."""
        if queryGraph != _UNION or isinstance(query, Query):
            return super().query(query, initNs, initBindings, queryGraph, **more)
        asked = OxigraphStore(store=merged(self._inner))
        return asked.query(query, {**dict(self.namespaces()), **initNs}, initBindings, "", **more)


def dataset(store: ox.Store) -> Dataset:
    """The store as a dataset with our prefixes, whose default graph is the union of all named graphs.

    A query meets each triple once; who walks through the union meets one that two named graphs hold twice.
    """
    found = Dataset(store=_Store(store=store), default_union=True)
    for prefix, iri in PREFIXES.items():
        found.bind(prefix, iri)
    return found
