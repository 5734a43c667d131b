"""Stores in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from fazhi.errors import StoreError
from fazhi.store.generations import opened
from fazhi.store.merging import keep, merge


def in_memory(lines: Iterable[str] = ()) -> ox.Store:
    """A store in memory with these N-Quads."""
    store = ox.Store()
    store.bulk_load("\n".join(lines).encode("utf-8"), ox.RdfFormat.N_QUADS)
    return store


def of_file(path: Path) -> ox.Store:
    """A store in memory with an RDF file, read by its suffix (.nq, .trig, .ttl, .nt, .jsonld). Raises StoreError."""
    store = ox.Store()
    try:
        store.bulk_load(path=str(path))
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(
            f"{path}: cannot be read as a graph ({error}); give a file such as graph.nq, or build it again"
        ) from error
    return store


def of_nquads(nquads: Path) -> ox.Store:
    """A store in memory with the N-Quads that `fazhi build` wrote, to be read only, as one on the disk. Raises StoreError."""
    store = ox.Store()
    try:
        with opened(nquads) as file:
            store.bulk_load(file, ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise StoreError(f"{nquads}: this is not the N-Quads that fazhi writes: {error}; build it again") from error
    merge(store)
    keep(store)
    return store
