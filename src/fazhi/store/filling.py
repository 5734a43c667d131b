"""Filling a store on the disk: a new generation beside the others, and the switch to it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox

from fazhi.disk.files import hold, make_folder, output_error, sync_folder, write_text
from fazhi.errors import StoreError
from fazhi.store.generations import CURRENT, FORM, READERS, Current, current_of, opened
from fazhi.store.merging import merge, merge_lines
from fazhi.store.names import write_names
from fazhi.workers import Ended, Limits, run_all

_LOCK, _PARTIAL, _TRASH = ".lock", ".partial", ".trash"
_PIECE = 4 << 20  # bytes that are loaded at a time
_LARGE = 128 << 20  # bytes of a file that is loaded in a process of its own
_UNLIMITED = Limits(seconds=10**7, megabytes=1 << 22)


def fill(folder: Path, nquads: Path, *, anew: bool = False) -> None:
    """Make the store in `folder` that of an N-Quads file, and switch to it.

    Nothing is done where it is that already, unless `anew`. Whoever fills at the same time waits. Raises OutputError
    where the folder cannot be written, StoreError where the file cannot be read.
    """
    make_folder(folder)
    try:
        with _alone(folder), opened(nquads) as file:
            stat = os.fstat(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            current = Current(f"g-{digest[:16]}{FORM}", digest, stat.st_size, stat.st_mtime_ns)
            _remove_leftovers(folder)
            generation = folder / current.generation
            if anew:
                _remove(generation)
            if not generation.is_dir():
                _load(generation, nquads, digest)
            if anew or current_of(folder) != current:
                write_text(folder / CURRENT, json.dumps(asdict(current), indent=1) + "\n")
            for other in folder.glob("g-*"):
                if other != generation:
                    _remove(other)
    except OSError as error:
        raise output_error(folder, error) from error


def _load(generation: Path, nquads: Path, digest: str) -> None:
    """Fill a folder beside a generation's place, and put it there when all of it is on the disk.

    While a store is open, its engine holds some 8 bytes of memory for each quad: a large one is filled in another process.
    """
    partial = generation.with_name(generation.name + _PARTIAL)
    try:
        if nquads.stat().st_size <= _LARGE:
            loaded = load_file((str(partial), str(nquads)))
        else:
            ((_, loaded),) = run_all("fazhi.store.filling:load_file", [(str(partial), str(nquads))], jobs=1, limits=_UNLIMITED)
        if isinstance(loaded, Ended):
            raise StoreError(f"{nquads}: the store could not be filled: {loaded.reason}; free some memory, and try again")
        if loaded != digest:
            raise StoreError(f"{nquads}: the file changed while the store was filled; try again")
        (partial / READERS).touch()
        for path in partial.iterdir():
            _sync(path)
        sync_folder(partial)
        partial.rename(generation)
        sync_folder(generation.parent)
    except SyntaxError as error:
        raise StoreError(f"{nquads}: this is not the N-Quads that fazhi writes: {error}; build it again") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def load_file(task: tuple[str, str]) -> str:
    """Fill a new store in a folder from an N-Quads file, piece by piece: the file's SHA-256. Raises SyntaxError, OSError."""
    folder, nquads = task
    found, is_merged = hashlib.sha256(), True
    store = ox.Store(folder)
    with Path(nquads).open("rb") as file:
        while piece := file.read(_PIECE):
            piece += file.readline()  # at once, a million quads would take a gigabyte
            found.update(piece)
            store.bulk_load(BytesIO(piece), ox.RdfFormat.N_QUADS)
            is_merged = merge_lines(store, piece) and is_merged
        if not is_merged:
            merge(store)
        if file.tell() > _PIECE:
            store.optimize()  # the pieces become one: each lookup would else look into every one of them
    store.flush()
    write_names(store, Path(folder))
    return found.hexdigest()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of those who fill; wait for it where another process has it."""
    with (folder / _LOCK).open("ab") as file:
        hold(file.fileno(), wait=True)
        yield


def _remove_leftovers(folder: Path) -> None:
    """What interrupted runs left; only the one who fills alone may do this."""
    for pattern in (f"*{_PARTIAL}", f"*{_TRASH}"):
        for path in folder.glob(pattern):
            shutil.rmtree(path, ignore_errors=True)


def _remove(generation: Path) -> None:
    """Remove a generation that nobody reads; one that is read stays for now."""
    with suppress(OSError):
        with (generation / READERS).open("rb+") as file:
            if not hold(file.fileno()):
                return
            trash = generation.with_name(generation.name + _TRASH)
            generation.rename(trash)
        shutil.rmtree(trash, ignore_errors=True)
