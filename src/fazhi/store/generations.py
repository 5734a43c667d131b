"""Stores on the disk: folders that are filled once, and a small file that names the current one.

::

    store/
    ├── CURRENT                    which generation is read, and from which graph.nq it was made
    ├── g-5f1c0ad2e4b97a10-2/      one generation: an Oxigraph (RocksDB) folder that never changes again, and its names
    └── .lock                      held by the one who fills

`CURRENT` is replaced by a rename: that is the switch. A generation is named after the content it was made
from, and the form it was made in: where the form is an older one, it is made anew. Readers hold a shared lock on
the generation they read; one that nobody reads and nothing names is removed by the next who fills. All locks end
with their process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from fazhi.errors import StoreError

FORM = "-2"  # how the name of a generation ends: since 2, its default graph is the merge of its graphs
CURRENT, READERS = "CURRENT", "fazhi.lock"  # the file that names a generation, and the one in it that readers lock


@dataclass(frozen=True, slots=True)
class Current:
    """What `CURRENT` says: a generation, and digest, size and time of change of the file that it was made from."""

    generation: str
    sha256: str
    size: int
    mtime_ns: int


def current_of(folder: Path) -> Current | None:
    """What `CURRENT` says; None where it is missing or not ours."""
    try:
        return Current(**json.loads((folder / CURRENT).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def opened(nquads: Path) -> Iterator[BufferedReader]:
    """The file of N-Quads that a store is made from. Raises StoreError where it cannot be read."""
    try:
        file = nquads.open("rb")
    except OSError as error:
        raise StoreError(f"{nquads}: cannot be read: {error.strerror}; build it with: fazhi build PATH...") from error
    with file:
        yield file
