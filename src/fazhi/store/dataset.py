"""An Oxigraph store as an rdflib dataset: rdflib is the face, Oxigraph the engine."""

from __future__ import annotations

from contextlib import suppress

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph

from fazhi.vocabulary import PREFIXES


class _Store(OxigraphStore):
    """A store that may be read-only: rdflib announces every graph that it looks at, which is no reason to fail."""

    def add_graph(self, graph: Graph) -> None:
        """Announce a graph; nothing happens where the store is read-only."""
        with suppress(RuntimeError, OSError):
            super().add_graph(graph)


def dataset(store: ox.Store) -> Dataset:
    """The store as a dataset with our prefixes, whose default graph is the union of all named graphs.

    A triple that two named graphs hold is met twice when the union is walked through.
    """
    found = Dataset(store=_Store(store=store), default_union=True)
    for prefix, iri in PREFIXES.items():
        found.bind(prefix, iri)
    return found
