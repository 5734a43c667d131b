"""Opening a store on the disk for reading: what was there when it was opened, until the process ends or lets it go."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from fazhi.disk.files import hold
from fazhi.errors import OutputError, StoreError
from fazhi.store.filling import fill
from fazhi.store.generations import FORM, READERS, current_of, opened
from fazhi.store.memory import of_nquads
from fazhi.store.merging import keep
from fazhi.store.names import remember

_ATTEMPTS = 50  # of a reader, while one generation after the other is switched to and removed
_held: dict[Path, int] = {}  # the locks of the generations that this process reads, until it ends


def open_store(folder: Path) -> ox.Store:
    """The current store of a folder, read-only: what was there when it was opened, until it is let go.

    Its default graph is the merge of its graphs (`fazhi.store.merging`). Raises StoreError where there is none, or it is damaged.
    """
    for _ in range(_ATTEMPTS):
        current = current_of(folder)
        if current is None:
            raise StoreError(f"{folder}: no store is here; make one with: fazhi build PATH... --out {folder.parent}")
        generation = folder / current.generation
        if _hold_for_reading(generation):
            try:
                store = ox.Store.read_only(str(generation))
                remember(store, generation)
                if current.generation.endswith(FORM):
                    keep(store)
                return store
            except (OSError, RuntimeError) as error:
                _release(generation)
                raise StoreError(f"{generation}: the store is damaged: {error}; remove {folder} and build again") from error
        if not generation.is_dir() and current_of(folder) == current:
            raise StoreError(f"{generation}: the store is gone; remove {folder} and build again")
    raise StoreError(f"{folder}: the store is being replaced all the time; try again when the builds are done")


def open_output(folder: Path) -> ox.Store:
    """The store of a folder that `fazhi build` wrote, made from its `graph.nq` where it is missing, older or damaged.

    Where the folder cannot be written to, the store is in memory. Raises StoreError where there is no graph.
    """
    nquads, store = folder / "graph.nq", folder / "store"
    if not nquads.is_file():
        if current_of(store) is not None:
            return open_store(store)
        raise StoreError(f"{folder}: no graph is here; make one with: fazhi build PATH... --out {folder}")
    try:
        if not is_fresh(store, nquads):
            fill(store, nquads)
        try:
            return open_store(store)
        except StoreError:
            fill(store, nquads, anew=True)
            return open_store(store)
    except OutputError:
        return of_nquads(nquads)


def is_fresh(folder: Path, nquads: Path) -> bool:
    """Whether the current store of a folder is that of an N-Quads file; a file that was not touched is not read again."""
    current = current_of(folder)
    if current is None or not current.generation.endswith(FORM) or not (folder / current.generation).is_dir():
        return False
    with opened(nquads) as file:
        stat = os.fstat(file.fileno())
        if (stat.st_size, stat.st_mtime_ns) == (current.size, current.mtime_ns):
            return True
        return stat.st_size == current.size and hashlib.file_digest(file, "sha256").hexdigest() == current.sha256


def _hold_for_reading(generation: Path) -> bool:
    """Keep a generation from being removed as long as this process lives; False where that is being done."""
    if generation in _held:
        if _same(_held[generation], generation / READERS):
            return True
        _release(generation)
    try:
        descriptor = os.open(generation / READERS, os.O_RDONLY)
    except OSError:
        return False
    if hold(descriptor, shared=True) and _same(descriptor, generation / READERS):
        _held[generation] = descriptor
        return True
    os.close(descriptor)
    return False


def _release(generation: Path) -> None:
    os.close(_held.pop(generation))


def _same(descriptor: int, path: Path) -> bool:
    """Whether what was opened is still what stands there."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False
